"""JSON Schemas of events, as they were read, with what is wrong with them."""

from dataclasses import dataclass
from typing import Any

from meshctl.model.faults import FileFault


@dataclass(frozen=True, slots=True)
class Schema:
    """The file of an event's schema; `data` is None where the file is no JSON.

    `faults` keep it from being one. What is one says less than it seems to: `idle` are its keywords without effect, `silence` is
    why it promises nothing at all, of which there is at most one.
    """

    path: str
    data: Any
    faults: tuple[FileFault, ...]
    idle: tuple[FileFault, ...] = ()
    silence: tuple[FileFault, ...] = ()
