"""Small catalogues with a channel and a source of every kind that can be built, and the mesh that each makes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from json import dumps
from typing import Any

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.kinds import KINDS
from meshctl.passes.generations import Generation
from meshctl.passes.pinned_events import PinnedEvent
from meshctl.plan.stacks import stacks
from meshctl.topology.lowering.build_topology import lower
from tests.support.generations import generation_of

SYSTEMS, SERVICES, EVENTS = ("orders", "payments"), ("checkout", "tracker"), ("Placed", "Paid")
FUNCTIONS, QUEUES, SUBSCRIPTIONS = ("work", "help"), ("inbox", "letters"), ("first", "second", "third")
OF_AWS, SCHEDULE = ("aws", "uploads"), ("schedule", "nightly")
SCHEDULES = {3: "nightly", 4: "hourly"}
"""By the hour, what the schedule of a service is called."""
TOTALS = (5, 6)
LOG = "audit"
TOPIC, LINE, FEED, BROKER, JOBS = "news", "line", "feed", "broker", "jobs"
"""What each service has a topic, a topic that keeps the order, a stream, a further bus and a queue called that functions read,
after itself: `checkout-news`."""
OWN = {"topic": (TOPIC, LINE), "stream": (FEED,), "bus": (BROKER,), "queue": (JOBS,)}
FLOW = ("workflow", "flow")
"""The workflow of each service that has one."""
UNHEEDED = {"event-without-schema": "off", "dead-letters-missing": "off"}
Channel = tuple[str, str]
"""Its kind and its name."""


@dataclass(frozen=True)
class Published:
    """An event of a system: the service that publishes it, its version, whether it is private."""

    service: str
    version: int
    private: bool


@dataclass(frozen=True)
class Wish:
    """A subscription: what it wants, which is an event of a system or a source or a channel by kind and name; to which channel, past
    a buffer or not, with which filter, for how many hours it is tried again, whether dead letters are kept."""

    wants: tuple[str, str]
    channel: Channel
    buffered: bool
    total: int | None
    retry: int
    kept: bool = True

    @property
    def begins(self) -> str:
        """`event`, or the kind of what is wanted."""
        return self.wants[0] if self.wants[0] in KINDS else "event"


@dataclass(frozen=True)
class Flow:
    """A workflow: the functions of its service that it calls, its type, and for how many hours an execution may run."""

    calls: tuple[str, ...]
    express: bool
    hours: int

    def definition(self, functions: set[str]) -> str:
        """Of the functions those that there are; what it calls besides is left out."""
        calls = {name: f"${{functions.{name}}}" for name in self.calls if name in functions}
        states = {name: {"Type": "Task", "Resource": arn, "Next": "Done"} for name, arn in calls.items()}
        for before, after in pairwise(states):
            states[before]["Next"] = after
        said = {"StartAt": next(iter(states), "Done"), "TimeoutSeconds": self.hours * 3600}
        return dumps({**said, "States": {**states, "Done": {"Type": "Succeed"}}})


@dataclass(frozen=True)
class Small:
    """A catalogue: accounts by system (and the hub), events by system and name, by service functions with their code, and
    subscriptions by service and name; for how many days queues, streams and archives keep something; whether the queues `letters` and `jobs` keep an order; by
    system and service its workflow, the hour of its schedule, and what its functions send to. What does not fit together is left out
    when it is written."""

    accounts: Mapping[str, str]
    services: frozenset[tuple[str, str]]
    events: Mapping[tuple[str, str], Published]
    code: Mapping[tuple[str, str, str], int]
    wishes: Mapping[tuple[str, str, str], Wish]
    keep: int
    ordered: bool = False
    flows: Mapping[tuple[str, str], Flow] = field(default_factory=dict)
    hours: Mapping[tuple[str, str], int] = field(default_factory=dict)
    sends: Mapping[tuple[str, str], Channel] = field(default_factory=dict)

    def generation(self) -> Generation:
        """All stacks of the stage dev."""
        contents = {path: text.encode() for path, text in self.files().items()}
        code = {path for system in SYSTEMS for path in (system, f"{system}/code", f"{system}/code/handler.py")}
        mesh = read_catalogue(CatalogueFiles(contents, frozenset({*contents, *code}))).mesh
        stage = mesh.stage("dev") if mesh else None
        assert mesh and stage
        hashes = {"/".join(key): f"code{version}" for key, version in self.code.items()}
        return generation_of(stacks(mesh, stage, lower(mesh, stage), hashes))

    def by_people(self) -> frozenset[PinnedEvent]:
        """The events of services without functions: people's own code publishes them."""
        working = {(system, service) for system, service, _ in self.code}
        return frozenset(
            self._pinned(system, name, one)
            for (system, name), one in self.events.items()
            if (system, one.service) in self.services and (system, one.service) not in working
        )

    def _pinned(self, system: str, name: str, one: Published) -> PinnedEvent:
        owner = system if one.private else "hub"
        bus_arn = f"arn:aws:events:eu-west-1:{self.accounts[owner]}:event-bus/shop_dev_{owner}"
        return PinnedEvent(self.accounts[system], bus_arn, f"{system}.{one.service}", f"{name}.v{one.version}")

    def files(self) -> dict[str, str]:
        """Those of the catalogue by their paths, without the code of its functions. It has no errors."""
        stage = {"accounts": dict(self.accounts), "deploy_role": "MeshDeploy", "state": {"bucket": "shop-mesh-dev"}}
        mesh = {"mesh": "shop", "region": "eu-west-1", "stages": {"dev": stage}, "checks": UNHEEDED}
        files = {"mesh.yaml": dumps(mesh)}
        for system in {system for system, _ in self.services}:
            said = {"system": system, "owner": {"team": system}, "archive": {"keep": f"{self.keep}d"}}
            files[f"{system}/system.yaml"] = dumps(said)
        for system, service in self.services:
            files[f"{system}/{service}.yaml"] = dumps(self._service(system, service))
            if (system, service) in self.flows:
                functions = self._functions(system, service)
                files[f"{system}/flows/{service}.json"] = self.flows[system, service].definition(functions)
        return files

    def _service(self, system: str, service: str) -> dict[str, Any]:
        flow, hour, sent = (found.get((system, service)) for found in (self.flows, self.hours, self.sends))
        channels: dict[str, dict[str, Any]] = {
            "topics": {f"{service}-{TOPIC}": {}, f"{service}-{LINE}": {"order": "fifo"}},
            "streams": {f"{service}-{FEED}": {"keep": f"{self.keep}d"}},
            "logs": {LOG: {}},
            "buses": {f"{service}-{BROKER}": {}},
        }
        used = self._used(system, service)
        said = {
            "service": service,
            "publishes": {
                name: {"version": one.version, "visibility": "private" if one.private else "public"}
                for (owner, name), one in self.events.items()
                if (owner, one.service) == (system, service)
            },
            "functions": {
                name: {"source": "code", "handler": "handler.handle"} for name in self._functions(system, service)
            },
            "queues": {name: {"keep": f"{self.keep}d", **self._order(name)} for name in _queues(service)},
            "workflows": {FLOW[1]: _flow(service, flow)} if isinstance(flow, Flow) else {},
            "aws": {OF_AWS[1]: {"source": "aws.s3", "types": ["Object Created"]}},
            "schedules": {SCHEDULES[hour]: {"cron": "0 3 * * ? *"}} if isinstance(hour, int) else {},
            "sends_to": {KINDS[sent[0]].section: [sent[1]]}
            if isinstance(sent, tuple) and self._is_there(system, sent)
            else {},
            "subscribes": {name: _subscription(one, hour) for name, one in self.fitting(system, service)},
            **{section: {name: one for name, one in of.items() if name in used} for section, of in channels.items()},
        }
        return {key: value for key, value in said.items() if value}

    def _used(self, system: str, service: str) -> set[str]:
        """The names of the channels of a service that somebody wants, delivers to or sends to."""
        wishes = [(of, one) for of in SERVICES for _, one in self.fitting(system, of)]
        own = {one.channel[1] for of, one in wishes if of == service}
        sent = {name for (owner, _), (_, name) in self.sends.items() if owner == system}
        return own | sent | {one.wants[1] for _, one in wishes}

    def fitting(self, system: str, service: str) -> Iterator[tuple[str, Wish]]:
        """The subscriptions of a service that can be built, with their names: of those of one channel to another only the first, and of
        those to a queue in its whole system."""
        seen = set[tuple[str, ...]]()
        for (owner, of, name), one in sorted(self.wishes.items(), key=lambda item: item[0]):
            pair = one.wants if one.begins == "queue" else (of, *one.wants, *one.channel)
            if owner == system and (one.begins not in OWN or pair not in seen) and self._can_be(system, of, one):
                seen.add(pair)
                yield from [(name, one)] if of == service else []

    def _order(self, queue: str) -> dict[str, str]:
        return {"order": "fifo"} if self.ordered and queue.endswith((QUEUES[1], JOBS)) else {}

    def _functions(self, system: str, service: str) -> set[str]:
        return {name for one, other, name in self.code if (one, other) == (system, service)}

    def _can_be(self, system: str, service: str, wish: Wish) -> bool:
        if (system, service) not in self.services or not self._has(system, service, wish.channel):
            return False
        if wish.begins in OWN:
            return self._is_there(system, wish.wants) and self._leads_on(system, wish)
        if wish.begins != "event":
            return wish.begins == "aws" or (system, service) in self.hours
        event = self.events.get(wish.wants)
        if event is None or (wish.wants[0], event.service) not in self.services:
            return False
        return wish.wants[0] == system or not event.private

    def _has(self, system: str, service: str, channel: Channel) -> bool:
        """Whether a service has a channel that a rule can deliver to, or a topic, a queue or a stream."""
        kind, name = channel
        if kind == "function":
            return name in self._functions(system, service)
        if kind == "workflow":
            return (system, service) in self.flows
        return kind == "log" or name in _queues(service) or name in {f"{service}-{one}" for one in OWN.get(kind, ())}

    def _is_there(self, system: str, channel: Channel) -> bool:
        """Whether a service of the system has what others may subscribe or send to."""
        owner, _, name = channel[1].partition("-")
        return (system, owner) in self.services and name in OWN.get(channel[0], ())

    def _leads_on(self, system: str, wish: Wish) -> bool:
        """Whether AWS brings what is on a channel to another one."""
        if wish.begins == "bus":
            return wish.channel[0] != "bus" and self._is_fed(system, wish.wants)
        in_order = wish.wants[1].endswith(LINE)
        if wish.begins == "topic" and wish.channel[0] == "queue":
            return in_order or not self._order(wish.channel[1])
        return wish.channel[0] == "function" and not in_order

    def _is_fed(self, system: str, bus: Channel) -> bool:
        """Whether a subscription delivers to a further bus, or functions send there."""
        sending = ((of, self.sends.get((system, of))) for of in SERVICES if (system, of) in self.services)
        if any(sent == bus and self._functions(system, of) for of, sent in sending):
            return True
        feeding = ((of, one) for (owner, of, _), one in self.wishes.items() if (owner, one.channel) == (system, bus))
        return any(self._can_be(system, of, one) for of, one in feeding if one.begins not in OWN)


