"""One spelling for compositions that say what plainer words say: a `not` of a `not`, an `if` that always holds, a choice of one. Pure.

A rule here may never change what is taken, nor which names a publisher may send (`named_properties`). What a composition evaluates is
not heeded, so no rule is asked where `unevaluated...` is said anywhere.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple, Protocol

from meshctl.contracts.forms.closed_names import NarrowForm, with_closed_names
from meshctl.contracts.forms.merging import DECIDING, Said, Words
from meshctl.contracts.forms.plain_words import says_nothing
from meshctl.contracts.forms.ranges import NUMBERS
from meshctl.contracts.forms.single_values import OF_A_LIST, kinds_named, names_of
from meshctl.json_schema.subschemas import ALONE
from meshctl.json_schema.values import ANY_KIND, identity

MOST_CHOICES = 60
"""Alternatives, and schemas that are excluded, up to which each is looked at."""
NOTHING: Mapping[str, Any] = {"type": []}
_BRANCHES = ("if", "then", "else")
_COMPOSING = frozenset({"allOf", "anyOf", "oneOf", "not", *_BRANCHES, "dependentSchemas", "$ref", "$dynamicRef"})
_ONES = ({"allOf"}, {"anyOf"}, {"oneOf"})
_NAMES = ("required", "properties")
_NAMING = _COMPOSING | ALONE | {*_NAMES, "patternProperties"}
"""Words of a schema that may name properties, or of schemas within it."""


class KnownForm(NarrowForm, Protocol):
    """What is asked of the form of a schema that holds of the same value."""

    @property
    def is_open(self) -> bool:
        """Whether it takes everything."""

    @property
    def is_list(self) -> bool:
        """Whether nothing but a list of values decides."""

    @property
    def values(self) -> Mapping[Hashable, Any] | None:
        """The values it takes at most, where it lists them."""

    def inside(self) -> Iterator["KnownForm"]:
        """Its subschemas."""


FormOf = Callable[[Any], KnownForm]


class Forms(NamedTuple):
    """What knows the forms of schemas: of those for the same value, and of those for parts of it, unless they lead back to it."""

    beside: FormOf
    below: Callable[[Any], NarrowForm | None]


def in_plain_logic(words: Words, forms: Forms) -> Said:
    """The words without the compositions that plainer schemas say, and these schemas; as far as one look at each tells."""
    beside: list[Any] = []
    words = with_closed_names(words, forms.below) if "propertyNames" in words else words
    for word, rule in _RULES:
        if word in words:
            words, more = rule(words, forms.beside)
            beside += more
    return words, beside


def as_list(words: Words, form_of: FormOf) -> Words:
    """Alternatives of single values, which many write to describe each of them, as the list they mean."""
    choice = next((word for word in ("anyOf", "oneOf") if word in words), "")
    if not choice or words.keys() - {choice, "type"}:
        return words
    forms = [form_of(one) for one in words[choice]]
    lists = [form.values for form in forms if form.words.keys() <= OF_A_LIST]
    known = {one: value for values in lists if values is not None for one, value in values.items()}
    if len(forms) > len(lists) or None in lists or len(known) < sum(map(len, filter(None, lists))):
        return words
    return {**{word: words[word] for word in words if word == "type"}, "enum": list(known.values())}


def _of_excluded(words: Words, form_of: FormOf) -> Said:
    """`not`, piece by piece: what it excludes is excluded each by itself."""
    if (twice := _bare(words["not"])).keys() == {"not"}:
        return _without(words, "not"), [twice["not"]]
    excluded = form_of(words["not"])
    if excluded.is_open:
        return NOTHING, []
    pieces = excluded.words["anyOf"] if excluded.words.keys() == {"anyOf"} else [words["not"]]
    if len(pieces) > MOST_CHOICES:
        return words, []
    listed = _Excluding(words, form_of)
    left = [one for one in pieces if not listed.says(form_of(one))]
    if len(left) == len(pieces):
        return words, []
    known = {**_without(words, "not"), **({"enum": listed.values} if listed.values is not None else {})}
    return known | ({"not": left[0] if len(left) == 1 else {"anyOf": left}} if left else {}), listed.beside


class _Excluding:
    """Says what is excluded in other words, piece by piece; `values` are those of the list beside it that are left."""

    def __init__(self, words: Words, form_of: FormOf) -> None:
        self._words, self._form_of = words, form_of
        self._kinds = _stated(words)
        self.values: list[Any] | None = words.get("enum")
        self.beside: list[Any] = []

    def says(self, piece: KnownForm) -> bool:
        """Whether a piece is said otherwise now."""
        if not piece.kinds & self._kinds:
            return _names_nothing_new(piece, self._words)
        if self.values is not None and piece.is_list and (gone := piece.values) is not None:
            self.values = [one for one in self.values if identity(one) not in gone]
            return True
        if piece.words.keys() == {"not"}:
            self.beside.append(piece.words["not"])
            return True
        opposite = _opposite(piece.words, self._kinds)
        self.beside += [opposite] if opposite else []
        return opposite is not None


def _opposite(words: Words, kinds: frozenset[str]) -> Words | None:
    """What takes the values of these kinds that the words refuse, where simple words say it."""
    said = words.keys() - {"type"}
    if not said:
        left = kinds - _stated(words)
        return {"type": names_of(left)} if kinds_named(names_of(left)) == left else None
    if len(said) > 1 or not kinds <= _stated(words):
        return None
    (word,) = said
    if word in _OTHER_SIDE:
        return {"type": names_of(kinds & NUMBERS), _OTHER_SIDE[word]: words[word]}
    return _opposite_of_one(word, words[word])


def _opposite_of_one(word: str, value: Any) -> Words | None:
    if word == "maxLength":
        return {"type": ["string"], "minLength": value + 1}
    if word == "minLength":
        return {"type": ["string"], "maxLength": value - 1}
    if word == "required" and len(value) == 1:
        return {"type": ["object"], "properties": {value[0]: False}}
    return None


_OTHER_SIDE = {
    "minimum": "exclusiveMaximum",
    "exclusiveMinimum": "maximum",
    "maximum": "exclusiveMinimum",
    "exclusiveMaximum": "minimum",
}


def _of_condition(words: Words, form_of: FormOf) -> Said:
    """`if` whose answer is known, or does not matter, or is that something is there."""
    if (turned := _bare(words["if"])).keys() == {"not"}:
        return {**words, "then": words.get("else", True), "else": words.get("then", True), "if": turned["not"]}, []
    asked = form_of(words["if"])
    then, otherwise = words.get("then", True), words.get("else", True)
    rest = _without(words, *_BRANCHES)
    if asked.is_open or (form_of(then).is_open and form_of(otherwise).is_open):
        named = _named_besides((asked, form_of(otherwise)), {**words, **_naming(form_of(then))})
        if named is not None:
            return rest, [then, *([{"properties": dict.fromkeys(named, True)}] if named else [])]
    if not asked.kinds and _names_nothing_new(form_of(then), words):
        return rest, [otherwise]
    name = _asked_for(asked, words)
    if name is not None and form_of(otherwise).is_open:
        return rest, [{"dependentSchemas": {name: then}}]
    return words, []


def _named_besides(forms: Iterable[KnownForm], words: Words) -> list[str] | None:
    """The properties that only these schemas name, which stay named; None where more than their names would be needed for that."""
    if any(_names_more(one) for one in forms):
        return None
    names = (name for one in forms for word in _NAMES for name in one.words.get(word, ()))
    known = {name for word in _NAMES for name in words.get(word, ())}
    named = [name for name in dict.fromkeys(names) if name not in known]
    return None if named and not words.keys().isdisjoint(("additionalProperties", "patternProperties")) else named


def _naming(form: KnownForm) -> Words:
    """What a schema names that holds in any case."""
    return {word: form.words[word] for word in _NAMES if word in form.words}


def _asked_for(asked: KnownForm, words: Words) -> str | None:
    """The one property of an object whose presence is asked for; one that is described beside it."""
    required = asked.words.get("required", ())
    only = asked.words.keys() <= {"required", "type"} and len(required) == 1 and "object" in asked.kinds
    return required[0] if only and _stated(words) == {"object"} and required[0] in words.get("properties", ()) else None


def _of_dependent(words: Words, form_of: FormOf) -> Said:
    """`dependentSchemas` of what is always there holds always, and what takes everything says nothing."""
    schemas = words["dependentSchemas"]
    required = words.get("required", ()) if _stated(words) == {"object"} else ()
    left = {name: one for name, one in schemas.items() if name not in required and not form_of(one).is_open}
    if len(left) == len(schemas):
        return words, []
    known = _without(words, "dependentSchemas") | ({"dependentSchemas": left} if left else {})
    return known, [one for name, one in schemas.items() if name in required]


def _of_any(words: Words, form_of: FormOf) -> Said:
    """`anyOf` without alternatives that nothing fits, and with those of its alternatives."""
    if len(words["anyOf"]) > MOST_CHOICES:
        return words, []
    written = [one for each in words["anyOf"] for one in _flat(each, form_of(each))]
    forms = [form_of(one) for one in written]
    if any(one.is_open for one in forms) and _name_nothing_new(forms, words):
        return _without(words, "anyOf"), []
    return _chosen(words, "anyOf", written, forms)


def _flat(schema: Any, form: KnownForm) -> list[Any]:
    return [*form.words["anyOf"]] if form.words.keys() == {"anyOf"} else [schema]


def _of_one(words: Words, form_of: FormOf) -> Said:
    """`oneOf`, which is `anyOf` where no two alternatives take values of one kind."""
    if len(words["oneOf"]) > MOST_CHOICES:
        return words, []
    forms = [form_of(one) for one in words["oneOf"]]
    known, beside = _chosen(words, "oneOf", words["oneOf"], forms)
    apart = "oneOf" in known and not any(one.kinds & other.kinds for one, other in combinations(forms, 2))
    if not apart or "anyOf" in known:
        return known, beside
    return _of_any({**_without(known, "oneOf"), "anyOf": known["oneOf"]}, form_of)


def _chosen(words: Words, choice: str, written: list[Any], forms: list[KnownForm]) -> Said:
    kinds = _stated(words)
    judged = (
        (one, form.kinds & kinds or not _names_nothing_new(form, words))
        for one, form in zip(written, forms, strict=True)
    )
    left = [one for one, may_fit in judged if may_fit]
    if len(left) > 1:
        return (words if len(left) == len(words[choice]) else {**words, choice: left}), []
    return _without(words, choice), left or [False]


def _bare(schema: Any) -> Words:
    """The words of a schema that decide, as they are written; of one that is nothing but another one, those of that."""
    while isinstance(schema, Mapping):
        words = {
            word: value for word, value in schema.items() if word in DECIDING and not says_nothing(word, value, schema)
        }
        if words.keys() not in _ONES or len(inner := next(iter(words.values()))) != 1:
            return words
        schema = inner[0]
    return NOTHING


def _without(words: Words, *gone: str) -> dict[str, Any]:
    return {word: value for word, value in words.items() if word not in gone}


def _stated(words: Words) -> frozenset[str]:
    return kinds_named(words["type"]) if "type" in words else ANY_KIND


def _names_nothing_new(form: KnownForm, words: Words) -> bool:
    """Whether a schema names no property that these words do not name themselves, and none further down."""
    known = {name for word in _NAMES for name in words.get(word, ())}
    return not _names_more(form) and known.issuperset(name for word in _NAMES for name in form.words.get(word, ()))


def _names_more(form: KnownForm) -> bool:
    """Whether more than its own words may name properties."""
    return bool(form.words.keys() & _COMPOSING) or any(one.words.keys() & _NAMING for one in form.inside())


def _name_nothing_new(forms: Iterable[KnownForm], words: Words) -> bool:
    return all(_names_nothing_new(one, words) for one in forms)


_RULES: tuple[tuple[str, Callable[[Words, FormOf], Said]], ...] = (
    ("not", _of_excluded),
    ("if", _of_condition),
    ("dependentSchemas", _of_dependent),
    ("oneOf", _of_one),
    ("anyOf", _of_any),
)
