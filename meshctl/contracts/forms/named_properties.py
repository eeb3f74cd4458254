"""Which properties a schema names: publishers send no others (docs/adr/20261123-schema-compatibility.md)."""

from collections.abc import Collection, Iterator

from meshctl.contracts.forms.forms import CHOICES, Form
from meshctl.contracts.forms.steps import Items, Others, Step
from meshctl.json_schema.lazy import lazy

_LISTS = ("allOf", *CHOICES)
_ALONE = ("not", "if", "then", "else")
_COMPOSING = (*_LISTS, *_ALONE, "dependentSchemas")
_EVALUATING = frozenset({"additionalProperties", "unevaluatedProperties", "items", "unevaluatedItems", "contains"})
_FURTHER = ("additionalProperties", "unevaluatedProperties")


class Site:
    """All schemas of one version that look at one place of the data, those inside compositions included."""

    def __init__(self, forms: tuple[Form, ...], known: "dict[tuple[Form, ...], Site] | None" = None) -> None:
        self.forms = forms
        self._known = (
            {forms: self} if known is None else known
        )  # one site for the same schemas, however deep the data is
        self._steps: dict[Step, Site] = {}

    @lazy
    def _applying(self) -> tuple[Form, ...]:
        found = dict.fromkeys(self.forms)
        waiting = list(self.forms)
        while waiting:
            inside = [one for one in _inside(waiting.pop()) if one not in found]
            self._spend(len(inside))
            found |= dict.fromkeys(inside)
            waiting += inside
        return tuple(found)

    @lazy
    def _names(self) -> frozenset[str]:
        asked = (name for form in self._applying for name in form.words.get("required", ()))
        return frozenset((*asked, *self._naming))

    @lazy
    def _names_all(self) -> bool:
        """Whether its publisher sends nothing but what it names: it names something, and describes no other names."""
        return bool(self._names) and not any(_describes_others(form) for form in self._applying)

    @property
    def evaluated(self) -> list[tuple[frozenset[str], int]]:
        """What evaluates properties and items: the words that do, and how many items come first."""
        return [(_EVALUATING & form.words.keys(), len(form.words.get("prefixItems", ()))) for form in self._applying]

    @property
    def size(self) -> int:
        """How many schemas look there."""
        return len(self._applying)

    def may_hold(self, name: str) -> bool:
        """Whether its publisher may send something under a name."""
        return not self._names_all or name in self._names

    def holds_only(self, names: frozenset[str]) -> bool:
        """Whether its publisher sends nothing but some of these."""
        return self._names_all and self._names <= names

    def below(self, step: Step) -> "Site":
        """The place one step further down."""
        alike = self._alike(step)
        if alike not in self._steps:
            looking = self._looking(alike)
            self._spend(2 + len(looking))
            found = [one for form in looking for one in _below(form, alike)]
            forms = tuple(found if len(found) < 2 else dict.fromkeys(found))
            self._steps[alike] = self._known.setdefault(forms, Site(forms, self._known))
        return self._steps[alike]

    def _looking(self, step: Step) -> Collection[Form]:
        """Its schemas that may say something of what is below."""
        if isinstance(step, Items):
            return self._applying
        naming = () if isinstance(step, Others) else self._naming[step]
        return dict.fromkeys((*naming, *self._describing_others))

    @lazy
    def _naming(self) -> dict[str, list[Form]]:
        """The schemas that describe a property by its name."""
        found: dict[str, list[Form]] = {}
        for form in self._applying:
            for name in form.words.get("properties", ()):
                found.setdefault(name, []).append(form)
        return found

    @lazy
    def _describing_others(self) -> list[Form]:
        return [form for form in self._applying if not form.words.keys().isdisjoint((*_FURTHER, "patternProperties"))]

    def _spend(self, steps: int) -> None:
        for form in self.forms[:1]:
            form.version.budget.spend(steps)

    def _alike(self, step: Step) -> Step:
        """One for all steps that lead to the same schemas: all elements, and all properties that nothing describes by name."""
        if isinstance(step, Items):
            return Items()
        return step if step in self._naming else Others()


def _inside(form: Form) -> Iterator[Form]:
    if form.words.keys().isdisjoint(_COMPOSING):
        return
    for word in _LISTS:
        yield from form.listed(word)
    yield from (form.at(word) for word in _ALONE if word in form.words)
    yield from form.named("dependentSchemas").values()


def _describes_others(form: Form) -> bool:
    further = (word for word in _FURTHER if form.words.get(word, False) is not False)
    return bool(form.words.get("patternProperties")) or any(not form.at(word).is_open for word in further)


def _below(form: Form, step: Step) -> Iterator[Form]:
    if isinstance(step, Items):
        words = ("items", "contains", "unevaluatedItems")
        yield from (form.at(word) for word in words if word in form.words)
        yield from form.listed("prefixItems")
        return
    properties = form.words.get("properties", {})
    if not isinstance(step, Others) and step in properties:
        yield form.version.form(properties[step])
    else:
        yield from (form.at(word) for word in _FURTHER if word in form.words)
    yield from form.named("patternProperties").values()
