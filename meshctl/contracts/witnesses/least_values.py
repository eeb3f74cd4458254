"""The least value that a schema seems to take: with nothing in it but what it has to have. Guesses, to be judged by others."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from meshctl.contracts.forms.budget import Budget
from meshctl.contracts.forms.forms import CHOICES, Form
from meshctl.contracts.forms.property_rules import PropertyRules
from meshctl.contracts.forms.steps import Items
from meshctl.contracts.witnesses.plain_guesses import plain_guesses

MOST_NAMED, MOST_ITEMS, MOST_ALTERNATIVES, MOST_NESTED = 100, 50, 6, 30
GUESSING, MATCHING = 10, 5
"""Steps of making a value, and of putting an expression to a text."""


class LeastValues:
    """Makes one value of each form, within steps. Raises `BudgetExhausted`."""

    def __init__(self, left: Budget) -> None:
        self._left = left
        self._open = 0
        self._alternatives: dict[Form, tuple[Form, ...]] = {}
        self._values: dict[Form, list[Any]] = {}

    def value(self, form: Form) -> list[Any]:
        """One value in a list, an object where that is possible; nothing where none can be made."""
        if form not in self._values:
            self._values[form] = []  # what needs itself to be there can never be there
            self._open += 1
            self._values[form] = list(islice(self._made(form), 1)) if self._open <= MOST_NESTED else []
            self._open -= 1
        return self._values[form]

    def object_of(self, form: Form) -> dict[str, Any] | None:
        """The object with nothing but what it has to have; None where that cannot be made."""
        made = self.value(form) if "object" in form.kinds else []
        return dict(made[0]) if made and isinstance(made[0], dict) else None

    def elements(self, form: Form, count: int) -> list[Any]:
        """So many first elements, or as many as can be made."""
        made: list[Any] = []
        for index in range(min(count, MOST_ITEMS)):
            self._left.spend(1)
            value = self.value(element(form, Items(index)))
            if not value:
                break
            made += value
        return made

    def property_of(self, form: Form, name: str) -> Form:
        """All that surely has to hold of a property; each pattern of names is put to the name."""
        patterns = len(form.words.get("patternProperties", ()))
        self._left.spend(1 + patterns * (MATCHING + patterns // 20))  # of many, few are read already
        return PropertyRules(form, name).together

    def alternatives(self, form: Form) -> tuple[Form, ...]:
        """The form, by each of its first alternatives."""
        word = next((word for word in CHOICES if word in form.words), "")
        if word and form not in self._alternatives:
            rest = {key: value for key, value in form.words.items() if key != word}
            chosen = ({"allOf": [rest, one]} for one in form.words[word][:MOST_ALTERNATIVES])
            self._alternatives[form] = tuple(form.version.form(one) for one in chosen)
        return self._alternatives[form] if word else (form,)

    def _made(self, form: Form) -> Iterator[Any]:
        self._left.spend(GUESSING)
        for one in self.alternatives(form):
            if "object" in one.kinds and one.values is None:
                yield from self._objects(one)
            yield from islice(plain_guesses(one, Form({}, one.version), self._left), 1)
            if "array" in one.kinds and one.values is None:
                yield self._array(one)

    def _objects(self, form: Form) -> Iterator[dict[str, Any]]:
        required = form.words.get("required", ())
        parts = {name: self.value(self.property_of(form, name)) for name in required[:MOST_NAMED]}
        if len(required) <= MOST_NAMED and all(parts.values()):
            yield {name: value[0] for name, value in parts.items()}

    def _array(self, form: Form) -> list[Any]:
        contained = self.value(form.at("contains")) if "contains" in form.words else []
        elements = self.elements(form, counted(form, "minItems", 0) - len(contained))
        return [*elements, *contained * counted(form, "minContains", 1)]


def counted(form: Form, word: str, otherwise: int) -> int:
    """How many elements a word says, which may be written 2.0; not more than are made."""
    return int(min(form.words.get(word, otherwise), MOST_ITEMS + 1))


def element(form: Form, step: Items) -> Form:
    """What holds of an element."""
    first = form.listed("prefixItems")
    return first[step.index] if step.index is not None and step.index < len(first) else form.at("items")
