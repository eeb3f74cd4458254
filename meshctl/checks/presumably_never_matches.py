"""A filter lets some event pass that the publisher's schema describes, and not only such as it allows without a word. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.filters import Filter, filtered, filters, spoken_reason
from meshctl.contracts.filters.assumptions import spoken
from meshctl.contracts.filters.judge import Matches
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    return map(_finding, filters(mesh, Matches.PRESUMABLY_NEVER))


def _finding(one: Filter) -> Finding:
    verdict, event = one.verdict, one.event
    message = f'"{one.subscription.name}" probably never receives "{event.key}": {spoken_reason(verdict)}'
    why = f"this holds as long as {spoken(verdict.assumed)}"
    help_ = verdict.help or f"write a filter for what {event.schema} describes, or describe there what the filter wants"
    return Finding("presumably-never-matches", one.place, message, why, help_)


_SCHEMA = """\
{"type": "object", "properties": {"address": {"type": "object", "properties": {"country": {"enum": ["DE", "FR"]}}}}}
"""


PRESUMABLY_NEVER_MATCHES = Check(
    name="presumably-never-matches",
    severity=Severity.WARNING,
    why="To AWS a field `address` with a field `country` below it is the same as one field `address.country`. A schema that allows "
    "further fields allows that one too, and says nothing of it. So what is impossible below `address` is not proved to be "
    "impossible, although nobody will have meant it. The finding names what it takes for granted; what is proved without it "
    "is `never-matches`, and an object with `additionalProperties: false` leaves nothing to take for granted.",
    wrong=filtered("address: {country: [de]}", _SCHEMA),
    right=filtered("address: {country: [DE]}", _SCHEMA),
    run=_run,
)
