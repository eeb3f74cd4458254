"""Reads a function's own source directory. Reads only, and executes nothing: the handler is looked for in the syntax.

A source directory is somebody else's text: links that lead out of it, devices and masses of data are refused.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from meshctl.aws_facts.quotas import FIXED_PACKAGE_UNZIPPED
from meshctl.errors import PackagingFailed

REQUIREMENTS = "requirements.txt"
MOST_REQUIREMENTS = 1_000_000
"""Bytes of it: thousands of pins with their hashes."""


def read_sources(directory: Path, under: str = "") -> dict[str, bytes]:
    """What of the directory belongs into a package, by name, each name put `under` a prefix such as "meshkit/".

    Left out: `__pycache__`, `*.pyc`, what begins with a dot, and the directory's own requirements.txt.
    Raises PackagingFailed for what cannot be read, leads out, is no file, or is too much.
    """
    if not directory.is_dir():
        raise PackagingFailed(f"there is no directory {directory}", "correct the function's `source` in the catalogue")
    try:
        files = sorted(_files(directory.resolve(), directory.resolve()))
        _refuse_too_much(files, directory)
        return {under + file.relative_to(directory.resolve()).as_posix(): file.read_bytes() for file in files}
    except OSError as error:
        raise PackagingFailed(
            f"{error.filename or directory} cannot be read: {error.strerror}", "correct its permissions or remove it"
        ) from error


def is_packaged(path: str) -> bool:
    """Whether what lies at `path` below a source directory decides about its package; requirements.txt does by its wheels."""
    return not any(name.startswith(".") or name == "__pycache__" or name.endswith(".pyc") for name in path.split("/"))


def read_requirements(directory: Path) -> str:
    """The text of the directory's requirements.txt, empty when there is none; raises PackagingFailed."""
    file = directory / REQUIREMENTS
    if not os.path.lexists(file):
        return ""
    _refuse_what_is_no_own_file(file, directory.resolve())
    try:
        if file.stat().st_size > MOST_REQUIREMENTS:
            raise PackagingFailed(
                f"{file} is larger than {MOST_REQUIREMENTS:,} bytes", "pin what the function needs alone"
            )
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PackagingFailed(f"{file} cannot be read as UTF-8 text", "write it anew, in UTF-8") from error


def _files(directory: Path, root: Path) -> Iterator[Path]:
    for path in directory.iterdir():
        if _is_left_out(path, root):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _files(path, root)
        else:
            _refuse_what_is_no_own_file(path, root)
            yield path


def _is_left_out(path: Path, root: Path) -> bool:
    return not is_packaged(path.name) or path == root / REQUIREMENTS


def _refuse_what_is_no_own_file(path: Path, root: Path) -> None:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise PackagingFailed(f"{path} is a link that leads nowhere", "remove it") from error
    if not target.is_relative_to(root):
        raise PackagingFailed(f"{path} is a link that leaves the function's directory", "put a copy in its place")
    if not target.is_file():
        raise PackagingFailed(f"{path} is neither a file nor a directory of its own", "remove it")


def _refuse_too_much(files: list[Path], directory: Path) -> None:
    refuse_oversize(sum(file.stat().st_size for file in files), FIXED_PACKAGE_UNZIPPED, f"{directory} unzipped")


def refuse_oversize(size: int, limit: int, what: str) -> None:
    """Raises PackagingFailed when `size` bytes are not below `limit` bytes."""
    if size >= limit:
        raise PackagingFailed(
            f"{what} is {size / 2**20:.0f} MB, and Lambda takes less than {limit / 2**20:.0f} MB",
            "leave out what the function does not need, or split the function",
        )
