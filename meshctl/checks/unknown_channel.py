"""What a service names besides events is there, and is one thing. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.named_channels import Declared, How, Named, Use, declared_in, uses
from meshctl.model.channels import Channel
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding, KnownNames, did_you_mean
from meshctl.model.kinds import KINDS, SOURCES, a, spoken
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.model.sources import External, Source
from meshctl.model.systems import System


class _Known:
    """What could have been named; kept once for all that is wrong in the same scope."""

    def __init__(self, named: Iterable[Named]) -> None:
        self._named = frozenset(named)

    def help(self, named: Named) -> str:
        """'"clicks" is a stream', a name that is like it, or nothing."""
        kind, name = named
        if name in self._kinds:
            return f'"{name}" is {a(self._kinds[name])}'
        return did_you_mean(name, self._names[kind]) if kind in self._names else ""

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {name: kind for kind, name in sorted(self._named)}

    @cached_property
    def _names(self) -> dict[str, KnownNames]:
        names: dict[str, list[str]] = {}
        for kind, name in self._named:
            names.setdefault(kind, []).append(name)
        return {kind: KnownNames(all_) for kind, all_ in names.items()}


def _run(mesh: Mesh) -> Iterator[Finding]:
    for system in mesh.systems:
        declared = declared_in(system)
        anywhere = _Known(declared)
        for service in system.services:
            yield from _of_service(system, service, declared, anywhere)


def _of_service(system: System, service: Service, declared: Declared, anywhere: _Known) -> Iterator[Finding]:
    for use in uses(service):
        if use.system != system.name:
            continue  # crosses-system-boundary tells of it
        meant = declared.meant_by(use, service)
        if len(meant) > 1:
            yield _ambiguous(use, meant)
        elif not meant and (system.complete or not KINDS[use.named[0]].external):
            yield _lacking(use, service, declared, anywhere)


def _lacking(use: Use, service: Service, declared: Declared, anywhere: _Known) -> Finding:
    kind, name = use.named
    if use.how is not How.DELIVERS and kind not in SOURCES:
        message = f'the system "{service.system}" has no {spoken(kind)} "{name}"'
        help_ = anywhere.help(use.named) or f"declare it under {KINDS[kind].section}: in one of its services"
    else:
        message = f'"{service.key}" has no {spoken(kind)} "{name}"'
        help_ = _help_within(use.named, service, declared)
    return Finding("unknown-channel", use.place, message, help=help_)


def _help_within(named: Named, service: Service, declared: Declared) -> str:
    """A way out where only what the service itself declares, or the outside, can be meant."""
    owner = next(iter(declared.items.get(named, ())), None)
    if owner:
        return f'it belongs to "{owner}": subscribe there, or name one of this service'
    own = _Known([*((one.kind, one.name) for one in (*service.channels, *service.sources)), *declared.external])
    return own.help(named) or f"declare it under {KINDS[named[0]].section}: in this file"


def _ambiguous(use: Use, meant: Sequence[Channel | Source | External]) -> Finding:
    kind, name = use.named
    message = f'there is more than one {kind} "{name}" in the system "{use.system}"'
    help_ = f"rename one of the two: {meant[0].place}, {meant[1].place}"
    return Finding("unknown-channel", use.place, message, "nobody can say which one is meant", help_)


UNKNOWN_CHANNEL = Check(
    name="unknown-channel",
    why="What receives an event is declared beside the subscription, in the same service, or under `external:` in "
    "system.yaml. A topic, queue, stream or bus that is subscribed to or sent to may belong to any service of the system; "
    "there, its name means one thing. Schedules, AWS sources and partners are those of the service itself. Otherwise "
    "nothing would be there to receive, or to give, anything.",
    wrong={
        "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {function: chrage}
""",
    },
    right={
        "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {function: charge}
""",
    },
    run=_run,
    leeway=Leeway.NONE,
)
