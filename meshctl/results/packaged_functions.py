"""The functions of a stage, as far as their packages rest on what the catalogue says of them. Values only."""

from typing import NamedTuple


class PackagedFunction(NamedTuple):
    """A function by its `key` (`system/service/function`), and the place in the catalogue that says of it; `source` is relative to that."""

    key: str
    place: str
    source: str
    handler: str
    runtime: str
    architecture: str
    validates: bool


class PackagedFunctions(NamedTuple):
    """All functions of a stage; of a local one they run on this machine."""

    stage: str
    is_local: bool
    functions: tuple[PackagedFunction, ...]
