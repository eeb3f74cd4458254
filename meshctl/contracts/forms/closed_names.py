"""Objects that close out other names than some by `propertyNames`, as most would close them out. Pure."""

from collections.abc import Callable
from typing import Any, Protocol

from meshctl.contracts.forms.merging import Words
from meshctl.contracts.forms.plain_words import names_in
from meshctl.contracts.forms.single_values import ABOUT_VALUES, takes

MOST_NAMES = 5_000
"""Names that are put to what is asked of names."""


class NarrowForm(Protocol):
    """What is asked of the form of a schema."""

    words: Words

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of values it takes at most."""


def with_closed_names(words: Words, form_below: Callable[[Any], NarrowForm | None]) -> Words:
    """`propertyNames` that lists names, or of an object without others: all others are closed out, and of those left nothing is asked."""
    names, further = form_below(words["propertyNames"]), form_below(words.get("additionalProperties", True))
    if names is None or further is None or "patternProperties" in words:
        return words
    asked: Words = names.words if names.kinds else {"enum": []}
    listed, fields = _texts_in(asked), words.get("properties", {})
    if not asked.keys() <= ABOUT_VALUES | {"enum"} or (listed is None and further.kinds):
        return words
    more = [name for name in listed or () if name not in fields and further.kinds]
    known = fields | dict.fromkeys(more, words.get("additionalProperties", True))
    if len(known) > MOST_NAMES or None in (taken := {name: takes(asked, name) for name in known}).values():
        return words
    left = {name: one if taken[name] and (listed is None or name in listed) else False for name, one in known.items()}
    rest = {word: value for word, value in words.items() if word not in ("propertyNames", "properties")}
    return {**rest, **({"properties": left} if left else {}), "additionalProperties": False}


def _texts_in(words: Words) -> list[str] | None:
    """The texts that words list, where they do."""
    if "enum" in words:
        return [one for one in words["enum"] if isinstance(one, str)]
    return names_in(words["pattern"]) or None if "pattern" in words else None
