"""Findings: what is wrong with a catalogue, as data. Whether they are shown, and how, is for others."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from meshctl.model.places import Place


class Severity(StrEnum):
    """How bad it is: an error stops everything, a warning should be mended, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation of a check: what is wrong, why it matters and how to help it.

    `shown` says whether a report may show the line it is about, which is not so of a secret.
    """

    check: str
    place: Place
    message: str
    why: str = ""
    help: str = ""
    severity: Severity = Severity.ERROR
    shown: bool = True

    @property
    def order(self) -> tuple[Place, str, str]:
        """Sorts findings by their place, then by check and message."""
        return self.place, self.check, self.message


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """'did you mean "x"?' with the nearest known name, else the known names, else nothing."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    return f"there is: {', '.join(names)}" if names else ""
