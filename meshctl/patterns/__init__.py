"""EventBridge's event patterns: read, refused with a reason, matched. Standard library only, no effects.

The semantics are AWS's, learnt from its documentation and compared with its own engine, event-ruler 2.0.1.
"""

from .branches import Branch, Field
from .invalid import InvalidPattern, Place
from .operators import Accepted
from .paths import Path
from .pattern import Pattern
from .rules import RuleSet

__all__ = ["Accepted", "Branch", "Field", "InvalidPattern", "Path", "Pattern", "Place", "RuleSet"]
