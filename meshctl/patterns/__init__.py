"""EventBridge's event patterns: read, refused with a reason, matched. Standard library only, no effects.

The semantics are AWS's, learnt from its documentation and compared with its own engine, event-ruler 2.0.1.
"""

from .branches import Branch, Field
from .deciding import Decision, why_not
from .describing import described
from .invalid import InvalidPattern, Place
from .operators import Accepted
from .paths import Path
from .pattern import Pattern
from .rules import RuleSet

__all__ = [
    "Accepted",
    "Branch",
    "Decision",
    "Field",
    "InvalidPattern",
    "Path",
    "Pattern",
    "Place",
    "RuleSet",
    "described",
    "why_not",
]
