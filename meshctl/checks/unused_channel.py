"""Every channel and every source is there for something. Pure."""

from collections.abc import Iterator, Set

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.named_channels import Declared, How, Named, declared_in, uses
from meshctl.model.channels import Channel
from meshctl.model.findings import Finding, Severity
from meshctl.model.kinds import KINDS, spoken
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.model.sources import Source
from meshctl.model.systems import System

_WHY = "it is built, kept and alarmed on in every stage, and serves nobody"


def _run(mesh: Mesh) -> Iterator[Finding]:
    shared: dict[str, set[Named]] = {}
    for service in mesh.services:
        for use in uses(service):
            if use.how is How.SUBSCRIBES or (use.how is How.SENDS and not _is_for_subscribers(use.named[0])):
                shared.setdefault(use.system, set()).add(use.named)
    for service in mesh.services:
        shared.setdefault(service.system, set()).update(_used_by_workflows(mesh, service))
    for system in mesh.systems:
        unclear = _unclear(system, declared_in(system)) | {*_unclear_in_workflows(mesh, system)}
        yield from _of_system(system, shared.get(system.name, set()), unclear)


def _used_by_workflows(mesh: Mesh, service: Service) -> Iterator[Named]:
    definitions = (mesh.definitions.get(workflow.definition) for workflow in service.workflows)
    named = (one for definition in definitions if definition for one in definition.references)
    yield from ((one.kind, one.name) for one in named if one.is_used and not _is_for_subscribers(one.kind))


def _of_system(system: System, shared: Set[Named], unclear: Set[str]) -> Iterator[Finding]:
    for service in system.services:
        used = _used_by(service)
        for one in (*service.channels, *service.sources):
            named = (one.kind, one.name)
            if named not in used and named not in shared and one.kind not in unclear:
                yield _finding(service, one)
    if system.complete:
        yield from _unused_outside(system, unclear)


def _unused_outside(system: System, unclear: Set[str]) -> Iterator[Finding]:
    named = {use.named for service in system.services for use in uses(service)}
    for one in system.external:
        if (one.kind, one.name) not in named and one.kind not in unclear:
            message = f'nothing in the system "{system.name}" names the {one.kind} "{one.name}"'
            yield Finding("unused-channel", one.place, message, "its ARNs are kept up to date for nobody", "delete it")


def _unclear(system: System, declared: Declared) -> set[str]:
    """The kinds of which a name is misspelt, which may mean any; those that a file may use which cannot be read."""
    misspelt = {
        use.named[0]
        for service in system.services
        for use in uses(service)
        if use.system == system.name and not declared.meant_by(use, service)
    }
    return misspelt if system.complete else misspelt | {name for name, kind in KINDS.items() if kind.is_shared}


def _unclear_in_workflows(mesh: Mesh, system: System) -> Iterator[str]:
    """The same of workflows: of a definition that is broken or not there nobody knows what it uses."""
    for service in system.services:
        for workflow in service.workflows:
            definition = mesh.definitions.get(workflow.definition)
            if definition is None or definition.faults:
                yield from (name for name, kind in KINDS.items() if kind.task and not kind.for_subscribers)
            else:
                yield from (one.kind for one in definition.references if mesh.used_by(service, one) is None)


def _used_by(service: Service) -> set[Named]:
    """What a service has a use for. Of one that publishes or sends, each function may be there to do that."""
    used = {use.named for use in uses(service) if not _is_for_subscribers(use.named[0])}
    if service.events or service.sends_to:
        used |= {(function.kind, function.name) for function in service.functions}
    return used


def _is_for_subscribers(kind: str) -> bool:
    return KINDS[kind].for_subscribers


def _finding(service: Service, one: Channel | Source) -> Finding:
    what = f'the {spoken(one.kind)} "{one.name}" of "{service.key}"'
    if _is_for_subscribers(one.kind) or isinstance(one, Source):
        help_ = f"subscribe to it ({one.kind}: {one.name}), or delete it"
        return Finding("unused-channel", one.place, f"nobody subscribes to {what}", _WHY, help_)
    help_ = f"deliver a subscription to it (deliver_to: {{{one.kind}: {one.name}}}), or delete it"
    return Finding("unused-channel", one.place, f"nothing is delivered to {what}", _WHY, help_)


_FUNCTIONS = "functions:\n  charge: {source: lambdas/charge, handler: handler.handle}\n"

UNUSED_CHANNEL = Check(
    name="unused-channel",
    severity=Severity.WARNING,
    why="A channel that no subscription delivers to, a topic, stream, bus or source that nobody subscribes to, and what is "
    "imported from outside and not named, is mostly a left-over or a subscription that was forgotten. A queue may also be "
    "sent to. A function of a service that publishes or sends may be there to do that, and is not spoken of.",
    wrong={
        "payments/capture.yaml": f"""\
service: capture
{_FUNCTIONS}queues:
  letters: {{}}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {{function: charge}}
""",
    },
    right={
        "payments/capture.yaml": f"""\
service: capture
{_FUNCTIONS}queues:
  letters: {{}}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {{function: charge}}
  kept:
    event: orders/OrderPlaced
    deliver_to: {{queue: letters}}
""",
    },
    run=_run,
)