def _queues(service: str) -> tuple[str, ...]:
    return (*QUEUES, f"{service}-{JOBS}")


def _flow(service: str, flow: Flow) -> dict[str, str]:
    return {"definition": f"flows/{service}.json", "type": "express" if flow.express else "standard"}


def _subscription(wish: Wish, hour: object) -> dict[str, Any]:
    kind, name = wish.channel
    wants = (wish.wants[0], SCHEDULES[hour]) if wish.begins == "schedule" and isinstance(hour, int) else wish.wants
    wanted = {"event": "/".join(wish.wants)} if wish.begins == "event" else {wants[0]: wants[1]}
    past = {"buffer": "none"} if wish.begins == "event" and kind == "function" and not wish.buffered else {}
    said: dict[str, Any] = {**wanted, "deliver_to": {kind: name} | past}
    said |= {} if wish.begins in ("topic", "queue") else {"retry": {"for": f"{wish.retry}h"}}
    said |= {"where": _where(wish)} if wish.total and wish.begins not in ("queue", "schedule") else {}
    return said if wish.kept or wish.begins == "queue" else {**said, "dead_letters": "none"}


def _where(wish: Wish) -> dict[str, Any]:
    """Of an event over its data, of what an AWS service sends over its detail, of anything else over the whole."""
    where: dict[str, Any] = {"total": [wish.total]}
    if wish.begins == "event":
        return where
    return {"data": where} if wish.begins == "aws" else {"detail": {"data": where}}
