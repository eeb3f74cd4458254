"""One event pattern: read, and asked about one event. The names of many belong to a RuleSet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from meshctl.patterns.matching.matches import matches
from meshctl.patterns.syntax.branches import Branch
from meshctl.patterns.syntax.parse import parse


@dataclass(frozen=True, slots=True)
class Pattern:
    """An event pattern, ready to match: an event has to match every field of at least one branch."""

    branches: tuple[Branch, ...]

    @classmethod
    def parse(cls, text_or_object: str | Mapping[str, Any]) -> Self:
        """Read a pattern from JSON text or from decoded JSON; raises InvalidPattern with the place and a reason."""
        return cls(parse(text_or_object))

    def matches(self, event: Mapping[str, Any]) -> bool:
        """Whether AWS would hand the event to the rule.

        An event of `read_event` has all that AWS sees in its text; floats and ints do for all but numbers of more than
        15 digits, and with `parse_float=Decimal` for all but the letters of an exponent.
        """
        return matches(self.branches, event)
