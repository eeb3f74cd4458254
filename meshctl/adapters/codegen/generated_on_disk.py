"""Finds, reads and writes generated files below one directory. Follows no link out of it, and decides nothing about what they hold."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from meshctl.adapters.catalogue_files import write_catalogue_file
from meshctl.adapters.directory_walk import read_plain, walk
from meshctl.errors import MeshctlError

MOST_BYTES = 20_000_000
_FIRST_LINE = 1_000
_ANOTHER = "name another directory: --out DIR"


def first_lines_below(directory: Path) -> dict[Path, bytes]:
    """How all code below a directory begins that may be generated."""
    files = (path for path, entry in walk(str(directory), {}) if entry.is_file(follow_symlinks=False))
    return first_lines(directory, (path for path in files if path.endswith((".py", ".ts"))))


def first_lines(directory: Path, paths: Iterable[str]) -> dict[Path, bytes]:
    """How these begin. What is not there or cannot be read is left out: nobody knows who wrote it."""
    found = {}
    for path in paths:
        with suppress(OSError):
            found[directory / path] = read_plain(str(directory / path), _FIRST_LINE).split(b"\n", 1)[0]
    return found


def present_files(directory: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """What is there of these paths. Raises `MeshctlError` for links, and for what is no file."""
    found = {}
    for path in paths:
        with _telling(directory / path):
            _refuse_links(directory, path)
            if (directory / path).exists():
                found[path] = read_plain(str(directory / path), MOST_BYTES)
    return found


def write_generated(directory: Path, texts: Mapping[str, str]) -> None:
    """Writes each file whole or not at all. Raises `MeshctlError`."""
    for path, text in texts.items():
        with _telling(directory / path):
            _refuse_links(directory, path)
            write_catalogue_file(directory / path, text.encode())


def refuse_outside(directory: Path, catalogue: Path) -> None:
    """Raises `MeshctlError` where a directory of the catalogue is a link that leads out of it."""
    if not directory.resolve().is_relative_to(catalogue.resolve()):
        raise MeshctlError(f'"{directory}" lies outside the catalogue', "put a directory in place of the symbolic link")


def _refuse_links(directory: Path, path: str) -> None:
    steps = Path(path).parts
    for length in range(1, len(steps) + 1):
        if (one := directory.joinpath(*steps[:length])).is_symlink():
            hint = "put a directory or a file in its place, or name another: --out DIR"
            raise MeshctlError(f'"{one}" is a symbolic link', hint)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise MeshctlError(f'"{path}": {error.strerror}', _ANOTHER) from error
