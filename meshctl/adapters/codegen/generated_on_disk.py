"""Reads and writes generated files below one directory. Follows no link out of it, and decides nothing about what they hold."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from meshctl.adapters.catalogue_files import write_catalogue_file
from meshctl.adapters.directory_walk import read_plain
from meshctl.errors import MeshctlError

MOST_BYTES = 20_000_000
_ANOTHER = "name another directory: --out DIR"


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
