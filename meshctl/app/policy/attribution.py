"""For whom of the catalogue the resources of a stage are, and where the catalogue says so. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from posixpath import join

from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.plan.causes import Cause, cause_of
from meshctl.plan.stacks import Stack
from meshctl.results.policy import OWN_PACK, PolicyAnswer, PolicyFinding, PolicyVerdict

BROKEN = "BROKEN_HCL"
_UNREAD = "what it hangs on is known after apply only; give it as a name or an ARN that is written out"
_USE_PLAN = "not readable here, because it hangs on a variable or a module: use --plan"
_VALIDATE = "`terraform validate` says where it is broken"
_HOW_TO_PLAN = (
    "`terraform plan -out FILE && terraform show -json FILE > plan.json`, then judge it with --plan plan.json"
)


def findings_of_stage(mesh: Mesh, stacks: Iterable[Stack], answer: PolicyAnswer) -> tuple[PolicyFinding, ...]:
    """What failed, or could not be read by the own pack, at the place of the catalogue that the resource is for."""
    by_name, places = {stack.name: stack for stack in stacks}, _places(mesh)

    def told(verdict: PolicyVerdict, unread: str = "") -> PolicyFinding:
        stack = by_name[verdict.file]
        cause = cause_of(stack.causes, stack.owner, verdict.address)
        place = places.get(cause, mesh.place)
        return _found(verdict, place, f"{cause}: {verdict.name}", _told_where(verdict), unread, str(cause))

    unread = (told(one, _UNREAD) for one in answer.unanswered if one.check.startswith(OWN_PACK))
    return _sorted([*map(told, answer.failed), *unread])


def _told_where(verdict: PolicyVerdict) -> str:
    written = f", written in {verdict.source}:{verdict.line}" if verdict.source else ""
    return f"{verdict.address} of {verdict.file}{written}"


def findings_of_plans(answer: PolicyAnswer, directory: str) -> tuple[PolicyFinding, ...]:
    """What failed, or could not be read by the own pack, at the HCL below `directory`, or else in the plan."""
    unread = (_located(one, directory, _UNREAD) for one in answer.unanswered if one.check.startswith(OWN_PACK))
    return _sorted([*(_located(one, directory) for one in answer.failed), *unread])


def findings_of_directory(answer: PolicyAnswer, directory: str) -> tuple[PolicyFinding, ...]:
    """What failed; what the own pack cannot read in HCL is a warning that says what to do, and a broken file an error."""
    failed = [_located(one, directory) for one in answer.failed]
    undecided = [_undecided(one, directory) for one in answer.unanswered if one.check.startswith(OWN_PACK)]
    return _sorted([*failed, *undecided, *(_broken(file, directory) for file in answer.unread)])


def _undecided(verdict: PolicyVerdict, directory: str) -> PolicyFinding:
    found = _located(verdict, directory, _USE_PLAN)
    message = f"undecided: {found.finding.message}"
    finding = replace(found.finding, message=message, help=_HOW_TO_PLAN, severity=Severity.WARNING)
    return replace(found, finding=finding)


def _broken(file: str, directory: str) -> PolicyFinding:
    message, why = "this file is not readable as HCL", "nothing in it was checked"
    mended = f"Terraform's JSON is not read here; {_HOW_TO_PLAN}" if file.endswith(".json") else _VALIDATE
    finding = Finding(BROKEN, Place(join(directory, file)), message, why, mended)
    return PolicyFinding(finding, file, "")


def _located(verdict: PolicyVerdict, directory: str, unread: str = "") -> PolicyFinding:
    place = Place(join(directory, verdict.source.removeprefix("/")) if verdict.source else verdict.file, verdict.line)
    return _found(verdict, place, f"{verdict.name}: {verdict.address}", "", unread)


def _found(
    verdict: PolicyVerdict, place: Place, message: str, what: str, unread: str, cause: str = ""
) -> PolicyFinding:
    why = ": ".join(filter(None, (what, "; ".join(verdict.details) or unread)))
    finding = Finding(verdict.check, place, message, why, verdict.guideline)
    return PolicyFinding(finding, verdict.file, verdict.address, cause)


def _sorted(found: Iterable[PolicyFinding]) -> tuple[PolicyFinding, ...]:
    return tuple(sorted(found, key=lambda one: (one.finding.order, one.where, one.address)))


def _places(mesh: Mesh) -> Mapping[Cause, Place]:
    """Where the catalogue says what a cause names; the hub has no place but the mesh's own."""
    places = {Cause("bus", system.name): system.place for system in mesh.systems}
    places |= {Cause("subscription", one.key): one.place for one in mesh.subscriptions}
    for service in mesh.services:
        for channel in service.channels:
            places[Cause(channel.kind, f"{service.key}/{channel.name}")] = channel.place
    return places
