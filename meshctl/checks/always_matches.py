"""A filter keeps some event back. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.filters import Filter, filtered, filters
from meshctl.contracts.filters.assumptions import spoken
from meshctl.contracts.filters.judge import Matches
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    return map(_finding, filters(mesh, Matches.ALWAYS, Matches.PRESUMABLY_ALWAYS))


def _finding(one: Filter) -> Finding:
    message = f'the filter of "{one.subscription.name}" lets every "{one.event.key}" pass'
    why = f"{one.event.schema} allows no event that it would keep back"
    if one.verdict.assumed:
        why += f", as long as {spoken(one.verdict.assumed)}"
    return Finding("always-matches", one.place, message, why, "leave `where` out, or say what shall not be delivered")


_SCHEMA = """\
{"type": "object", "required": ["country"], "properties": {"country": {"enum": ["DE", "FR"]}}}
"""


ALWAYS_MATCHES = Check(
    name="always-matches",
    severity=Severity.NOTE,
    why="A filter that keeps nothing back reads as if it did: often a value was forgotten, or the schema has become "
    "narrower. It does no harm, which is why this is a note; whoever wants to be safe from a wider schema keeps it.",
    wrong=filtered("country: [DE, FR]", _SCHEMA),
    right=filtered("country: [FR]", _SCHEMA),
    run=_run,
)
