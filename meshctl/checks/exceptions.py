"""Exceptions: findings that are let pass for a reason, until a day. Pure: the day of today is handed in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from meshctl.model.exemptions import Exemption
from meshctl.model.findings import Finding, Severity, did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.rules import Leeway, Rule

EXPIRED_EXCEPTION = Rule(
    name="expired-exception",
    why="An exception is a promise with a date. Once the day has passed, what it let pass is a finding again, and the "
    "exception itself is one until it is taken out or, with a new reason, renewed.",
    wrong="exceptions:\n  - check: crosses-system-boundary\n    reason: The events of orders come with their next release.\n"
    "    until: 2020-03-01\n",
    right="subscribes:\n  placed:\n    event: orders/OrderPlaced\n    deliver_to: {queue: letters}\n",
    leeway=Leeway.NONE,
)
UNUSED_EXCEPTION = Rule(
    name="unused-exception",
    why="An exception that lets nothing pass is left over, or misspelt. Left over, it would let the next mistake pass too.",
    wrong="# mesh.yaml; there is no such finding in billing/invoicer\nexceptions:\n  - check: name-too-long\n"
    "    where: billing/invoicer\n    reason: The name is painted on the building.\n    until: 2099-03-01\n",
    right="# mesh.yaml: take it out\n",
    severity=Severity.WARNING,
)

Answered = tuple[Finding, tuple[Exemption, ...]]


def with_exceptions(
    mesh: Mesh, findings: Iterable[Finding], today: date, rules: Mapping[str, Rule]
) -> tuple[list[Finding], list[Finding]]:
    """The findings, with those that an exception lets pass as notes; and what is wrong with the exceptions themselves.

    `rules` are all there are: what is said of others is found elsewhere.
    """
    exemptions = [one for one in mesh.exemptions if one.check in rules and rules[one.check].leeway is not Leeway.NONE]
    answered = list(_answered(mesh, findings, exemptions))
    told = [_excepted(finding, _holding(found, today)) for finding, found in answered]
    wrong = [*_expired(answered, today), *_unused(mesh, exemptions, answered, today)]
    return told, wrong


def _answered(mesh: Mesh, findings: Iterable[Finding], exemptions: Sequence[Exemption]) -> Iterator[Answered]:
    """Each finding with the exemptions that mean it, run out or not."""
    meant: dict[tuple[str, str], list[Exemption]] = {}
    for one in exemptions:
        meant.setdefault((one.check, one.where), []).append(one)
    owners = _owners(mesh) if meant else {}
    for finding in findings:
        where = owners.get(finding.place.file, ())
        yield finding, tuple(one for owner in where for one in meant.get((finding.check, owner), ()))


def _owners(mesh: Mesh) -> dict[str, set[str]]:
    """What `where` may say for the findings of a file: the service, or the system, that it belongs to."""
    owners = {system.place.file: {system.name} for system in mesh.systems}
    for service in mesh.services:
        for file in (service.place.file, *(event.schema for event in service.events)):
            owners.setdefault(file, set()).add(service.key)
    return owners


def _holding(exemptions: Iterable[Exemption], today: date) -> Exemption | None:
    """The one that holds longest, if one still does."""
    return max((one for one in exemptions if one.holds(today)), key=lambda one: one.until, default=None)


def _excepted(finding: Finding, exemption: Exemption | None) -> Finding:
    if exemption is None:
        return finding
    message = f"{finding.message} (excepted until {exemption.until}: {exemption.reason})"
    return replace(finding, message=message, severity=Severity.NOTE)


def _expired(answered: Iterable[Answered], today: date) -> Iterator[Finding]:
    back: dict[Exemption, list[Finding]] = {}
    for finding, exemptions in answered:
        if _holding(exemptions, today) is None:
            for exemption in exemptions:
                back.setdefault(exemption, []).append(finding)
    for exemption, findings in back.items():
        more = f" (and {len(findings) - 1} more)" if findings[1:] else ""
        message = f"the exception ran out on {exemption.until}, and this is back: {findings[0].message}{more}"
        help_ = f"mend {findings[0].place}, then take the exception out"
        yield Finding("expired-exception", exemption.place, message, f"it was made because: {exemption.reason}", help_)


def _unused(
    mesh: Mesh, exemptions: Iterable[Exemption], answered: Iterable[Answered], today: date
) -> Iterator[Finding]:
    if not all(system.complete for system in mesh.systems):
        return  # what could not be read may hold what an exception is for
    used: set[Exemption] = set()
    for _, found in answered:
        holding = _holding(found, today)
        used |= {holding} if holding else set(found)
    for one in exemptions:
        if one not in used:
            message = f'the exception for "{one.check}" in "{one.where}" lets nothing pass'
            yield Finding("unused-exception", one.place, message, help=_other_place(mesh, one.where))


def _other_place(mesh: Mesh, where: str) -> str:
    known = {*(system.name for system in mesh.systems), *(service.key for service in mesh.services)}
    return "take it out" if where in known else did_you_mean(where, known)
