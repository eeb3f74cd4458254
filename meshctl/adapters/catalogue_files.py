"""Reads and writes the files of a catalogue. Decides nothing about what they mean."""

import os
from pathlib import Path

from meshctl.adapters.atomic_files import write_file
from meshctl.adapters.directory_walk import read_plain, walk
from meshctl.catalogue.files import CatalogueFiles, is_code, is_ignore_file, is_read
from meshctl.errors import CatalogueUnreadable, MeshctlError

READ_AT_MOST = 1_000_001
"""Bytes of a file, one more than is allowed, however large it is."""


def read_catalogue_files(root: Path) -> CatalogueFiles:
    """Everything in the catalogue at `root`; symbolic links are not followed. Raises `CatalogueUnreadable`."""
    if not root.is_dir():
        hint = "go to the directory that holds mesh.yaml, or name it: --catalogue DIR"
        raise CatalogueUnreadable(f'there is no catalogue at "{root}"', hint)
    contents: dict[str, bytes] = {}
    code: dict[str, bytes] = {}
    unreadable: dict[str, str] = {}
    paths: set[str] = set()
    for path, entry in walk(os.fspath(root), unreadable):
        paths.add(path)
        if is_read(path):
            _read(path, entry, contents, unreadable)
        elif is_code(path):
            _read(path, entry, code, {})  # what is wrong with it is told when it is packaged
        elif is_ignore_file(path):
            _read(path, entry, contents, {})
        elif "/" not in path and entry.is_symlink() and not _leads_to_a_file(entry):
            unreadable[path] = _what_it_is(entry)  # else a system would be left out unseen
    return CatalogueFiles(contents, frozenset(paths), unreadable, code)


def refuse_to_overwrite(root: Path, path: str) -> None:
    """Raises `MeshctlError` where `path` is in the catalogue already, or a symbolic link leads out of it."""
    target = root / path
    if target.exists() or target.is_symlink():
        raise MeshctlError(f'"{target}" is there already', "choose another name, or edit that file")
    if not Path(os.path.realpath(target.parent)).is_relative_to(os.path.realpath(root)):  # of a circle, it says nothing
        raise MeshctlError(
            f'"{target}" would lie outside the catalogue', "put a directory in place of the symbolic link"
        )


def write_catalogue_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path` whole or not at all. Those who may read the file, or else its directory, still may."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = (path if path.exists() else path.parent).stat().st_mode & 0o666
    write_file(path, content)
    path.chmod(mode)


def _read(path: str, entry: os.DirEntry[str], contents: dict[str, bytes], unreadable: dict[str, str]) -> None:
    if not entry.is_file(follow_symlinks=False):
        unreadable[path] = _what_it_is(entry)
        return
    try:
        contents[path] = read_plain(entry.path, READ_AT_MOST)
    except OSError as error:
        unreadable[path] = error.strerror or str(error)


def _leads_to_a_file(link: os.DirEntry[str]) -> bool:
    try:
        return link.is_file()
    except OSError:  # in a circle, or where meshctl may not look
        return False


def _what_it_is(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "it is a symbolic link"
    return "it is a directory" if entry.is_dir() else "it is no plain file but a pipe, a socket or a device"
