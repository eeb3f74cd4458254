"""Writes a bundle to disk. Knows files, not what is in them.

Files that did not change are not touched, and what Terraform keeps beside them (`.terraform`, lock files) stays.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from meshctl.adapters.atomic_files import write_file
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


def _listed(directory: Path) -> Iterable[str]:
    try:
        listed = json.loads((directory / _LISTING).read_bytes())
    except (OSError, ValueError):
        return []
    return [path for path in listed if isinstance(path, str) and ".." not in path and not path.startswith("/")]
