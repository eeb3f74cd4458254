"""What arrives at a function of the catalogue: each event that a subscription brings to it, and over which channel. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.app.tell.users_of import MeshUses
from meshctl.contracts.validation.data_faults import data_faults
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import Link, Schedule
from meshctl.patterns import Pattern
from meshctl.testkit.examples import example_of
from meshctl.testkit.wrappings import TIME, WRAPPINGS, Payload, envelope_of
from meshctl.topology.scheduled_events import detail_of, source_of

EVENT_ID = "00000000-0000-4000-8000-00000000000e"
LONGEST_WAY = 5
"""Subscriptions from an event to a function: a topic may deliver to a queue, and a queue to a function."""
_DUE = "<aws.scheduler.scheduled-time>"


@dataclass(frozen=True, slots=True)
class EventArrival:
    """An event on its way to a function: the subscription that it comes by last, the channel, and an example of its data.

    `schema` is that of the event; `input_fields` are all that the function gets, where the subscription says so.
    """

    subscription: str
    channel: str
    source: str
    detail_type: str
    data: Mapping[str, Any]
    schema: Any = None
    input_fields: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        """`order-placed: OrderPlaced.v1 by queue`."""
        return f"{self.subscription}: {self.detail_type} by {self.channel}"

    def payload(self, changes: Mapping[str, Any] = {}, event_id: str = EVENT_ID) -> Payload:
        """What Lambda hands over, with other fields of the data than those of the example.

        Raises ValueError with the places where the schema does not allow them.
        """
        data = {**self.data, **changes}
        if self.schema is not None and (faults := data_faults(self.schema, data)):
            raise ValueError(f"{self.detail_type} does not allow this: {'; '.join(faults)}")
        message = envelope_of(self.source, self.detail_type, data, event_id)
        if self.input_fields is not None:
            message = {name: data.get(field, "") for name, field in self.input_fields.items()}
        return WRAPPINGS[self.channel](message)


def arrivals_at(mesh: Mesh, service: str, function: str) -> list[EventArrival]:
    """What arrives at a function of `payments/capture`, in the order of its subscriptions: events of the mesh and of schedules.

    What an AWS service sends has no schema in the catalogue, and messages that functions send have none: they are not in it.
    """
    found = list(_Arrivals(mesh).at(service, function))
    return list({one.name: one for one in found}.values())


class _Arrivals:
    def __init__(self, mesh: Mesh) -> None:
        self._mesh, self._uses = mesh, MeshUses.of(mesh)

    def at(self, service: str, function: str) -> Iterator[EventArrival]:
        for one in self._mesh.subscriptions:
            if (one.receiver, one.delivery.kind, one.delivery.channel) == (service, "function", function):
                yield from self._by(one, [one], "queue" if one.delivery.buffered else "direct")
        for workflow in self._uses.workflows.get((service, "function", function), ()):
            owner, _, name = workflow.rpartition("/")
            for one in self._to(owner, "workflow", name):
                yield from self._by(one, [one], "workflow")

    def _to(self, owner: str, kind: str, channel: str) -> Iterator[Subscription]:
        for one in self._mesh.subscriptions:
            if (one.receiver, one.delivery.kind, one.delivery.channel) == (owner, kind, channel):
                yield one

    def _by(self, last: Subscription, way: list[Subscription], channel: str) -> Iterator[EventArrival]:
        """Along a way back from the function: each subscription wants an event, or what others bring to a channel."""
        wants = way[-1].wants
        if not isinstance(wants, Link):
            event = self._mesh.event_of(wants)
            yield from self._of_event(last, way, channel, event) if event else ()
        elif wants.kind == "schedule":
            yield from self._of_schedule(last, channel, way[-1].receiver, wants.name)
        elif wants.kind in WRAPPINGS and len(way) < LONGEST_WAY:
            owner, kind, name = self._mesh.owned_by(wants, way[-1].receiver)
            for one in self._to(owner, kind, name):
                yield from self._by(last, [*way, one], self._over(wants, way) if way[-1] is last else channel)

    def _over(self, wants: Link, way: list[Subscription]) -> str:
        """The last channel before the function; a topic's and a stream's have no buffer of their own."""
        found = self._mesh.channel_of(wants, way[-1].system)
        return "fifo queue" if wants.kind == "queue" and found and getattr(found[1], "fifo", False) else wants.kind

    def _of_event(
        self, last: Subscription, way: list[Subscription], channel: str, event: Event
    ) -> Iterator[EventArrival]:
        schema = self._mesh.schemas.get(event.schema)
        rules = schema.data if schema and not schema.faults else None
        data = example_of({} if rules is None else rules, _filter_over_data(way))
        if data is None:
            return
        message = json.loads(json.dumps(envelope_of(event.source, event.detail_type, data, EVENT_ID)))
        if all(_lets_pass(one, message) for one in way):
            yield EventArrival(last.name, channel, event.source, event.detail_type, data, rules, last.input_fields)

    def _of_schedule(self, last: Subscription, channel: str, owner: str, name: str) -> Iterator[EventArrival]:
        service = self._mesh.service(owner)
        for schedule in service.schedules if service else ():
            if schedule.name == name:
                yield _scheduled(last, channel, owner, schedule)


def _scheduled(last: Subscription, channel: str, owner: str, schedule: Schedule) -> EventArrival:
    system, _, service = owner.partition("/")
    data = json.loads(detail_of(system, service, schedule).replace(_DUE, TIME))["data"]
    return EventArrival(
        last.name, channel, source_of(system, service, schedule), "Scheduled.v1", data, None, last.input_fields
    )


def _filter_over_data(way: list[Subscription]) -> Mapping[str, Any] | None:
    """One filter of the way over the event's data; whether the others let it pass is looked at afterwards."""
    for one in way:
        where = one.where or {}
        if isinstance(one.wants, Link):
            where = where.get("detail", {}).get("data", {}) if isinstance(where.get("detail"), Mapping) else {}
        if where:
            return where
    return None


def _lets_pass(one: Subscription, message: Payload) -> bool:
    if not one.where:
        return True
    event = message if isinstance(one.wants, Link) else message["detail"]["data"]
    return Pattern.parse(one.where).matches(event)
