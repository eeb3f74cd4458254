"""Schemas in the form they are compared in: references followed, `allOf` merged. Compares nothing."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

from meshctl.contracts.forms.budget import Budget
from meshctl.contracts.forms.merging import (
    DECIDING,
    UNEVALUATED,
    Words,
    evaluates,
    in_one_order,
    merged,
    settled,
    size_of,
)
from meshctl.contracts.forms.outlines import outlined
from meshctl.contracts.forms.plain_logic import Forms, as_list, in_plain_logic
from meshctl.contracts.forms.plain_words import in_plain_words, says_nothing
from meshctl.contracts.forms.single_values import OF_A_LIST, few_values, kinds_named, names_of
from meshctl.json_schema.lazy import lazy
from meshctl.json_schema.references import REFERENCES, References
from meshctl.json_schema.subschemas import ALONE, LISTED, NAMED, says_anywhere
from meshctl.json_schema.values import ANY_KIND, identity, kind_of

CHOICES = ("anyOf", "oneOf")
MOST_REFERENCES = 40  # that lead on to each other at one place; a schema of the mesh has two
MOST_SORTED = 60  # schemas that no word says together
MOST_MERGED = 1_000  # schemas of one `allOf`, of which each is merged into those before it
LOGICAL = frozenset({"not", "if", "dependentSchemas", "propertyNames", *CHOICES})
VALUES_OF_A_STEP = 2
"""Listed values that are put to the words beside the list, and told apart by kind and identity."""
LISTING = ("enum", "required", "dependentRequired")


class Form:
    """One schema of a version: the words that decide, with all that they refer to merged in."""

    def __init__(self, words: Words, version: "SchemaVersion") -> None:
        self.words = words
        self.version = version
        self._listed: dict[str, list[Form]] = {}
        self._named: dict[str, dict[str, Form]] = {}

    def at(self, word: str) -> "Form":
        """The schema below a word; one that takes everything where the word is missing."""
        return self.version.form(self.words.get(word, True))

    def listed(self, word: str) -> list["Form"]:
        """The schemas of a word that lists them."""
        if word not in self._listed:
            self.version.budget.spend_on(len(self.words.get(word, ())))
            self._listed[word] = [self.version.form(one) for one in self.words.get(word, ())]
        return self._listed[word]

    def named(self, word: str) -> dict[str, "Form"]:
        """The schemas of a word that names them."""
        if word not in self._named:
            self.version.budget.spend_on(len(self.words.get(word, ())))
            self._named[word] = {name: self.version.form(one) for name, one in self.words.get(word, {}).items()}
        return self._named[word]

    @lazy
    def outline(self) -> Hashable:
        """All that it says itself: equal for two forms that differ at most within their subschemas."""
        self.version.budget.spend(size_of(self.words) // 4)
        return tuple((word, outlined(word, self.words[word])) for word in sorted(self.words))

    def inside(self) -> Iterator["Form"]:
        """Its subschemas, in the order of the outline."""
        for word in sorted(self.words):
            if word in ALONE:
                yield self.at(word)
            elif word in LISTED:
                yield from self.listed(word)
            elif word in NAMED:
                yield from (self.version.form(self.words[word][name]) for name in sorted(self.words[word]))

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

    @lazy
    def stated(self) -> frozenset[str]:
        """The kinds of values that its `type` names."""
        return kinds_named(self.words["type"]) if "type" in self.words else ANY_KIND

    @lazy
    def values(self) -> Mapping[Hashable, Any] | None:
        """The values it takes at most by their identity, where it lists them."""
        lists = [self.words["enum"]] if "enum" in self.words else []
        lists += [[self.words["const"]]] if "const" in self.words else []
        if not lists:
            return few_values(self.stated)
        known = {identity(value): value for value in lists[0] if kind_of(value) in self.stated}
        last = {identity(value) for value in lists[-1]} if len(lists) > 1 else known
        return {one: value for one, value in known.items() if one in last}

    @lazy
    def evaluating(self) -> "Form":
        """The same without `unevaluated...`: all that may evaluate a property or an item."""
        return Form({word: value for word, value in self.words.items() if word not in UNEVALUATED}, self.version)

    @lazy
    def by_kind(self) -> tuple["Form", ...]:
        """The same as alternatives of one type each, of which no value fits two."""
        names = ["number" if kind == "fraction" else kind for kind in sorted(self.kinds)]
        names = [name for name in names if name != "integer" or "number" not in names]
        return tuple(Form(in_plain_words({**self.words, "type": name}), self.version) for name in names)

    @lazy
    def alternatives(self) -> tuple["Form", ...]:
        """Those of its one list of them that may hold beside its type, which each of them says as well."""
        listed = self.listed(next(word for word in CHOICES if word in self.words))
        return tuple(self._of_its_type(one) for one in listed if one.kinds & self.stated)

    def _of_its_type(self, one: "Form") -> "Form":
        if one.kinds <= self.stated:
            return one
        return Form(in_plain_words({**one.words, "type": names_of(one.stated & self.stated)}), self.version)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of values it takes at most, alternatives looked at."""
        if self._is_plain:
            return self.stated
        return self.version.kinds(self)

    @lazy
    def _is_plain(self) -> bool:
        """Whether its type says all that is known of the kinds."""
        return self.words.keys().isdisjoint(("enum", "allOf", *CHOICES))


