"""A filter lets some event pass that the publisher's schema allows. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.filters import Filter, filtered, filters
from meshctl.contracts.filters.judge import Matches
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    return map(_finding, filters(mesh, Matches.NEVER))


def _finding(one: Filter) -> Finding:
    verdict, event = one.verdict, one.event
    field = f"at `{'.'.join(verdict.path)}`, " if verdict.path else ""
    message = f'"{one.subscription.name}" never receives "{event.key}": {field}{verdict.reason}'
    why = "EventBridge would take the rule, and it would deliver nothing, for ever and without a word"
    help_ = verdict.help or f"write a filter for what {event.schema} allows"
    return Finding("never-matches", one.place, message, why, help_)


_SCHEMA = """\
{"type": "object", "required": ["country"], "properties": {"country": {"enum": ["DE", "FR"]}}}
"""


NEVER_MATCHES = Check(
    name="never-matches",
    why="A filter and a schema are written by two teams. Where no event that the schema allows passes the filter, the "
    "subscriber waits for ever. It is only said where it is proved; what cannot be decided is `undecided-filter`. Proofs "
    "take fields that no schema names to be spelt without dots, and numbers to have at most the digits of a double; AWS "
    "compares no others.",
    wrong=filtered("country: [de]", _SCHEMA),
    right=filtered("country: [DE]", _SCHEMA),
    run=_run,
)
