"""Where installed wheels are kept: sealed, since a function's code may come with a clone, and its wheels may not.

An entry that is absent, damaged or not from here is none.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from zipfile import BadZipFile

from meshctl.adapters.private.files import read_private, write_private
from meshctl.adapters.private.seals import SEAL_BYTES, seal
from meshctl.errors import MeshctlError, PackagingFailed
from meshctl.packaging.archive import PackedFile, read_zip, reproducible_zip

_DIGEST_BYTES = 64
_MOST_BYTES = 2**30


def kept_wheels(entry: Path) -> dict[str, PackedFile] | None:
    """The files of an entry, still compressed; None for what is no entry from here."""
    try:
        noted = (read_private(entry.with_suffix(".seal"), SEAL_BYTES + _DIGEST_BYTES) or b"").decode("ascii", "replace")
        content = read_private(entry, _MOST_BYTES) if noted[:SEAL_BYTES] == seal(entry) else None
        if content is None or noted[SEAL_BYTES:] != hashlib.sha256(content).hexdigest():
            return None
        return read_zip(content)
    except (OSError, MeshctlError, BadZipFile):
        return None


def keep_wheels(entry: Path, files: Mapping[str, PackedFile]) -> None:
    """Writes them down whole or not at all, so that nobody ever reads half of them. Raises `PackagingFailed`."""
    content = reproducible_zip(files)
    try:
        write_private(entry, content)
        write_private(entry.with_suffix(".seal"), f"{seal(entry)}{hashlib.sha256(content).hexdigest()}".encode())
    except OSError as error:
        raise PackagingFailed(
            f"wheels cannot be kept in {entry.parent}: {error.strerror}", "make it writable"
        ) from error