class SchemaVersion:
    """One version of the schema of an event, and the form of every schema in it; each is made once. Raises `BudgetExhausted`.

    `evaluates` is whether it, or the one that it is compared with, says `unevaluated...` anywhere: both have to be in the same words.
    """

    def __init__(self, root: Any, budget: Budget, *, evaluates: bool) -> None:
        self.budget = budget
        self._evaluates = evaluates
        self._references = References(root)
        self._forms: dict[int, tuple[Any, Form]] = {}  # the schema is kept, so that its identity stays its own
        self._open: set[int] = set()
        self._led_back = False
        self._parts: dict[int, tuple[Any, ...]] = {}
        self._conjoined: dict[frozenset[int], Any] = {}
        self._not_followed: set[str] = set()
        self._kinds: dict[Form, frozenset[str]] = {}
        self.root = self.form(root)

    def form(self, schema: Any) -> Form:
        """The form of one schema of this version."""
        known = self._forms.get(id(schema))
        if known is None:
            self.budget.spend(5)
            known = self._forms[id(schema)] = (schema, self._made(schema))
        return known[1]

    def _made(self, schema: Any) -> Form:
        if not isinstance(schema, Mapping):
            return Form({"type": []} if schema is False else {}, self)
        words = {
            word: value for word, value in schema.items() if word in DECIDING and not says_nothing(word, value, schema)
        }
        self._open.add(id(schema))
        try:
            return self._together(words, self._conjuncts(words))
        finally:
            self._open.discard(id(schema))

    def _conjuncts(self, words: dict[str, Any]) -> list[Any]:
        """What has to hold beside the words; it is taken out of them. A reference that leads nowhere stays a word."""
        found = words.pop("allOf", [])
        for word in REFERENCES:
            target = self._references.target(words[word]) if isinstance(words.get(word), str) else None
            if target is None or id(target) in self._open:
                self._led_back |= target is not None
                continue
            if len(self._open) < MOST_REFERENCES:
                found = [target, *found]
                del words[word]
            else:
                self._not_followed.add(words[word])
        left = [one for one in found if id(one) not in self._open]
        self._led_back |= len(left) < len(found)
        return left

    def form_below(self, schema: Any) -> Form | None:
        """The form of a schema for parts of the value, while one for the value is made; none where it leads back to that."""
        known, before, self._led_back = len(self._forms), self._led_back, False
        form = self.form(schema)
        led_back, self._led_back = self._led_back, before
        while led_back and len(self._forms) > known:
            self._forms.popitem()  # they are not whole
        return None if led_back else form

    def leads_on(self, words: Words) -> bool:
        """Whether a reference is left among the words because there were too many before it."""
        return bool(self._not_followed) and any(words.get(word) in self._not_followed for word in REFERENCES)

    def _together(self, words: Words, conjuncts: list[Any]) -> Form:
        if not words and len(conjuncts) == 1:
            return self.form(conjuncts[0])
        apart: list[Any] = []
        if conjuncts:
            words, apart = self._merged(words, conjuncts)
            self.budget.spend_on(size_of(words, of=LISTING))
        self.budget.spend(size_of(words, of=("enum",)) // VALUES_OF_A_STEP)
        return self._plain(settled(as_list({**words, "allOf": apart} if apart else words, self.form)))

    def _plain(self, words: Words) -> Form:
        """The form of words that nothing has to be merged into, unless plainer schemas say their compositions."""
        known = in_plain_words(words)
        if known.keys().isdisjoint(LOGICAL) or self._evaluates:
            return Form(known, self)
        said, beside = in_plain_logic(known, Forms(self.form, self.form_below))
        if said is known and not beside:
            return Form(known, self)
        if not beside:
            return self._plain(said)
        return self._together({word: said[word] for word in said if word != "allOf"}, [*said.get("allOf", ()), *beside])

    def _merged(self, words: Words, conjuncts: list[Any]) -> tuple[Words, list[Any]]:
        """The words with those of the conjuncts, and the schemas that have to hold beside them."""
        alone = sum(evaluates(one) for one in (words, *(self.form(one).words for one in conjuncts))) == 1
        apart: list[Any] = []
        for one in conjuncts[:MOST_MERGED]:
            inner = dict(self.form(one).words)
            self.budget.spend(4 + size_of(words, of=inner.keys()) // 2)
            if not alone and UNEVALUATED.keys() & inner.keys():
                apart.append(one)
                continue
            apart += inner.pop("allOf", [])
            words, left = merged(words, inner, self.conjoined)
            apart += [one if left.keys() == inner.keys() else left] if left else []
        several = [*{id(one): one for one in (*apart, *conjuncts[MOST_MERGED:])}.values()]
        if not 0 < len(several) <= MOST_SORTED:
            return words, several
        self.budget.spend(10 * len(several))
        return in_one_order(words, several)

    def conjoined(self, one: Any, other: Any) -> Any:
        """The schema that takes what both take: one object for the same ones, so that what leads back to itself ends."""
        parts = {id(part): part for schema in (one, other) for part in self._parts.get(id(schema), (schema,))}
        if len(parts) == 1:
            return one
        key = frozenset(parts)
        if key not in self._conjoined:
            both = self._conjoined[key] = {"allOf": list(parts.values())}
            self._parts[id(both)] = tuple(parts.values())
        return self._conjoined[key]

    def kinds(self, form: Form) -> frozenset[str]:
        """The kinds of values a form takes at most."""
        if form not in self._kinds:
            self._kinds[form] = ANY_KIND  # what a schema says of itself through itself, it does not say
            self._kinds[form] = _kinds_at_most(form)
        return self._kinds[form]


def two_versions(one: Any, other: Any, budget: Budget) -> tuple[SchemaVersion, SchemaVersion]:
    """Two versions of a schema, to be compared with each other. Raises `BudgetExhausted`."""
    evaluates = any(says_anywhere(root, UNEVALUATED) for root in (one, other))
    return SchemaVersion(one, budget, evaluates=evaluates), SchemaVersion(other, budget, evaluates=evaluates)


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
