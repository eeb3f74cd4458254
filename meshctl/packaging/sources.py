"""Reads a function's own source directory. Reads only, and executes nothing: the handler is looked for in the syntax.

A source directory is somebody else's text: links that lead out of it, devices and masses of data are refused.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from meshctl.aws_facts.quotas import FIXED_PACKAGE_UNZIPPED
from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import ExecutableContent
from meshctl.packaging.ignored import IGNORE_FILE, VENV_MARK, is_packaged, staying_out

LeftOut = Callable[[str, bool], bool]
"""Whether a path stays out; told whether it is a directory."""
MOST_TEXT = 4_000_000
"""Bytes of a file that pins: thousands of pins with their hashes."""
_EXECUTABLE = 0o100
_FEW = 3


def read_sources(directory: Path, under: str = "") -> dict[str, bytes]:
    """What of the directory belongs into a package, by name, each name put `under` a prefix such as "meshkit/".

    Left out: what begins with a dot, caches, virtual environments, `node_modules`, what the directory's ignore file names, and
    the files that pin wheels. What its owner may execute is `ExecutableContent`.
    Raises PackagingFailed for what cannot be read, leads out, is no file, or is too much.
    """
    return _read(directory, under, staying_out(read_text(directory, IGNORE_FILE)))


def read_deciding(directory: Path) -> dict[str, bytes]:
    """All that decides about the package: also what pins, and what an ignore file names. Raises as `read_sources` does."""
    said = read_text(directory, IGNORE_FILE)
    own = _read(directory, "", lambda path, _: not is_packaged(path))
    return own | {IGNORE_FILE: said.encode()} if said else own


def read_text(directory: Path, name: str) -> str:
    """The text of a file of the directory, empty when there is none; raises PackagingFailed."""
    if not os.path.lexists(os.path.join(directory, name)):  # noqa: PTH118  of five names most are not there
        return ""
    file = directory / name
    _refuse_what_is_no_own_file(str(file), str(directory))
    try:
        if file.stat().st_size > MOST_TEXT:
            raise PackagingFailed(f"{file} is larger than {MOST_TEXT:,} bytes", "say what the function needs alone")
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PackagingFailed(f"{file} cannot be read as UTF-8 text", "write it anew, in UTF-8") from error


def _read(directory: Path, under: str, is_left_out: LeftOut) -> dict[str, bytes]:
    """In the order of names. Nearly without `pathlib`, which takes longer than the disk."""
    if not directory.is_dir():
        raise PackagingFailed(f"there is no directory {directory}", "correct the function's `source` in the catalogue")
    try:
        root = str(directory)
        files = sorted(_files(root, is_left_out))
        _refuse_too_much([f"{root}/{file}" for file in files], directory)
        return {under + file: _content(f"{root}/{file}") for file in files}
    except OSError as error:
        raise PackagingFailed(
            f"{error.filename or directory} cannot be read: {error.strerror}", "correct its permissions or remove it"
        ) from error


def _content(file: str) -> bytes:
    content = Path(file).read_bytes()
    return ExecutableContent(content) if os.stat(file).st_mode & _EXECUTABLE else content  # noqa: PTH116


def _files(root: str, is_left_out: LeftOut) -> Iterator[str]:
    """By their paths from there. Without recursion: directories may lie in each other as deep as a path is long."""
    waiting = [""]
    while waiting:
        below = waiting.pop()
        for entry in [*os.scandir(f"{root}/{below}")]:  # read to its end, it closes itself
            path, is_directory = below + entry.name, entry.is_dir(follow_symlinks=False)
            if is_left_out(path, is_directory):
                continue
            if not is_directory:
                if not entry.is_file(follow_symlinks=False):
                    _refuse_what_is_no_own_file(entry.path, root)
                yield path
            elif not os.path.exists(f"{entry.path}/{VENV_MARK}"):  # noqa: PTH110
                waiting.append(f"{path}/")


def _refuse_what_is_no_own_file(path: str, root: str) -> None:
    try:
        target = os.path.realpath(path, strict=True)
    except OSError as error:
        raise PackagingFailed(f"{path} is a link that leads nowhere", "remove it") from error
    inside = os.path.realpath(root)
    if os.path.islink(path) and os.path.isdir(target) and f"{target}/".startswith(f"{inside}/"):  # noqa: PTH112, PTH114
        raise PackagingFailed(
            f"{path} is a link to a directory", "put a copy in its place, or name it in .meshctlignore"
        )
    if not target.startswith(f"{inside}/"):
        raise PackagingFailed(f"{path} is a link that leaves the function's directory", "put a copy in its place")
    if not os.path.isfile(target):  # noqa: PTH113
        raise PackagingFailed(f"{path} is neither a file nor a directory of its own", "remove it")


def _refuse_too_much(files: Iterable[str], directory: Path) -> None:
    size = sum(os.stat(file).st_size for file in files)  # noqa: PTH116
    refuse_oversize(size, FIXED_PACKAGE_UNZIPPED, f"{directory} unzipped")


def refuse_oversize(size: int, limit: int, what: str, largest: Mapping[str, int] | None = None) -> None:
    """Raises PackagingFailed when `size` bytes are not below `limit` bytes; `largest` are the sizes of its parts by name."""
    if size >= limit:
        ordered = sorted((largest or {}).items(), key=lambda part: -part[1])[:_FEW]
        told = (
            "; the largest in it: " + ", ".join(f"{name} {part / 2**20:.0f} MB" for name, part in ordered)
            if ordered
            else ""
        )
        raise PackagingFailed(
            f"{what} is {size / 2**20:.0f} MB, and Lambda takes less than {limit / 2**20:.0f} MB{told}",
            "leave out what the function does not need, or split the function",
        )
