"""What a catalogue says against checks: other severities, and exceptions with a reason and an end. Standard library only."""

from datetime import date
from typing import NamedTuple

from meshctl.model.findings import Severity
from meshctl.model.places import Place


class SeveritySetting(NamedTuple):
    """How bad the findings of a check are in this mesh; None switches it off."""

    check: str
    severity: Severity | None
    place: Place


class Exemption(NamedTuple):
    """An entry of `exceptions`: the findings of `check` in `where` are let pass up to and including the day `until`.

    `where` is a service (`billing/invoicer`: its file and the schemas of its events) or a system (`billing`: its system.yaml).
    """

    check: str
    where: str
    reason: str
    until: date
    place: Place

    def holds(self, today: date) -> bool:
        """Whether it has not run out."""
        return today <= self.until
