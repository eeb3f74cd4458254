"""Small catalogues: their services, events, functions, subscriptions and workflows, and the mesh that each makes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from json import dumps
from typing import Any

import yaml

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.passes.generations import Generation
from meshctl.passes.pinned_events import PinnedEvent
from meshctl.plan.stacks import stacks
from meshctl.topology.lowering.build_topology import lower
from tests.support.generations import generation_of

SYSTEMS, SERVICES, EVENTS = ("orders", "payments"), ("checkout", "tracker"), ("Placed", "Paid")
FUNCTIONS, QUEUES, SUBSCRIPTIONS = ("work", "help"), ("inbox", "letters"), ("first", "second")
OF_AWS = ("aws", "uploads")
TOTALS = (5, 6)
LOG = "audit"
TOPIC = "news"
"""What each service has a topic called, after itself."""
BROKER = "broker"
"""What each service has a further bus called, after itself."""
WORKED_OFF = ("checkout", "jobs")
"""The service with a queue that functions of its system read, and that queue."""
FLOW = ("workflow", "flow")
"""The workflow of each service that has one."""


@dataclass(frozen=True)
class Published:
    """An event of a system: the service that publishes it, its version, whether it is private."""

    service: str
    version: int
    private: bool


@dataclass(frozen=True)
class Wish:
    """A subscription: whose event (or an AWS service's), to which channel, past a buffer or not, with which filter, whether dead
    letters are kept; or to the topic (`topic`) or the further bus (`broker`) of which service of the same system, whatever else is drawn."""

    event: tuple[str, str]
    channel: tuple[str, str]
    buffered: bool
    total: int | None
    retry: int
    kept: bool = True
    topic: str = ""
    broker: str = ""


@dataclass(frozen=True)
class Flow:
    """A workflow: the functions of its service that it calls, its type, and for how many hours an execution may run."""

    calls: tuple[str, ...]
    express: bool
    hours: int

    def definition(self, functions: Collection[str]) -> str:
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
    subscriptions by service and name; by system the function, with its service, that reads the queue for that; whether the queue `letters`
    keeps an order; by system and service its workflow. What does not fit together is left out when it is written."""

    accounts: Mapping[str, str]
    services: frozenset[tuple[str, str]]
    events: Mapping[tuple[str, str], Published]
    code: Mapping[tuple[str, str, str], int]
    wishes: Mapping[tuple[str, str, str], Wish]
    keep: int
    readers: Mapping[str, tuple[str, str]] | None = None
    ordered: bool = False
    flows: Mapping[tuple[str, str], Flow] = field(default_factory=dict)

    def generation(self) -> Generation:
        """All stacks of the stage dev."""
        contents = {path: text.encode() for path, text in self._files().items()}
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

    def _files(self) -> dict[str, str]:
        stage = {"accounts": dict(self.accounts), "deploy_role": "MeshDeploy", "state": {"bucket": "mesh-dev"}}
        files = {"mesh.yaml": yaml.safe_dump({"mesh": "shop", "region": "eu-west-1", "stages": {"dev": stage}})}
        for system in {system for system, _ in self.services}:
            files[f"{system}/system.yaml"] = yaml.safe_dump({"system": system, "owner": {"team": system}})
        for system, service in self.services:
            files[f"{system}/{service}.yaml"] = yaml.safe_dump(self._service(system, service))
            if (system, service) in self.flows:
                functions = self._functions(system, service)
                files[f"{system}/flows/{service}.json"] = self.flows[system, service].definition(functions)
        return files

    def _service(self, system: str, service: str) -> dict[str, Any]:
        functions, flow = self._functions(system, service), self.flows.get((system, service))
        said = {
            "service": service,
            "publishes": {
                name: {"version": one.version, "visibility": "private" if one.private else "public"}
                for (owner, name), one in self.events.items()
                if (owner, one.service) == (system, service)
            },
            "functions": {name: {"source": "code", "handler": "handler.handle"} for name in functions},
            "queues": {name: {"keep": f"{self.keep}d", **self._order(name)} for name in self._queues(service)},
            "topics": {f"{service}-{TOPIC}": {}},
            "workflows": {FLOW[1]: _flow(service, flow)} if flow else {},
            "logs": {LOG: {}},
            "buses": {f"{service}-{BROKER}": {}},
            "aws": {OF_AWS[1]: {"source": "aws.s3", "types": ["Object Created"]}},
            "subscribes": {
                name: _subscription(service, one)
                for (owner, of, name), one in self.wishes.items()
                if (owner, of) == (system, service)
                and self._can_be(system, functions, self._queues(service), one)
                and (one.channel != FLOW or flow)
            }
            | self._reading(system, service, functions),
        }
        return {key: value for key, value in said.items() if value}

    def _order(self, queue: str) -> dict[str, str]:
        return {"order": "fifo"} if self.ordered and queue == QUEUES[1] else {}

    def _functions(self, system: str, service: str) -> set[str]:
        return {name for one, other, name in self.code if (one, other) == (system, service)}

    def _queues(self, service: str) -> tuple[str, ...]:
        owner, queue = WORKED_OFF
        return (*QUEUES, queue) if service == owner and self.readers is not None else QUEUES

    def _reading(self, system: str, service: str, functions: set[str]) -> dict[str, Any]:
        reader, function = (self.readers or {}).get(system, ("", ""))
        owner, queue = WORKED_OFF
        if (reader, function in functions, (system, owner) in self.services) != (service, True, True):
            return {}
        return {f"to-{function}": {"queue": queue, "deliver_to": {"function": function}}}

    def _can_be(self, system: str, functions: set[str], queues: Collection[str], wish: Wish) -> bool:
        if wish.channel == FLOW and wish.topic:
            return False
        if wish.topic:
            heard = (wish.channel[0] == "queue" and wish.channel[1] in queues and not self._order(wish.channel[1])) or (
                wish.channel[0] == "function" and wish.channel[1] in functions
            )
            return heard and (system, wish.topic) in self.services
        if wish.broker:
            return self._is_fed(system, wish.broker) and self._is_there(wish.channel, functions, queues)
        event = self.events.get(wish.event)
        if wish.event == OF_AWS:
            return wish.channel[0] in ("queue", "topic", "log", "bus", "workflow") or wish.channel[1] in functions
        if event is None or (wish.event[0], event.service) not in self.services:
            return False
        visible = wish.event[0] == system or not event.private
        return visible and self._is_there(wish.channel, functions, queues)

    def _is_there(self, channel: tuple[str, str], functions: Collection[str], queues: Collection[str]) -> bool:
        kind, name = channel
        return kind in ("topic", "log", "bus", "workflow") or name in (functions if kind == "function" else queues)

    def _is_fed(self, system: str, service: str) -> bool:
        """Whether a subscription delivers to the further bus of a service."""
        return (
            any(
                self._can_be(system, set(), (), one)
                for (owner, of, _), one in self.wishes.items()
                if (owner, of, one.channel[0]) == (system, service, "bus") and not one.broker and not one.topic
            )
            and (system, service) in self.services
        )


def _flow(service: str, flow: Flow) -> dict[str, str]:
    return {"definition": f"flows/{service}.json", "type": "express" if flow.express else "standard"}


def _subscription(service: str, wish: Wish) -> dict[str, Any]:
    kind, name = wish.channel
    if wish.topic:
        said: dict[str, Any] = {"topic": f"{wish.topic}-{TOPIC}", "deliver_to": {kind: name}}
        return said if wish.kept else {**said, "dead_letters": "none"}
    channel = {kind: f"{service}-{name}" if kind in ("topic", "bus") else name} | (
        {} if wish.buffered else {"buffer": "none"}
    )
    wanted = {OF_AWS[0]: OF_AWS[1]} if wish.event == OF_AWS else {"event": "/".join(wish.event)}
    said = wanted | {"deliver_to": channel, "retry": {"for": f"{wish.retry}h"}}
    where: dict[str, Any] = {"total": [wish.total]}
    if wish.broker:
        said, where = said | {"bus": f"{wish.broker}-{BROKER}"}, {"detail": {"data": where}}
        del said[next(iter(wanted))]
        said["deliver_to"].pop("buffer", None)
    elif wish.event == OF_AWS:
        where = {"data": where}
    said |= {"where": where} if wish.total else {}
    return said if wish.kept else {**said, "dead_letters": "none"}
