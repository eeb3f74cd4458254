"""What findings are violations of: a rule's name and what is told of it. Data only; finds nothing."""

from dataclasses import dataclass
from enum import Enum

from meshctl.model.findings import Severity


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
    wrong: str = ""
    right: str = ""
    severity: Severity = Severity.ERROR
    leeway: Leeway = Leeway.SEVERITY
