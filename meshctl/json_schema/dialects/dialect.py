"""What a dialect says otherwise than JSON Schema 2020-12. Data only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Said = dict[str, Any]
"""Keywords of a schema that hold no schemas, in a dictionary of their own."""
Rest = Callable[[Said], Said]
"""The same as 2020-12 says them; what it is given, it may change."""
DEFINITIONS = ("definitions", "$defs")
"""Schemas that stand ready for references. Some files of every draft use the other draft's word."""
FORM = "https://json-schema.org/draft/2020-12/schema"
_ANNOTATIONS: Mapping[str, type] = {
    **dict.fromkeys(("$comment", "contentEncoding", "contentMediaType"), str),
    **dict.fromkeys(("deprecated", "readOnly", "writeOnly"), bool),
    "examples": list,
}
"""What the annotations of 2020-12 say that not every dialect knows."""

_WRITTEN_ANEW = frozenset(
    {"$schema", "$ref", "$dynamicRef", "$recursiveRef", "$recursiveAnchor", "$anchor", "$dynamicAnchor", *DEFINITIONS}
)
"""Keywords that say where something stands, which is elsewhere in the form."""


def may_say(key: str, value: Any) -> bool:
    """Whether 2020-12 takes such a value for a keyword that a dialect need not know, and then says nothing of what it may be."""
    return key not in _ANNOTATIONS or isinstance(value, _ANNOTATIONS[key])


@dataclass(frozen=True, slots=True)
class Dialect:
    """One of the drafts, or of OpenAPI.

    `alone`, `listed` and `named` are the keywords that hold one schema, a list of them, or schemas by names. `meaningless` are
    keywords of 2020-12 that it does not know, `rest` rewrites all others. `metaschema` is the draft whose metaschema judges it.
    `holding` are all keywords that hold schemas, `left_out` those that the form writes anew or not at all.
    """

    name: str
    metaschema: str
    identity: str
    alone: frozenset[str]
    listed: frozenset[str]
    named: frozenset[str]
    meaningless: frozenset[str]
    rest: Rest
    reference_stands_alone: bool
    names_anchors_in_identity: bool = False
    items_may_be_listed: bool = False
    contains_evaluates: bool = False
    anchors: tuple[str, ...] = ()
    holding: frozenset[str] = field(init=False)
    left_out: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "holding", self.alone | self.listed | self.named)
        object.__setattr__(self, "left_out", _WRITTEN_ANEW | self.meaningless | {self.identity})
