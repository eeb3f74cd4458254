"""What to send so that each subscription of a mesh gets something and is kept from something: made from its filters."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.app.tell.users_of import MeshUses
from meshctl.contracts.filters.judge import judge
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import AwsSource, Link
from meshctl.patterns import Pattern

OTHERWISE = ("nothing else", -1, 10**6)
Where = Mapping[str, Any]


@dataclass(frozen=True)
class Message:
    """The data of an event of the mesh, or the detail of one that an AWS service sends."""

    of: Event | AwsSource
    data: Mapping[str, Any]

    @property
    def said(self) -> dict[str, Any]:
        """The event as `meshctl trace` takes it."""
        if isinstance(self.of, Event):
            return {
                "source": self.of.source,
                "detail-type": self.of.detail_type,
                "detail": {"meta": {}, "data": self.data},
            }
        return {"source": self.of.source, "detail-type": self.of.types[0], "detail": self.data}

    def with_data(self, **more: object) -> "Message":
        """The same with more data."""
        return Message(self.of, {**self.data, **more})


def messages_of(mesh: Mesh) -> list[Message]:
    """For each event that somebody wants: one for each way to match a filter on its way, one against each, and a plain one."""
    uses = MeshUses.of(mesh)
    sources: dict[str, tuple[Event | AwsSource, list[Subscription]]] = {}
    for subscription in mesh.subscriptions:
        if source := _source(mesh, subscription):
            sources.setdefault(str(source), (source, []))[1].append(subscription)
    return [
        Message(source, data)
        for source, wanting in sources.values()
        for data in _once(_data(_plain(mesh, source), [one for each in wanting for one in _filters(uses, each)]))
    ]


def reached_by_events(mesh: Mesh) -> set[str]:
    """Subscriptions that an event can get to without a function or a schedule that sends something of its own."""
    uses = MeshUses.of(mesh)
    ways = [one for one in mesh.subscriptions if _source(mesh, one)]
    reached = set[str]()
    while ways:
        one = ways.pop()
        reached.add(one.key)
        ways += [further for further in uses.from_end_of(one) if further.key not in reached]
    return reached


def _source(mesh: Mesh, subscription: Subscription) -> Event | AwsSource | None:
    """What it wants, if that is an event or comes from AWS."""
    wants, service = subscription.wants, mesh.service(subscription.receiver)
    if not isinstance(wants, Link):
        return mesh.event_of(wants)
    return next(
        (one for one in (service.aws if service else ()) if wants.kind == "aws" and one.name == wants.name), None
    )


def _plain(mesh: Mesh, source: Event | AwsSource) -> Mapping[str, Any]:
    """Data that the schema of an event allows, with what it requires."""
    schema = json.loads(mesh.texts[source.schema]) if isinstance(source, Event) else {}
    required = {name: [{"exists": True}] for name in schema.get("required", ())}
    return (judge(Pattern.parse(required), schema).witness or {}) if required else {}


def _filters(uses: MeshUses, subscription: Subscription) -> Iterator[Where]:
    """Those of a subscription and of all that leads on from its end, over the data of the event."""
    if subscription.where:
        where = subscription.where
        yield where.get("detail", {}).get("data", where) if isinstance(where.get("detail"), dict) else where
    for further in uses.from_end_of(subscription):
        yield from _filters(uses, further)


def _data(plain: Mapping[str, Any], filters: list[Where]) -> Iterator[Mapping[str, Any]]:
    yield plain
    for where in filters:
        fields = dict(_fields((), where))
        first = {path: _matching(items[0]) for path, items in fields.items()}
        for path, items in fields.items():
            yield from (_with(plain, first | {path: _matching(item)}) for item in items)
            others = (_with(plain, first | {path: value}) for value in OTHERWISE)
            yield from [one for one in others if not Pattern.parse(where).matches(one)][:1]


def _fields(path: tuple[str, ...], where: Where) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    for key, below in where.items():
        yield from _fields((*path, key), below) if isinstance(below, dict) else [((*path, key), below)]


def _matching(item: Any) -> Any:
    """A value that one item of a filter accepts."""
    if not isinstance(item, dict):
        return item
    (operator, operand), *_ = item.items()
    if operator == "numeric":
        return operand[1] + {">": 1, "<": -1}.get(operand[0], 0)
    return operand if operator in ("prefix", "suffix", "equals-ignore-case") else "something"


def _with(plain: Mapping[str, Any], values: Mapping[tuple[str, ...], Any]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(plain))
    for path, value in values.items():
        inside = data
        for step in path[:-1]:
            inside = inside.setdefault(step, {})
        inside[path[-1]] = value
    return data


def _once(several: Iterator[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return list({json.dumps(one, sort_keys=True): one for one in several}.values())
