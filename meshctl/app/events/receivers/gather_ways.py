"""The ways of a stage are gathered from a mesh, which need not be sound. Pure."""

from collections.abc import Iterator

from meshctl.app.events.receivers.sent_to_buses import sent_to_buses
from meshctl.app.events.receivers.stage_ways import CatalogueEvent, OnTheWire, StageWays, SubscriptionWay
from meshctl.app.tell.built_ways import BuiltWays
from meshctl.model.channels import Queue, keeps_order
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import Link, Schedule
from meshctl.model.stages import Stage
from meshctl.topology.names import Names
from meshctl.topology.rule_patterns import event_pattern, pattern_text
from meshctl.topology.scheduled_events import source_of
from meshctl.topology.staged_ways import StagedWay, staged_ways
from meshctl.topology.ways import Way, bus_of, ways


def gather_ways(mesh: Mesh, stage: Stage) -> StageWays:
    """Those of a mesh in a stage."""
    names = Names.of(mesh, stage)
    return StageWays(
        stage=stage.name,
        region=names.region,
        accounts=names.accounts,
        events=tuple(CatalogueEvent(one.key, one.system, _on_the_wire(one), bus_of(one)) for one in mesh.events),
        schedules=tuple(f"{service.key}/{one.name}" for service in mesh.services for one in service.schedules),
        sent={source: buses for source, buses in sent_to_buses(mesh).items() if buses},
        ways=tuple(_ways(mesh, stage, names)),
        unread=mesh.unread,
    )


def _on_the_wire(event: Event) -> OnTheWire:
    return event.source, event.detail_type


def _ways(mesh: Mesh, stage: Stage, names: Names) -> Iterator[SubscriptionWay]:
    here, built = mesh.at(stage.name), BuiltWays.of(mesh, stage)
    clear = {way.subscription.key: way for way in ways(here)}
    staged = {way.subscription.key: way for way in staged_ways(mesh, stage)}
    for subscription in here.subscriptions:
        key = subscription.key
        told = _wish(mesh, subscription)._replace(obstacle=built.obstacles.get(key, ""))
        told = _with_way(told, clear[key]) if key in clear else told
        told = _in_stage(told, staged[key]) if key in staged else told
        yield _as_built(told, built.ways[key], mesh, names) if key in built.ways else told


def _wish(mesh: Mesh, subscription: Subscription) -> SubscriptionWay:
    """What a subscription says, whether there is a way to it or not."""
    wants, delivery = subscription.wants, subscription.delivery
    end = (subscription.receiver, delivery.kind, delivery.channel)
    if isinstance(wants, Link):
        return SubscriptionWay(subscription.key, end, begin=mesh.owned_by(wants, subscription.receiver))
    return SubscriptionWay(subscription.key, end, named=tuple(map(_on_the_wire, mesh.meant_by(wants))))


def _with_way(told: SubscriptionWay, way: Way) -> SubscriptionWay:
    """What it brings in every stage alike."""
    source, subscription = way.source, way.subscription
    if isinstance(source, Event):
        return told._replace(brings=_on_the_wire(source), bus=way.bus)
    if isinstance(source, Schedule):
        own = source_of(subscription.system, subscription.service, source)
        return told._replace(sent_as=own, bus=way.bus)
    return told._replace(sent_as=None if isinstance(source, Link) else source.source, bus=way.bus)


def _in_stage(told: SubscriptionWay, way: StagedWay) -> SubscriptionWay:
    pins = event_pattern(way.source, way.publisher_account) if isinstance(way.source, Event) else {}
    return told._replace(
        is_staged=True,
        bus_account=way.bus_account,
        account=way.account,
        crosses=way.crosses,
        hops=way.hops,
        hop=way.hop,
        pins=tuple((field, pins[field][0]) for field in sorted(pins)),
    )


def _as_built(told: SubscriptionWay, way: StagedWay, mesh: Mesh, names: Names) -> SubscriptionWay:
    """With what is made of it on AWS."""
    subscription = way.subscription
    return told._replace(
        asks=pattern_text(way.pattern) if way.bus else _filter(subscription),
        bus_name=names.bus_of(way.bus).name if way.bus else None,
        buffered=subscription.delivery.buffered,
        input_fields=None if subscription.input_fields is None else dict(subscription.input_fields),
        dead_letters=_dead_letters(mesh, names, subscription),
    )


def _filter(subscription: Subscription) -> dict[str, object] | None:
    return None if subscription.where is None else dict(subscription.where)


def _dead_letters(mesh: Mesh, names: Names, subscription: Subscription) -> str | None:
    """Where is kept what cannot be delivered or handled: of a queue that is read, its own."""
    read = mesh.channel_of(subscription.wants, subscription.system) if isinstance(subscription.wants, Link) else None
    if read and isinstance(read[1], Queue):
        owner, queue = read
        return names.queue(owner.system, owner.name, queue.name, "queue", "dead", fifo=keeps_order(queue)).name
    return names.dead_letters(subscription).name if subscription.keeps_dead_letters else None
