"""Who received what, by the journal of the embedded AWS and at the ends of the ways; foretold first by `meshctl trace`."""

import json
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from meshctl.adapters.local_aws.journal import read
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.sources import Link
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.lowering.keys import is_hop, subscription_of_route
from meshctl.topology.lowering.mappings import is_mapped
from meshctl.topology.names import Names
from meshctl.topology.parts.stages import Topology
from tests.support.running import in_process

from ..mesh.running_mesh import STAGE, RunningMesh, wait_for
from .messages import Message

QUIET = 2.0
"""Seconds without a line after which nothing more is to come."""
Line = Mapping[str, Any]
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Sent:
    """A message by its id in the journal, and its deliveries as they were foretold."""

    message: Message
    id: str
    foretold: tuple[Mapping[str, Any], ...]

    @property
    def receivers(self) -> set[str]:
        """The subscriptions that are to get it."""
        return {one["subscription"] for one in self.foretold}


@dataclass(frozen=True, eq=False)
class Arrivals:
    """What arrives in a running mesh."""

    running: RunningMesh
    mesh: Mesh
    _seen: set[str] = field(default_factory=set)

    def send(self, message: Message, file: Path) -> Sent:
        """Foretell what becomes of a message, then send it."""
        foretold = self.foretold(message.said, file)
        if isinstance(message.of, Event):
            sent = self.publish(self.mesh.reference_to(message.of), message.data)
        else:
            sent = self._ask("send", "--aws", message.of.source.removeprefix("aws."), str(file))["envelope_id"]
        return Sent(message, str(sent), tuple(foretold))

    def foretold(self, said: Mapping[str, Any], file: Path) -> list[Mapping[str, Any]]:
        """The deliveries of an event as EventBridge has it."""
        file.write_text(json.dumps(said))
        deliveries: list[Mapping[str, Any]] = self._ask("trace", str(file))["foresight"]["deliveries"]
        return deliveries

    def publish(self, event: str, data: Mapping[str, Any]) -> str:
        """Publish an event as its owner; gives its id."""
        return str(self._ask("send", event, "--unchecked", "--data", json.dumps(data))["event_id"])

    def _ask(self, *arguments: str) -> Any:
        done = in_process(*arguments, "--stage", STAGE, "--catalogue", str(self.running.catalogue), "--format", "json")
        assert done.code == 0, done.err
        return json.loads(done.out)

    def journal(self) -> list[Line]:
        """All lines of the embedded AWS."""
        return [*read(self.running.catalogue / ".meshctl" / "local")]

    @property
    def scheduled(self) -> set[str]:
        """The subscriptions that get something when it is time, and from nobody else."""
        return {
            one.key for one in self.mesh.subscriptions if isinstance(one.wants, Link) and one.wants.kind == "schedule"
        }

    def lines(self, sent: Iterable[Sent]) -> dict[str, list[Line]]:
        """Those of the journal about each message, by its id."""
        return self.lines_of(one.id for one in sent)

    def lines_of(self, ids: Iterable[str]) -> dict[str, list[Line]]:
        """The same of messages that are known by their ids alone."""
        found: dict[str, list[Line]] = {one: [] for one in ids}
        for line in self.journal():
            for key in {line.get("event_id"), line.get("id")} & found.keys():
                found[str(key)].append(line)
        return found

    def settled(self, sent: Iterable[Sent]) -> dict[str, list[Line]]:
        """The same, as soon as all has come that was foretold and nothing more is coming."""
        expected = [*sent]
        wait_for(lambda: not self._missing(expected), lambda: str(self._missing(expected)))
        counts = [0]

        def quiet() -> bool:
            time.sleep(QUIET)
            counts.append(sum(map(len, self.lines(expected).values())))
            return counts[-1] == counts[-2]

        wait_for(quiet, lambda: "there is always something more")
        return self.lines(expected)

    def _missing(self, sent: Iterable[Sent]) -> dict[str, set[str]]:
        lines = self.lines(sent)
        lacking = {one.id: one.receivers - self.receivers(lines[one.id]) for one in sent}
        return {key: missing for key, missing in lacking.items() if missing}

    def receivers(self, lines: Iterable[Line]) -> set[str]:
        """The subscriptions that got a message, by the lines about it; where a function is the end, those for which it ran."""
        came = {self._ways[key] for key in map(_way, lines) if key in self._ways}
        ran = {line["function"] for line in lines if line["kind"] == "invoked"}
        read = {key for key, function in self._read.items() if function in ran}
        return read | {key for key in came if self._functions.get(key, "") in (ran | {""})}

    def handled(self, lines: Iterable[Line]) -> set[str]:
        """The ARNs of the functions that handled it."""
        return {line["function"] for line in lines if line["kind"] == "invoked" and line["outcome"] == "handled"}

    @contextmanager
    def functions_down(self, named: str = "") -> Iterator[None]:
        """As long as this holds, Lambda runs no function whose name holds this."""
        down = [(client, name) for client, name in self._named_functions if named in name]
        for client, name in down:
            client.put_function_concurrency(FunctionName=name, ReservedConcurrentExecutions=0)
        try:
            yield
        finally:
            for client, name in down:
                client.delete_function_concurrency(FunctionName=name)

    @cached_property
    def _named_functions(self) -> list[tuple[Any, str]]:
        return [
            (client, one.name)
            for system in self.topology.systems
            for client in [self.running.aws("lambda", system.account)]
            for one in system.functions.values()
        ]

    def kept(self) -> set[str]:
        """The ids of all that lies in dead letters, and the queues that tell of records of a stream, which Lambda only counts.

        What is seen once stays seen.
        """
        for system in self.topology.systems:
            own = {one.queue.name for one in system.queues.values()} | {
                one.queue.name for one in system.buffers.values()
            }
            for queue in self.running.queues(system.account) - own:
                for body in bodies(self.running, system.account, queue):
                    self._seen.update([queue] if "KinesisBatchInfo" in body else _ID.findall(body))
        return self._seen

    def drain(self) -> None:
        """Take everything out of all queues, so that others find none of it there."""
        for system in self.topology.systems:
            for queue in self.running.queues(system.account):
                _ = [*bodies(self.running, system.account, queue)]

    @cached_property
    def topology(self) -> Topology:
        """What stands on the embedded AWS."""
        return lower(self.mesh, self.mesh.stages[0])

    @cached_property
    def _ways(self) -> dict[tuple[str, ...], str]:
        """The subscription by the rule that brings it something, or by its topic and what it leads to; a hop brings none anything."""
        routes = self.topology.routes.items()
        found: dict[tuple[str, ...], str] = {
            (one.rule.arn,): subscription_of_route(key) for key, one in routes if not is_hop(key)
        }
        for system in self.topology.systems:
            found |= {
                (one.rule.arn,): f"{system.name}/{subscription_of_route(key)}" for key, one in system.routes.items()
            }
            for each in system.topic_subscriptions.values():
                found[each.topic_arn, each.endpoint_arn] = f"{system.name}/{each.name}"
        return found

    @cached_property
    def _functions(self) -> dict[str, str]:
        """By subscription, the ARN of the function that it leads to."""
        names = Names.of(self.mesh, self.mesh.stages[0])
        return {
            one.key: names.function(one.system, one.service, one.delivery.channel).arn
            for one in self.mesh.subscriptions
            if one.delivery.kind == "function"
        }

    @cached_property
    def _read(self) -> dict[str, str]:
        """The same of what Lambda reads for it."""
        return {one.key: self._functions[one.key] for one in self.mesh.subscriptions if is_mapped(one)}


