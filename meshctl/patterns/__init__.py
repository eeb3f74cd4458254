"""EventBridge's event patterns: read, refused with a reason, matched. Standard library only, no effects.

The semantics are AWS's, learnt from its documentation and compared with its own engine, event-ruler 2.0.1.

Read `operators` (what one value must be), then `syntax` (text to branches of fields, and what AWS refuses), `matching`
(one pattern, one event), `index` (many patterns, one event), `explaining` (all of it in plain words), `dialects` (what other
services of AWS take of it).
"""

from meshctl.patterns.explaining.description import described
from meshctl.patterns.explaining.field_wording import expectation, listed
from meshctl.patterns.explaining.why_not_matched import Mismatch, why_not
from meshctl.patterns.index.rule_set import RuleSet
from meshctl.patterns.matching.pattern import Pattern
from meshctl.patterns.matching.read_event import read_event
from meshctl.patterns.operators.accepted import Accepted
from meshctl.patterns.syntax.branches import Branch, Field
from meshctl.patterns.syntax.invalid_pattern import InvalidPattern, Place
from meshctl.patterns.syntax.paths import Path

__all__ = [
    "Accepted",
    "Branch",
    "Field",
    "InvalidPattern",
    "Mismatch",
    "Path",
    "Pattern",
    "Place",
    "RuleSet",
    "described",
    "expectation",
    "listed",
    "read_event",
    "why_not",
]
