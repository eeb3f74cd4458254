"""What of a function's directory stays out of its package. The door to `pathspec`. Pure.

Some names never belong into one; what else stays out, the function's own ignore file says, as a .gitignore does.
"""

from collections.abc import Callable, Collection
from functools import cache
from posixpath import basename, dirname

from meshctl.errors import PackagingFailed

IGNORE_FILE = ".meshctlignore"
REQUIREMENTS, PYLOCK, PYPROJECT, UV_LOCK = "requirements.txt", "pylock.toml", "pyproject.toml", "uv.lock"
PINNING = (PYLOCK, UV_LOCK, PYPROJECT, REQUIREMENTS)
"""Files that say which wheels go into the package; they do not go into it themselves."""
NEVER = frozenset({"__pycache__", "node_modules", "venv"})
VENV_MARK = "pyvenv.cfg"


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

    Raises `PackagingFailed` for a line that is no pattern of git's.
    """
    if not text:
        return _nothing
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  only a few directories have such a file

    try:
        return GitIgnoreSpec.from_lines(text.splitlines()).match_file
    except ValueError as error:
        raise PackagingFailed(
            f"{IGNORE_FILE} holds a line that is no pattern", "write it as a .gitignore has it"
        ) from error


def _nothing(path: str) -> bool:
    return False
