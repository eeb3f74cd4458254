"""A zip that depends on nothing but names, contents and what may be executed. Pure: touches no file.

The clock, the umask, the time zone and the order of the files leave no trace; only another zlib may compress otherwise. Each file is
compressed by itself, so that many packages with the same wheels cost the work once.
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from struct import Struct
from typing import TYPE_CHECKING

from meshctl.errors import PackagingFailed

if TYPE_CHECKING:
    from zipfile import ZipFile

MODES = {False: 0o100644, True: 0o100755}
"""Lambda reads packages as another user, so every file is readable by all; what may be executed stays so."""
MOST_FILES = 2**16 - 1
"""What the format counts to. Source: PKWARE's APPNOTE, 4.4.22; beyond that begins ZIP64, which Lambda's limits leave no need of."""
_LEVEL = 6  # 9 takes twice as long and saves 1 %, measured with powertools and pydantic
_REMEMBERED = 4096
_AWRY = frozenset({"", ".", ".."})
"""Steps of no plain path: it would begin or end with a slash, or lead elsewhere than it says."""
_LOCAL, _CENTRAL, _END = Struct("<4s5H3L2H"), Struct("<4s6H3L5H2L"), Struct("<4s4H2LH")
_DATE = 0x21  # 1980-01-01, the zero of the format's calendar
_DEFLATED, _UTF8, _VERSION, _UNIX = 8, 0x800, 20, 3 << 8


class ExecutableContent(bytes):
    """What is in a file that may be executed."""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file as it stands in a zip: compressed, with the CRC and the size in bytes of what is in it."""

    deflated: bytes
    crc: int
    size: int
    executable: bool = False

    @property
    def content(self) -> bytes:
        """What is in the file."""
        return zlib.decompress(self.deflated, -zlib.MAX_WBITS)


Content = bytes | PackedFile
"""What is in a file, or a file as it stands in a zip."""


def packed(content: Content) -> PackedFile:
    """A file with this content."""
    if isinstance(content, PackedFile):
        return content
    deflated = _deflated(bytes(content))
    return PackedFile(deflated, zlib.crc32(content), len(content), isinstance(content, ExecutableContent))


def reproducible_zip(files: Mapping[str, Content]) -> bytes:
    """The same bytes for the same files, in whatever order; raises PackagingFailed for names no zip should carry, and for more than `MOST_FILES`."""
    refuse_unsafe_names(files)
    if len(files) > MOST_FILES:
        raise PackagingFailed(
            f"the package has {len(files):,} files, and a zip holds {MOST_FILES:,}", "leave out what it does not need"
        )
    parts: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in sorted(files):
        file, spelled = packed(files[name]), name.encode()
        local = _local_header(file, spelled)
        directory.append(_central_header(file, spelled, offset))
        parts += (local, file.deflated)
        offset += len(local) + len(file.deflated)
    listed = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(listed), offset, 0)
    return b"".join([*parts, listed, end])


def read_zip(content: bytes) -> dict[str, PackedFile]:
    """The files of what `reproducible_zip` gave, still compressed. Raises `zipfile.BadZipFile` for what is no zip."""
    from zipfile import ZipFile  # noqa: PLC0415  most commands read none

    with ZipFile(BytesIO(content)) as archive:
        return dict(_read(archive, content))


def refuse_unsafe_names(files: Mapping[str, object]) -> None:
    """Raises PackagingFailed unless every name is a plain relative path and no file is also a directory."""
    for name in sorted(files):
        if not _is_plain(name):
            raise PackagingFailed(f"{name!r} cannot be the name of a file in a package", "rename or remove the file")
        if blocked := next((parent for parent in _parents(name) if parent in files), ""):
            raise PackagingFailed(
                f"{blocked!r} is both a file and a directory of the package", "rename or remove one of the two"
            )


def _is_plain(name: str) -> bool:
    return name.isprintable() and "\\" not in name and _AWRY.isdisjoint(name.split("/"))


def _parents(name: str) -> Iterator[str]:
    """The nearest first. Without `pathlib`, which took longer than to write the zip (measured, of packages with 500 files)."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name


@lru_cache(_REMEMBERED)
def _deflated(content: bytes) -> bytes:
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(content) + compressor.flush()


def _flags(name: bytes) -> int:
    return 0 if name.isascii() else _UTF8


def _local_header(file: PackedFile, name: bytes) -> bytes:
    sizes = len(file.deflated), file.size
    return _LOCAL.pack(b"PK\3\4", _VERSION, _flags(name), _DEFLATED, 0, _DATE, file.crc, *sizes, len(name), 0) + name


def _central_header(file: PackedFile, name: bytes, offset: int) -> bytes:
    version, sizes, mode = _VERSION | _UNIX, (len(file.deflated), file.size), MODES[file.executable] << 16
    fixed = (b"PK\1\2", version, _VERSION, _flags(name), _DEFLATED, 0, _DATE, file.crc, *sizes, len(name), 0, 0, 0, 0)
    return _CENTRAL.pack(*fixed, mode, offset) + name


def _read(archive: "ZipFile", content: bytes) -> Iterator[tuple[str, PackedFile]]:
    for entry in archive.infolist():
        begin = entry.header_offset + _LOCAL.size + len(entry.filename.encode())
        executable = entry.external_attr >> 16 == MODES[True]
        yield (
            entry.filename,
            PackedFile(content[begin : begin + entry.compress_size], entry.CRC, entry.file_size, executable),
        )
