"""EventBridge's event patterns: read, refused with a reason, matched. Standard library only, no effects.

The semantics are AWS's, learnt from its documentation and compared with its own engine, event-ruler 2.0.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from .branches import Branch, Field
from .deciding import Decision, why_not
from .describing import described
from .invalid import InvalidPattern, Place
from .matching import matches
from .operators import Accepted
from .parse import parse
from .paths import Path

__all__ = [
    "Accepted",
    "Branch",
    "Decision",
    "Field",
    "InvalidPattern",
    "Path",
    "Pattern",
    "Place",
    "described",
    "why_not",
]


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

        An event decoded with `parse_float=Decimal` keeps the digits AWS sees; floats and ints do for all but numbers
        of more than 15 digits.
        """
        return matches(self.branches, event)
