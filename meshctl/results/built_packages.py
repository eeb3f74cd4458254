"""The packages of a stage that were built and written down. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BuiltPackage:
    """A function (`system/service/function`), the file with its package, and that file's digest and size in bytes."""

    function: str
    file: str
    sha256: str
    bytes: int
