"""Writes a bundle to disk. Knows files, not what is in them.

Files that did not change are not touched, and what Terraform keeps beside them (`.terraform`, lock files) stays.
"""

import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from meshctl.errors import MeshctlError
from meshctl.render import Bundle
from meshctl.render.bundle import MANIFEST_FILE

_LISTING = "files.json"
STATE_DIRECTORY = ".meshctl"


def write_bundle(bundle: Bundle, directory: Path) -> None:
    """Makes `directory` hold the bundle's files; those that an earlier bundle left and this one lacks are removed."""
    directory.mkdir(parents=True, exist_ok=True)
    directory.chmod(0o700)
    gone = set(_listed(directory)) - set(bundle.files)
    write_file(directory / _LISTING, json.dumps(sorted({*bundle.files, *gone})).encode())
    for path in sorted(bundle.files, key=lambda path: path == MANIFEST_FILE):
        write_file(directory / path, bundle.files[path])
    for path in gone:
        (directory / path).unlink(missing_ok=True)
    write_file(directory / _LISTING, json.dumps(sorted(bundle.files)).encode())


def write_file(path: Path, content: bytes) -> None:
    """Puts `content` at `path` whole or not at all; leaves a file alone that is like it already."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


@contextmanager
def only_one(directory: Path) -> Iterator[None]:
    """Holds a bundle for this process; raises `MeshctlError` where another one has it. The system releases it on exit."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    with directory.with_suffix(".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f'another meshctl is at work on the stage "{directory.name}" of this catalogue'
            raise MeshctlError(message, "wait until it is done, then run the command again") from None
        yield


def state_directory(catalogue: Path) -> Path:
    """Where meshctl keeps what it makes: `.meshctl` beside mesh.yaml, which git ignores."""
    directory = catalogue / STATE_DIRECTORY
    directory.mkdir(mode=0o700, exist_ok=True)
    write_file(directory / ".gitignore", b"*\n")
    return directory


def _listed(directory: Path) -> Iterable[str]:
    try:
        listed = json.loads((directory / _LISTING).read_bytes())
    except (OSError, ValueError):
        return []
    return [path for path in listed if isinstance(path, str) and ".." not in path and not path.startswith("/")]
