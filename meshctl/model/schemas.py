"""JSON Schemas of events, as they were read, with what is wrong with them."""

from dataclasses import dataclass
from typing import Any

from meshctl.model.places import Place


@dataclass(frozen=True, slots=True)
class SchemaFault:
    """Something in a schema that no JSON Schema 2020-12 may hold, or that meshctl refuses; and a way out."""

    place: Place
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Schema:
    """The file of an event's schema; `data` is None where the file is no JSON."""

    path: str
    data: Any
    faults: tuple[SchemaFault, ...]
