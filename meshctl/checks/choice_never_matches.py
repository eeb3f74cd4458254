"""Each choice that a filter leaves lets some event pass. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.filters import DeadFilterChoice, dead_filter_choices, filtered
from meshctl.contracts.filters.assumptions import spoken
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    return map(_finding, dead_filter_choices(mesh))


def _finding(one: DeadFilterChoice) -> Finding:
    choice, obstacle = one.choice, one.choice.obstacle
    message = f'one {choice.what} of "{one.filter.subscription.name}" never holds for "{one.filter.event.key}": at '
    message += f"`{'.'.join(obstacle.path)}`, {obstacle.reason}"
    why = "the other choices let events pass, so nobody misses those that this one was written for"
    if choice.excludes:
        why = "what it was written for is not excluded"
    if obstacle.assumed:
        why += f"; this holds as long as {spoken(tuple(sorted(obstacle.assumed)))}"
    return Finding("choice-never-matches", one.place, message, why, obstacle.help or "mend it, or leave it out")


_SCHEMA = """\
{"type": "object", "required": ["country"], "properties": {"country": {"enum": ["DE", "FR", "NL"]}}}
"""


CHOICE_NEVER_MATCHES = Check(
    name="choice-never-matches",
    severity=Severity.WARNING,
    why="A filter with several values, ranges, beginnings or branches lets pass what one of them wants. Where one is misspelt the "
    "others still do, so the filter works, and some events are missed without a word. Each is judged as if it were the only "
    "one, and told where the schema allows nothing that it accepts. What `anything-but` excludes is told where it is nearly a "
    "value that the schema has.",
    wrong=filtered("country: [DE, Fr]", _SCHEMA),
    right=filtered("country: [DE, FR]", _SCHEMA),
    run=_run,
)
