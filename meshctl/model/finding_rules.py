"""What findings are violations of: a rule's name and what is told of it. Data only; finds nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from meshctl.model.findings import Severity

Example = Mapping[str, str]
"""Files of a catalogue by their path. Tests lay them over the sound one of tests/support/catalogues.py and check it."""


class Leeway(Enum):
    """What a catalogue may say against a rule."""

    SEVERITY = "its severity can be set, and exceptions made"
    EXCEPTION = "only a reasoned exception"
    NONE = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the catalogue: its name in findings, why it exists, a wrong and a right way, how bad a violation is."""

    name: str
    why: str
    wrong: Example = field(default_factory=dict)
    right: Example = field(default_factory=dict)
    severity: Severity = Severity.ERROR
    leeway: Leeway = Leeway.SEVERITY
