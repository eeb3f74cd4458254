"""What the language knows but meshctl cannot build yet, in the words of the check `not-available-yet`. Pure."""

from collections.abc import Iterable, Iterator

from meshctl.model.findings import Finding
from meshctl.model.kinds import KINDS, spoken
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import Link
from meshctl.model.stages import Stage

_WHY = "it is checked in full, but `render`, `plan` and `apply` refuse the catalogue as long as it is in there"
_HELP = "keep it on a branch until then, or do it with an event, a queue, a topic or a function"


def unavailable(mesh: Mesh, stages: Iterable[Stage]) -> Iterator[Finding]:
    """All that meshctl cannot build in these stages."""
    for system in mesh.systems:
        outside = {(one.kind, one.name) for one in system.external}
        for service in system.services:
            yield from _of_service(service, outside)
            for subscription in service.subscriptions:
                yield from _of_subscription(subscription, outside)
    for stage in stages:
        yield from _of_regions(mesh, stage)
        yield from _of_local_workflows(mesh, stage)


def _of_service(service: Service, outside: set[tuple[str, str]]) -> Iterator[Finding]:
    for channel in service.channels:
        if not KINDS[channel.kind].is_built:
            yield _finding(f'the {channel.kind} "{channel.name}"', channel.place)
    for source in (one for one in service.sources if not KINDS[one.kind].is_built):
        yield _finding(f'the {spoken(source.kind)} "{source.name}"', source.place)
    for link in service.sends_to:
        if not KINDS[link.kind].is_built or link.system not in (None, service.system):
            yield _finding(f'a grant to send to the {link.kind} "{link.name}"', link.place)
        elif link.named in outside:
            yield _finding(f'a grant to send to a {link.kind} outside the mesh ("{link.name}")', link.place)


def _of_subscription(subscription: Subscription, outside: set[tuple[str, str]]) -> Iterator[Finding]:
    wants, delivery = subscription.wants, subscription.delivery
    if isinstance(wants, Link) and KINDS[wants.kind].is_shared:
        yield from _of_wanted(subscription, wants, outside)
    if (delivery.kind, delivery.channel) in outside:
        yield _finding(f'delivery to a {delivery.kind} outside the mesh ("{delivery.channel}")', delivery.place)


def _of_wanted(subscription: Subscription, wants: Link, outside: set[tuple[str, str]]) -> Iterator[Finding]:
    """What another channel gives: of that, what is built."""
    if not KINDS[wants.kind].is_given or wants.system not in (None, subscription.system):
        yield _finding(f'a subscription to a {wants.kind} ("{wants.name}")', wants.place)
    elif wants.named in outside:
        yield _finding(f'a subscription to a {wants.kind} outside the mesh ("{wants.name}")', wants.place)


def _of_regions(mesh: Mesh, stage: Stage) -> Iterator[Finding]:
    if stage.is_local:
        return
    if len(stage.regions) > 1:
        yield _finding(f'a stage in several Regions ("{stage.name}")', stage.place)
    for system in mesh.at(stage.name).systems:
        if mesh.region_of(system, stage) != stage.regions[0]:
            yield _finding(f'a system in a Region of its own ("{system.name}")', system.region_place)


def _of_local_workflows(mesh: Mesh, stage: Stage) -> Iterator[Finding]:
    """What AWS runs and the embedded AWS does not."""
    workflows = [one for service in mesh.services for one in service.workflows] if stage.is_local else []
    for one in workflows:
        definition = mesh.definitions.get(one.definition)
        if definition and definition.jsonata:
            what = f'the workflow "{one.name}" with JSONata in the local stage "{stage.name}"'
            yield _finding(what, definition.jsonata, "write its queries in JSONPath, or leave the local stage out")


def _finding(what: str, place: Place, help_: str = _HELP) -> Finding:
    return Finding("not-available-yet", place, f"meshctl cannot build {what} yet", _WHY, help_)
