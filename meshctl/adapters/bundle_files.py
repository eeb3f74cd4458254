"""Writes a bundle to disk. Knows files, not what is in them.

Files that did not change are not touched, and what Terraform keeps beside them (`.terraform`, lock files) stays.
"""

import fcntl
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from meshctl.adapters.atomic_files import write_file
from meshctl.errors import MeshctlError
from meshctl.render import Bundle
from meshctl.render.bundle import MANIFEST_FILE

_LISTING = "files.json"


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


def _listed(directory: Path) -> Iterable[str]:
    try:
        listed = json.loads((directory / _LISTING).read_bytes())
    except (OSError, ValueError):
        return []
    return [path for path in listed if isinstance(path, str) and ".." not in path and not path.startswith("/")]
