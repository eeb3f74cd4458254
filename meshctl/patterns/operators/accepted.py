"""What a field of a pattern accepts, ready to be asked. Reads no pattern and no event, only single values."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from meshctl.patterns.operators.numbers import Amount, Number, amount
from meshctl.patterns.operators.numeric import Between


class Operator(Protocol):
    """Says of one value (text, number, true, false, null) whether it matches."""

    def accepts(self, value: object) -> bool:
        """Whether the value matches."""


@dataclass(frozen=True, slots=True)
class Present:
    """Every value, null included."""

    def accepts(self, value: object) -> bool:
        """Always."""
        return True


@dataclass(frozen=True, slots=True)
class Accepted:
    """All that one field accepts: plain values by their kind, operators, and whether the field may be `absent`."""

    texts: frozenset[str] = frozenset()
    amounts: frozenset[Amount] = frozenset()
    words: frozenset[bool | None] = frozenset()
    operators: tuple[Operator, ...] = ()
    absent: bool = False

    def accepts(self, value: object) -> bool:
        """Whether one value of the event matches."""
        if self._names(value):
            return True
        for operator in self.operators:  # noqa: SIM110 - `any` would make a generator for each value
            if operator.accepts(value):
                return True
        return False

    @property
    def is_looked_up(self) -> bool:
        """Whether every accepted value is named or lies in a range, so that an index of values proves what it proposes."""
        return all(isinstance(operator, Between) for operator in self.operators)

    @property
    def test(self) -> Callable[[object], bool]:
        """What says the same as `accepts`, sooner if there are but texts, or one operator alone."""
        if not (self.operators or self.amounts or self.words):
            return self._names_text
        alone = len(self.operators) == 1 and not (self.texts or self.amounts or self.words)
        return self.operators[0].accepts if alone else self.accepts

    def _names_text(self, value: object) -> bool:
        return isinstance(value, str) and value in self.texts

    def _names(self, value: object) -> bool:
        if isinstance(value, str):
            return value in self.texts
        if value is None or isinstance(value, bool):
            return value in self.words
        return isinstance(value, Number) and bool(self.amounts) and amount(value) in self.amounts


@dataclass(frozen=True, slots=True)
class AnythingBut:
    """Every value the inner one does not accept; so null and values of another kind match."""

    inner: Accepted

    def accepts(self, value: object) -> bool:
        """Whether the value is none of those."""
        return not self.inner.accepts(value)
