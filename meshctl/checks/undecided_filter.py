"""It is known whether a filter lets anything pass. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.filters import Filter, filtered, filters
from meshctl.contracts.filters.judge import Matches
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    return map(_finding, filters(mesh, Matches.UNKNOWN))


def _finding(one: Filter) -> Finding:
    message = f'whether "{one.subscription.name}" ever receives "{one.event.key}" is not known: {one.verdict.reason}'
    why = "a filter that never matches would go unnoticed here"
    help_ = f"say it more simply in {one.event.schema}, or try the filter with an event that it shall let pass"
    return Finding("undecided-filter", one.place, message, why, help_)


_SCHEMA = """\
{{"type": "object", "properties": {{"code": {{"type": "string", "pattern": "{pattern}"}}}}}}
"""


UNDECIDED_FILTER = Check(
    name="undecided-filter",
    severity=Severity.NOTE,
    why="`never-matches` says only what is proved, and where an event is found that passes there is nothing to say. Some "
    "schemas allow neither: regular expressions with back references, most kinds of `not`, very many alternatives. Then the "
    "filter may be right, and this note says that nobody has checked it.",
    wrong=filtered("code: [{prefix: X}]", _SCHEMA.format(pattern=r"^([A-Z])\\1[0-9]{3}$")),
    right=filtered("code: [{prefix: B}]", _SCHEMA.format(pattern="^[A-W][A-Z]+$")),
    run=_run,
)
