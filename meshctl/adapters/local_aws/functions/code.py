"""The code of functions, unpacked once per hash under HOME. Refuses a zip that reaches outside its directory."""

import base64
import binascii
import io
import shutil
import stat
import tempfile
import threading
import zipfile
from pathlib import Path, PurePosixPath

UNPACKED_BYTES = 250 * 1024 * 1024  # Lambda's own limit
DIRECTORY = "code"

_one_at_a_time = threading.Lock()


class BadPackage(ValueError):
    """A package cannot be unpacked."""


def task_root(home: Path, sha256: str, package: bytes) -> Path:
    """Give the directory with a package's files; `sha256` is Lambda's, base64. `BadPackage` when it cannot be."""
    place = home / DIRECTORY / _name(sha256)
    with _one_at_a_time:
        if not place.exists():
            place.parent.mkdir(exist_ok=True)
            _unpack(package, place)
    return place


def _name(sha256: str) -> str:
    try:
        return base64.b64decode(sha256, validate=True).hex() or "empty"
    except binascii.Error:
        raise BadPackage("the package's hash is not base64") from None


def _unpack(package: bytes, place: Path) -> None:
    """Unpack beside the place and move there, so that nobody sees half a package."""
    beside = Path(tempfile.mkdtemp(dir=place.parent))
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            _refuse_what_escapes(archive)
            archive.extractall(beside)
        beside.rename(place)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, OSError) as problem:
        raise BadPackage(f"the package cannot be unpacked: {problem}") from problem
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _refuse_what_escapes(archive: zipfile.ZipFile) -> None:
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or stat.S_ISLNK(member.external_attr >> 16):
            raise BadPackage(f"the package's member {member.filename!r} reaches outside the package")
    if sum(member.file_size for member in archive.infolist()) > UNPACKED_BYTES:
        raise BadPackage("the package is larger than 250 MB unpacked")
