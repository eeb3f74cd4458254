"""The code of functions, unpacked under HOME once for each start. Refuses a zip that reaches outside its directory."""

import io
import stat
import tempfile
import threading
import zipfile
from pathlib import Path, PurePosixPath

from meshctl.adapters.private.directories import private_directory
from meshctl.adapters.private.files import remove

UNPACKED_BYTES = 250 * 1024 * 1024  # Lambda's own limit
DIRECTORY = "code"
UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, OSError)


class BadPackage(ValueError):
    """A package cannot be unpacked."""


class UnpackedPackages:
    """Directories with the files of packages; runs only what it has unpacked itself, never what already lies in HOME."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._places: dict[str, Path] = {}
        self._one_at_a_time = threading.Lock()

    def task_root(self, sha256: str, package: bytes) -> Path:
        """Give the directory with a package's files; `sha256` is Lambda's. `BadPackage` when it cannot be."""
        with self._one_at_a_time:
            if sha256 not in self._places:
                self._places[sha256] = _unpack(package, private_directory(self._home, DIRECTORY))
            return self._places[sha256]


def _unpack(package: bytes, directory: Path) -> Path:
    """Unpack into a place of its own, whose name nobody knows before."""
    place = Path(tempfile.mkdtemp(dir=directory))
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            _refuse_what_escapes(archive)
            archive.extractall(place)
        return place
    except BaseException as problem:
        remove(place)
        if isinstance(problem, UNREADABLE):
            raise BadPackage(f"the package cannot be unpacked: {problem}") from problem
        raise


def _refuse_what_escapes(archive: zipfile.ZipFile) -> None:
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or stat.S_ISLNK(member.external_attr >> 16):
            raise BadPackage(f"the package's member {member.filename!r} reaches outside the package")
    if sum(member.file_size for member in archive.infolist()) > UNPACKED_BYTES:
        raise BadPackage("the package is larger than 250 MB unpacked")
