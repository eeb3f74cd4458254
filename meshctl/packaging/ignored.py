"""What of a function's directory stays out of its package. The door to `pathspec`. Pure.

Some names never belong into one; what else stays out, the function's own ignore file says, as a .gitignore does.
"""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache
from posixpath import basename, dirname
from warnings import catch_warnings, simplefilter

from meshctl.errors import PackagingFailed

IGNORE_FILE = ".meshctlignore"
REQUIREMENTS, PYLOCK, PYPROJECT, UV_LOCK = "requirements.txt", "pylock.toml", "pyproject.toml", "uv.lock"
PINNING = (PYLOCK, UV_LOCK, PYPROJECT, REQUIREMENTS)
"""Files that say which wheels go into the package; they do not go into it themselves."""
NEVER = frozenset({"__pycache__", "node_modules", "venv"})
VENV_MARK = "pyvenv.cfg"
MOST_LINES = 1_000
MOST_TRIED = 2
"""Stars of a pattern, and double stars likewise, that are tried at each place, and one more of both together."""
_ESCAPED = re.compile(r"\\.")


def is_packaged(path: str) -> bool:
    """Whether what lies at `path` below a source directory may go into its package; its ignore file is not asked."""
    return not any(name.startswith(".") or name in NEVER or name.endswith(".pyc") for name in path.split("/"))


def decides(path: str) -> bool:
    """Whether what lies at `path` decides about the package: also by which wheels it has, and by what stays out."""
    return path == IGNORE_FILE or is_packaged(path)


def own_files(files: Collection[str], said: str) -> list[str]:
    """Of all files below a source directory those that go into its package; `said` is the text of its ignore file.

    Raises `PackagingFailed` as `ignoring` does.
    """
    stays_out = staying_out(said)
    environments = {dirname(file) for file in files if basename(file) == VENV_MARK}

    @cache
    def is_out(directory: str) -> bool:
        if not directory:
            return False
        return directory in environments or is_out(dirname(directory)) or stays_out(directory, True)

    return [file for file in files if not (is_out(dirname(file)) or stays_out(file, False))]


def staying_out(said: str) -> Callable[[str, bool], bool]:
    """Whether what lies at a path below a source directory stays out, if the directory that it lies in does not.

    It is told whether that is a directory. Raises `PackagingFailed` as `ignoring` does.
    """
    ignored = ignoring(said)

    def stays_out(path: str, is_directory: bool) -> bool:
        return not is_packaged(basename(path)) or path in PINNING or ignored(f"{path}/" if is_directory else path)

    return stays_out


def ignoring(text: str) -> Callable[[str], bool]:
    """Whether an ignore file with this text keeps a path out; a directory is asked about with a slash at its end.

    Raises `PackagingFailed` for a line that is no pattern of git's, or that would take too long to compare.
    """
    if not text:
        return _nothing
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  only a few directories have such a file

    lines = text.splitlines()
    _refuse_slow(lines)
    try:
        with catch_warnings():
            simplefilter("error", FutureWarning)  # of a set such as [[:alpha:]], which is read otherwise than by git
            return GitIgnoreSpec.from_lines(lines).match_file
    except (ValueError, re.error, FutureWarning) as error:
        raise PackagingFailed(
            f"{IGNORE_FILE} holds a line that is no pattern", "write it as a .gitignore has it"
        ) from error


def _refuse_slow(lines: Sequence[str]) -> None:
    if len(lines) > MOST_LINES:
        raise PackagingFailed(f"{IGNORE_FILE} has more than {MOST_LINES:,} lines", "name directories instead of files")
    for number, line in enumerate(lines, 1):
        if not line.startswith("#") and _is_slow(line):
            raise PackagingFailed(
                f"line {number} of {IGNORE_FILE} has too many stars", "write two patterns, or one with fewer stars"
            )


def _is_slow(pattern: str) -> bool:
    """Whether comparing takes long: `pathspec` tries each star at each place, for every path.

    The last star of a name is tried once, as `/` or the end tells where it ends. What is taken here takes at most half a second for
    paths as long as there are, and one star more takes a minute (measured).
    """
    names = _ESCAPED.sub("", pattern).strip("!/").split("/")
    doubles = names.count("**") + (len(names) == 1)  # a name alone is looked for in every directory
    tried = sum(max(0, name.count("*") - 1) for name in names if name != "**")
    return max(doubles, tried) > MOST_TRIED or doubles + tried > MOST_TRIED + 1


def _nothing(path: str) -> bool:
    return False