def _way(line: Line) -> tuple[str, ...]:
    if line["kind"] != "delivered":
        return ()
    return (line["topic"], line["target"]) if "topic" in line else (line["rule"],)


def queue_of(topology: Topology, subscription: str, channel: str) -> tuple[str, str]:
    """The account and the name of the queue that a subscription leads to."""
    system, service, _ = subscription.split("/")
    part = next(one for one in topology.systems if one.name == system)
    name = channel.removeprefix("queue ")
    found = next(one for key, one in part.queues.items() if key.removesuffix(".fifo") == f"{service}/{name}")
    return part.account, found.queue.name


def log_of(topology: Topology, subscription: str, channel: str) -> tuple[str, str]:
    """The account and the name of the log group that a subscription leads to."""
    system, service, _ = subscription.split("/")
    part = next(one for one in topology.systems if one.name == system)
    return part.account, part.logs[f"{service}/{channel.removeprefix('log ')}"].name


def written(running: RunningMesh, account: str, group: str) -> list[str]:
    """All that lies in a log group."""
    pages = running.aws("logs", account).get_paginator("filter_log_events").paginate(logGroupName=group)
    return [event["message"] for page in pages for event in page["events"]]


def bodies(running: RunningMesh, account: str, queue: str) -> Iterator[str]:
    """All that lies in a queue, which is deleted."""
    sqs = running.aws("sqs", account)
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        for message in found:
            yield message["Body"]
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
