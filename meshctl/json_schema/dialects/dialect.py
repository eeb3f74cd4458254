"""What a dialect says otherwise than JSON Schema 2020-12. Data only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Rest = Callable[[Mapping[str, Any]], dict[str, Any]]
"""The keywords of a schema that hold no schemas, as 2020-12 says them."""
DEFINITIONS = ("definitions", "$defs")
"""Schemas that stand ready for references. Some files of every draft use the other draft's word."""
FORM = "https://json-schema.org/draft/2020-12/schema"
_ANNOTATIONS: Mapping[str, type] = {
    **dict.fromkeys(("$comment", "contentEncoding", "contentMediaType"), str),
    **dict.fromkeys(("deprecated", "readOnly", "writeOnly"), bool),
    "examples": list,
}
"""What the annotations of 2020-12 say that not every dialect knows."""


def may_say(key: str, value: Any) -> bool:
    """Whether 2020-12 takes such a value for a keyword that a dialect need not know, and then says nothing of what it may be."""
    return key not in _ANNOTATIONS or isinstance(value, _ANNOTATIONS[key])


@dataclass(frozen=True, slots=True)
class Dialect:
    """One of the drafts, or of OpenAPI.

    `alone`, `listed` and `named` are the keywords that hold one schema, a list of them, or schemas by names. `meaningless` are
    keywords of 2020-12 that it does not know, `rest` rewrites all others. `metaschema` is the draft whose metaschema judges it.
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

    def knows(self, word: str) -> bool:
        """Whether the keyword holds schemas in it."""
        return word in self.alone or word in self.listed or word in self.named
