"""EventBridge's event patterns: read, refused with a reason, matched. Standard library only, no effects.

The semantics are AWS's, learnt from its documentation and compared with its own engine, event-ruler 2.0.1.
"""

from meshctl.patterns.branches import Branch, Field
from meshctl.patterns.explaining.description import described
from meshctl.patterns.explaining.why_not_matched import Decision, why_not
from meshctl.patterns.index.rule_set import RuleSet
from meshctl.patterns.operators import Accepted
from meshctl.patterns.paths import Path
from meshctl.patterns.pattern import Pattern
from meshctl.patterns.syntax.invalid import InvalidPattern, Place

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
