"""JSON Schemas of events, as they were read, with what is wrong with them."""

from dataclasses import dataclass
from typing import Any

from meshctl.model.faults import FileFault


@dataclass(frozen=True, slots=True)
class Schema:
    """The file of an event's schema; `data` is None where the file is no JSON."""

    path: str
    data: Any
    faults: tuple[FileFault, ...]
