"""What is in a function's package, why, and how large. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PackagePart:
    """What came together: the function's own files, meshkit, or a wheel; sizes in bytes, `bytes` of the files as they are.

    `needed_by` are the wheels that need it; none for what the function itself asks for.
    """

    name: str
    version: str
    files: int
    bytes: int
    zipped: int
    needed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedPackage:
    """The package of a function, its parts with the largest first; sizes and Lambda's limits in bytes."""

    function: str
    zipped: int
    most_zipped: int
    unzipped: int
    most_unzipped: int
    parts: tuple[PackagePart, ...]
