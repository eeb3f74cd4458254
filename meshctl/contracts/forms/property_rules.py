"""All that a schema says of one property: under its name, by a pattern of names, or of all others. Compares nothing.

Whether a name matches a pattern is only known for expressions of the simple kind; what may match, may look at the property.
"""

from collections.abc import Iterator
from typing import Any

from meshctl.contracts.forms.forms import Form
from meshctl.contracts.forms.named_properties import Site
from meshctl.contracts.forms.single_values import fits

MOST_TRIED = 20_000
"""Names times patterns of names, up to which each is put to each; where there are more, a name may match any of them."""


class PropertyRules:
    """What one form says of a property."""

    def __init__(self, form: Form, name: str) -> None:
        self._form = form
        named, patterns = form.words.get("properties", {}), form.named("patternProperties")
        self._tried = len(patterns) * max(1, len(named)) <= MOST_TRIED
        form.version.budget.spend(1 + len(patterns) // 2)
        self._sure = [named[name]] if name in named else []
        self.perhaps = patterns
        if patterns and self._tried:
            matched = {pattern: fits(pattern, name) for pattern in patterns}
            self._sure += [form.words["patternProperties"][pattern] for pattern, matches in matched.items() if matches]
            self.perhaps = {one: patterns[one] for one, matches in matched.items() if matches is None}
        self._others = not self._sure
        if self._others and not self.perhaps:
            self._sure = [form.words.get("additionalProperties", True)]

    @property
    def together(self) -> Form:
        """What surely has to hold of the property, as one schema."""
        schema: Any = self._sure[0] if self._sure else True
        for one in self._sure[1:]:
            schema = self._form.version.conjoined(schema, one)
        return self._form.version.form(schema)

    def asked(self, writer: Form) -> Iterator[Form]:
        """All that a reader may ask of it; patterns that the writer has as well are compared by themselves."""
        theirs = writer.words.get("patternProperties", {})
        yield self.together if self._tried else self._form.version.form(False)
        yield from () if not self._tried else (form for pattern, form in self.perhaps.items() if pattern not in theirs)
        if self._others and self.perhaps:
            yield self._form.at("additionalProperties")

    def sent(self, site: Site, name: str) -> Iterator[Form]:
        """What a writer may send under the name, as far as it is known: each of these alone may be all that holds."""
        if not site.may_hold(name):
            return
        if not self._tried:
            yield self._form.version.form(True)
        elif self._others and self.perhaps:
            yield from (form for form in (*self.perhaps.values(), self._form.at("additionalProperties")) if form.kinds)
        elif self.together.kinds:
            yield self.together
