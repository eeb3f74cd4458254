"""Findings: what is wrong with a catalogue, as data. Whether they are shown, and how, is for others."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from meshctl.model.places import Place

MOST_COMPARED, MOST_LISTED = 60, 30


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
    def lines(self) -> tuple[str, ...]:
        """All that it says: what is wrong and, where there is something to say, why it matters and what helps."""
        more = (f"why: {self.why}" if self.why else "", f"help: {self.help}" if self.help else "")
        return (self.message, *(line for line in more if line))

    @property
    def order(self) -> tuple[Place, str, str]:
        """Sorts findings by their place, then by check and message."""
        return self.place, self.check, self.message


def errors_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that stop everything."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def strictly(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings, with warnings counted as errors."""
    return tuple(
        replace(finding, severity=Severity.ERROR) if finding.severity is Severity.WARNING else finding
        for finding in findings
    )


class KnownNames:
    """Names that something may have meant. Kept once, so that a question costs the same however many names there are."""

    def __init__(self, names: Iterable[str]) -> None:
        self._sorted = sorted({*names})

    def near(self, name: str) -> str | None:
        """The name that is most like it; of very many names only those are looked at that begin most alike."""
        at = bisect_left(self._sorted, name)
        candidates = self._sorted[max(0, at - MOST_COMPARED // 2) : at + MOST_COMPARED // 2]
        if len(self._sorted) <= MOST_COMPARED:
            candidates = self._sorted
        return _nearest(name, candidates) or _near_in_any_case(name, candidates)

    def __str__(self) -> str:
        more = f" and {len(self._sorted) - MOST_LISTED} more" if len(self._sorted) > MOST_LISTED else ""
        return ", ".join(self._sorted[:MOST_LISTED]) + more


def _near_in_any_case(name: str, candidates: list[str]) -> str | None:
    folded = {one.casefold(): one for one in candidates}
    near = _nearest(name.casefold(), folded)
    return None if near is None else folded[near]


def _nearest(name: str, candidates: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # noqa: PLC0415  of a sound catalogue nobody asks

    return next(iter(get_close_matches(name, [*candidates], n=1, cutoff=0.6)), None)


def did_you_mean(name: str, known: Iterable[str] | KnownNames) -> str:
    """'did you mean "x"?' with the nearest known name, else the known names, else nothing."""
    names = known if isinstance(known, KnownNames) else KnownNames(known)
    near = names.near(name)
    if near:
        return f'did you mean "{near}"?'
    return f"there is: {names}" if str(names) else ""
