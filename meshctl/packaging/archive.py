"""A zip that depends on nothing but names and contents. Pure: touches no file.

The clock, the umask, the time zone and the order of the files leave no trace; only another zlib may compress otherwise.
"""

from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from meshctl.errors import PackagingFailed

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the zero of the zip format's calendar
READABLE_FILE = 0o100644  # Lambda reads packages as another user, so every file is readable by all
UNIX = 3
DEFLATE_LEVEL = 9


def reproducible_zip(files: Mapping[str, bytes]) -> bytes:
    """The same bytes for the same files, in whatever order; raises PackagingFailed for names no zip should carry."""
    refuse_unsafe_names(files)
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            archive.writestr(_entry(name), files[name], compresslevel=DEFLATE_LEVEL)
    return buffer.getvalue()


def refuse_unsafe_names(files: Mapping[str, bytes]) -> None:
    """Raises PackagingFailed unless every name is a plain relative path and no file is also a directory."""
    for name in sorted(files):
        if not _is_plain(name):
            raise PackagingFailed(f"{name!r} cannot be the name of a file in a package", "rename or remove the file")
        if blocked := [str(parent) for parent in PurePosixPath(name).parents if str(parent) in files]:
            raise PackagingFailed(
                f"{blocked[0]!r} is both a file and a directory of the package", "rename or remove one of the two"
            )


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return name.isprintable() and "\\" not in name and str(path) == name != "." and _stays_inside(path)


def _stays_inside(path: PurePosixPath) -> bool:
    return not path.is_absolute() and ".." not in path.parts


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EARLIEST)
    entry.create_system = UNIX
    entry.external_attr = READABLE_FILE << 16
    entry.compress_type = ZIP_DEFLATED
    return entry
