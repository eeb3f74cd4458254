"""Exceptions: findings that are let pass for a reason, until a day. Pure: the day of today is handed in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from meshctl.model.exemptions import Exemption
from meshctl.model.finding_rules import Leeway, Rule
from meshctl.model.findings import Finding, Severity, did_you_mean
from meshctl.model.mesh import Mesh

EXPIRED_EXCEPTION = Rule(
    name="expired-exception",
    why="An exception is a promise with a date. Once the day has passed, what it let pass is a finding again, and the "
    "exception itself is one until it is taken out or, with a new reason, renewed.",
    wrong={
        "payments/capture.yaml": "service: capture\nqueues: {letters: {}}\nsubscribes:\n  placed:\n    topic: orders/updates\n"
        "    deliver_to: {queue: letters}\nexceptions:\n  - check: crosses-system-boundary\n"
        "    reason: The events of orders come with their next release.\n    until: 2020-03-01\n",
    },
    right={
        "payments/capture.yaml": "service: capture\nqueues: {letters: {}}\nsubscribes:\n  placed:\n    event: orders/OrderPlaced\n"
        "    deliver_to: {queue: letters}\n",
    },
    leeway=Leeway.NONE,
)
UNUSED_EXCEPTION = Rule(
    name="unused-exception",
    why="An exception that lets nothing pass is left over, or misspelt. Left over, it would let the next mistake pass too.",
    wrong={
        "mesh.yaml": "mesh: shop\nregion: eu-west-1\nstages:\n  local: {cloud: local}\nexceptions:\n"
        "  - check: name-too-long\n    where: payments/capture\n    reason: The name is painted on the building.\n"
        "    until: 2099-03-01\n",
    },
    right={"mesh.yaml": "mesh: shop\nregion: eu-west-1\nstages:\n  local: {cloud: local}\n"},
    severity=Severity.WARNING,
)

Target = tuple[str, str]
"""What an exemption is for: a check, and where."""


def with_exceptions(
    mesh: Mesh, findings: Iterable[Finding], today: date, rules: Mapping[str, Rule]
) -> tuple[list[Finding], list[Finding]]:
    """The findings, with those that an exception lets pass as notes; and what is wrong with the exceptions themselves.

    `rules` are all there are: what is said of others is found elsewhere.
    """
    made = _made(mesh, rules)
    holding = {target: longest for target, all_ in made.items() if (longest := _longest(all_, today))}
    owners = _owners(mesh) if made else {}
    told: list[Finding] = []
    used: set[Exemption] = set()
    back: dict[Target, list[Finding]] = {}
    for finding in findings:
        targets = [(finding.check, where) for where in owners.get(finding.place.file, ())]
        held = _longest((holding[target] for target in targets if target in holding), today)
        told.append(_excepted(finding, held) if held else finding)
        used |= {held} if held else set()
        for target in targets if held is None else ():
            back.setdefault(target, []).append(finding)
    expired = {one: found for target, found in back.items() for one in made.get(target, ())}
    left_over = [one for all_ in made.values() for one in all_ if one not in used and one not in expired]
    return told, [*map(_expired, expired, expired.values()), *_unused(mesh, left_over)]


def _made(mesh: Mesh, rules: Mapping[str, Rule]) -> dict[Target, list[Exemption]]:
    made: dict[Target, list[Exemption]] = {}
    for one in mesh.exemptions:
        if one.check in rules and rules[one.check].leeway is not Leeway.NONE:
            made.setdefault((one.check, one.where), []).append(one)
    return made


def _owners(mesh: Mesh) -> dict[str, set[str]]:
    """What `where` may say for the findings of a file: the service, or the system, that it belongs to."""
    owners = {system.place.file: {system.name} for system in mesh.systems}
    for service in mesh.services:
        definitions = (workflow.definition for workflow in service.workflows)
        for file in (service.place.file, *(event.schema for event in service.events), *definitions):
            owners.setdefault(file, set()).add(service.key)
    return owners


def _longest(exemptions: Iterable[Exemption], today: date) -> Exemption | None:
    """The one that holds longest, if one still does."""
    return max((one for one in exemptions if one.holds(today)), key=lambda one: one.until, default=None)


def _excepted(finding: Finding, exemption: Exemption) -> Finding:
    message = f"{finding.message} (excepted until {exemption.until}: {exemption.reason})"
    return replace(finding, message=message, severity=Severity.NOTE)


def _expired(exemption: Exemption, back: Sequence[Finding]) -> Finding:
    more = f" (and {len(back) - 1} more)" if back[1:] else ""
    message = f"the exception ran out on {exemption.until}, and this is back: {back[0].message}{more}"
    help_ = f"mend {back[0].place}, then take the exception out"
    return Finding("expired-exception", exemption.place, message, f"it was made because: {exemption.reason}", help_)


def _unused(mesh: Mesh, exemptions: Iterable[Exemption]) -> Iterator[Finding]:
    if not all(system.complete for system in mesh.systems):
        return  # what could not be read may hold what an exception is for
    known = {*(system.name for system in mesh.systems), *(service.key for service in mesh.services)}
    for one in exemptions:
        message = f'the exception for "{one.check}" in "{one.where}" lets nothing pass'
        help_ = "take it out" if one.where in known else did_you_mean(one.where, known)
        yield Finding("unused-exception", one.place, message, help=help_)
