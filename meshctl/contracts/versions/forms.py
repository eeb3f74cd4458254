"""Schemas in the form they are compared in: references followed, `allOf` merged. Compares nothing."""

from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import Any

from meshctl.contracts.versions.merging import DECIDING, UNEVALUATED, Words, merged, settled
from meshctl.json_schema.references import REFERENCES, References
from meshctl.json_schema.values import ANY_KIND, identity, kind_of, kinds_of_type

CHOICES = ("anyOf", "oneOf")
MOST_REFERENCES = 40  # that lead on to each other at one place; a schema of the mesh has two
OF_A_LIST = {"type", "enum", "const"}


class Form:
    """One schema of a version: the words that decide, with all that they refer to merged in."""

    def __init__(self, words: Words, version: "SchemaVersion") -> None:
        self.words = words
        self.version = version

    def at(self, word: str) -> "Form":
        """The schema below a word; one that takes everything where the word is missing."""
        return self.version.form(self.words.get(word, True))

    def listed(self, word: str) -> list["Form"]:
        """The schemas of a word that lists them."""
        return [self.version.form(one) for one in self.words.get(word, ())]

    def named(self, word: str) -> dict[str, "Form"]:
        """The schemas of a word that names them."""
        return {name: self.version.form(one) for name, one in self.words.get(word, {}).items()}

    @property
    def leads_on(self) -> bool:
        """Whether more references follow than are followed, so that it is not known what it takes."""
        return self.version.leads_on(self.words)

    @property
    def is_open(self) -> bool:
        """Whether it takes everything."""
        return not self.words

    @property
    def lists(self) -> bool:
        """Whether it lists the values it takes."""
        return bool({"enum", "const"} & self.words.keys())

    @property
    def is_list(self) -> bool:
        """Whether nothing but a list of values decides."""
        return self.lists and self.words.keys() <= OF_A_LIST

    @cached_property
    def stated(self) -> frozenset[str]:
        """The kinds of values that its `type` names."""
        return _kinds_of(self.words["type"]) if "type" in self.words else ANY_KIND

    @cached_property
    def values(self) -> Mapping[Hashable, Any] | None:
        """The values it takes at most by their identity, where it lists them."""
        lists = [self.words["enum"]] if "enum" in self.words else []
        lists += [[self.words["const"]]] if "const" in self.words else []
        if not lists:
            return _few_values(self.stated)
        known = {identity(value): value for value in lists[0] if kind_of(value) in self.stated}
        last = {identity(value) for value in lists[-1]}
        return {one: value for one, value in known.items() if one in last}

    @cached_property
    def evaluating(self) -> "Form":
        """The same without `unevaluated...`: all that may evaluate a property or an item."""
        return Form({word: value for word, value in self.words.items() if word not in UNEVALUATED}, self.version)

    @cached_property
    def by_kind(self) -> tuple["Form", ...]:
        """The same as alternatives of one type each, of which no value fits two."""
        names = ["number" if kind == "fraction" else kind for kind in sorted(self.kinds)]
        names = [name for name in names if name != "integer" or "number" not in names]
        return tuple(Form({**self.words, "type": name}, self.version) for name in names)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of values it takes at most, alternatives looked at."""
        return self.version.kinds(self)


def _kinds_of(written: Any) -> frozenset[str]:
    names = written if isinstance(written, list) else [written]
    return frozenset().union(*map(kinds_of_type, names))


def _few_values(kinds: frozenset[str]) -> Mapping[Hashable, Any] | None:
    if not kinds <= {"null", "boolean"}:
        return None
    values = [*([False, True] if "boolean" in kinds else []), *([None] if "null" in kinds else [])]
    return {identity(value): value for value in values}


class SchemaVersion:
    """One version of the schema of an event, and the form of every schema in it; each is made once."""

    def __init__(self, root: Any) -> None:
        self._references = References(root)
        self._forms: dict[int, tuple[Any, Form]] = {}  # the schema is kept, so that its identity stays its own
        self._open: set[int] = set()
        self._not_followed: set[str] = set()
        self._kinds: dict[Form, frozenset[str]] = {}
        self.root = self.form(root)

    def form(self, schema: Any) -> Form:
        """The form of one schema of this version."""
        known = self._forms.get(id(schema))
        if known is None:
            known = self._forms[id(schema)] = (schema, self._made(schema))
        return known[1]

    def _made(self, schema: Any) -> Form:
        if not isinstance(schema, Mapping):
            return Form({"type": []} if schema is False else {}, self)
        self._open.add(id(schema))
        words = {word: value for word, value in schema.items() if word in DECIDING}
        conjuncts = self._conjuncts(words)
        form = self._together(words, conjuncts)
        self._open.discard(id(schema))
        return form

    def _conjuncts(self, words: dict[str, Any]) -> list[Any]:
        """What has to hold beside the words; it is taken out of them. A reference that leads nowhere stays a word."""
        found = words.pop("allOf", [])
        for word in REFERENCES:
            target = self._references.target(words[word]) if isinstance(words.get(word), str) else None
            if target is None or id(target) in self._open:
                continue
            if len(self._open) < MOST_REFERENCES:
                found = [target, *found]
                del words[word]
            else:
                self._not_followed.add(words[word])
        return [one for one in found if id(one) not in self._open]

    def leads_on(self, words: Words) -> bool:
        """Whether a reference is left among the words because there were too many before it."""
        return bool(self._not_followed) and any(words.get(word) in self._not_followed for word in REFERENCES)

    def _together(self, words: Words, conjuncts: list[Any]) -> Form:
        if not words and len(conjuncts) == 1:
            return self.form(conjuncts[0])
        apart: list[Any] = []
        for one in conjuncts:
            inner = dict(self.form(one).words)
            further = inner.pop("allOf", [])
            both = merged(words, inner)
            words = words if both is None else both
            apart += [one] if both is None else further
        return Form(settled(self._as_list({**words, "allOf": apart} if apart else words)), self)

    def _as_list(self, words: Words) -> Words:
        """Alternatives of single values, which many write to describe each of them, as the list they mean."""
        choice = next((word for word in CHOICES if word in words), "")
        if not choice or words.keys() - {choice, "type"}:
            return words
        forms = [self.form(one) for one in words[choice]]
        lists = [form.values for form in forms if form.words.keys() <= OF_A_LIST]
        known = {one: value for values in lists if values is not None for one, value in values.items()}
        if len(forms) > len(lists) or None in lists or len(known) < sum(map(len, filter(None, lists))):
            return words
        return {**{word: words[word] for word in words if word == "type"}, "enum": list(known.values())}

    def kinds(self, form: Form) -> frozenset[str]:
        """The kinds of values a form takes at most."""
        if form not in self._kinds:
            self._kinds[form] = ANY_KIND  # what a schema says of itself through itself, it does not say
            self._kinds[form] = _kinds_at_most(form)
        return self._kinds[form]


def _kinds_at_most(form: Form) -> frozenset[str]:
    kinds = form.stated
    if form.values is not None:
        kinds &= frozenset(map(kind_of, form.values.values()))
    for choice in CHOICES:
        if choice in form.words:
            kinds &= frozenset().union(*(one.kinds for one in form.listed(choice)))
    for one in form.listed("allOf"):
        kinds &= one.kinds
    return kinds
