"""Runs one function of the catalogue in this process, as Lambda would, and keeps what it publishes and sends.

Loads the team's own code, and changes this process's environment for as long as that code runs.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

from meshctl.contracts.validation.data_faults import data_faults
from meshctl.errors import NotFound
from meshctl.model.channels import Function
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.testkit.arrivals import EVENT_ID, EventArrival, arrivals_at
from meshctl.testkit.aws_out_of_reach import AwsOutOfReach
from meshctl.testkit.function_code import FunctionCode
from meshctl.testkit.function_context import FunctionContext
from meshctl.testkit.wrappings import ACCOUNT, Payload
from meshctl.topology.lowering.build_topology import lower

Handler = Callable[[Payload, object], Any]


class EventNotHandled(AssertionError):
    """The function has failed on an event that it got."""


class EventNotValid(AssertionError):
    """The function has published an event that its schema does not allow, or that the catalogue does not know."""


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """What a function has published: `OrderPlaced`, its version, its data, and the meta that meshkit has written."""

    name: str
    version: int
    data: Mapping[str, Any]
    meta: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SentMessage:
    """What a function has sent to a queue, a topic or a stream: its ARN, what was written, and the group."""

    arn: str
    message: Any
    group: str | None


@dataclass(slots=True)
class FunctionTrial:
    """A function under test; `arrivals` are examples of all that it receives, `published` and `sent` what it has let go so far."""

    service: Service
    code: FunctionCode
    handler: Handler
    context: FunctionContext
    arrivals: tuple[EventArrival, ...]
    schemas: Mapping[str, Any]
    published: list[PublishedEvent] = field(default_factory=list)
    sent: list[SentMessage] = field(default_factory=list)
    received: int = 0
    store: Any = None
    aws: AwsOutOfReach | None = None

    def receive(self, subscription: str, **changes: Any) -> list[PublishedEvent]:
        """Hands over an example of what the subscription brings, with these fields of its data, and gives what was published.

        Each time it is another event; the same one comes twice by `handle`, with the same payload.
        Raises AwsNotReached where the function asks AWS, EventNotHandled where it fails, EventNotValid for what it should not
        have published, `NotFound` for another subscription, and ValueError for fields that the schema does not allow.
        """
        self.received += 1
        return self.handle(self.arrival(subscription).payload(changes, f"{EVENT_ID[:-12]}{self.received:012x}"))

    def handle(self, payload: Payload) -> list[PublishedEvent]:
        """Hands over just this, likewise."""
        before = len(self.published)
        try:
            with self._running():
                answer = self.handler(payload, self.context)
                json.dumps(answer, default=_as_lambda_writes)
        except (Exception, SystemExit) as error:
            self._refuse_asked()
            raise EventNotHandled(f"the function failed with {type(error).__name__}: {error}") from error
        self._refuse_asked()
        if isinstance(answer, Mapping) and answer.get("batchItemFailures"):
            raise EventNotHandled("the function failed; what it has logged on stderr says with what")
        self._refuse_invalid(self.published[before:])
        return self.published[before:]

    def arrival(self, subscription: str) -> EventArrival:
        """The example that the subscription brings; of several, the first."""
        for one in self.arrivals:
            if one.subscription == subscription:
                return one
        known = {one.subscription for one in self.arrivals}
        raise NotFound(
            subscription, f'the function gets nothing by "{subscription}"', did_you_mean(subscription, known)
        )

    def put_events(self, **request: Any) -> dict[str, Any]:
        """Takes what the function publishes, in the place of EventBridge."""
        for entry in request["Entries"]:
            name, _, version = entry["DetailType"].rpartition(".v")
            detail = json.loads(entry["Detail"])
            self.published.append(PublishedEvent(name, int(version), detail["data"], detail["meta"]))
        return {"FailedEntryCount": 0, "Entries": [{"EventId": "taken"} for _ in request["Entries"]]}

    def send(self, arn: str, text: str, group: str | None) -> str:
        """Takes what the function sends, in the place of queues, topics and streams."""
        self.sent.append(SentMessage(arn, json.loads(text), group))
        return f"message-{len(self.sent)}"

    def _refuse_asked(self) -> None:
        if self.aws:
            self.aws.refuse_asked()

    def _refuse_invalid(self, published: list[PublishedEvent]) -> None:
        for one in published:
            schema = self.schemas.get(f"{one.name}.v{one.version}")
            if schema is not None and (faults := data_faults(schema, one.data)):
                raise EventNotValid(f"{one.name}.v{one.version} is not as its schema says: {'; '.join(faults)}")

    @contextmanager
    def _running(self) -> Iterator[None]:
        from meshkit import MemoryStore, publishing_through, sending_through  # noqa: PLC0415  once sys.path has it

        self.store = self.store or MemoryStore()
        with self.code.running(), publishing_through(self), sending_through(self), _remembering_in(self.store):
            yield


@contextmanager
def _remembering_in(store: Any) -> Iterator[None]:
    """Within the block, what a function was handed is remembered there, in the place of its table."""
    from meshkit import DynamoStore  # noqa: PLC0415  once sys.path has it

    with patch.multiple(
        DynamoStore,
        begin=lambda _, key, seconds: store.begin(key, seconds),
        finish=lambda _, key: store.finish(key),
        give_up=lambda _, key: store.give_up(key),
    ):
        yield


def _as_lambda_writes(value: object) -> float:
    """Of what JSON has no word for, Lambda writes Decimals alone; with an answer of anything else the function has failed."""
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"it answered with something of the type {type(value).__name__}, which Lambda cannot write as JSON")


def try_function(
    mesh: Mesh, catalogue: Path, key: str, *, own: Mapping[str, str] | None = None, reaches_aws: bool = False
) -> FunctionTrial:
    """The function `payments/capture/capture` of the catalogue in this directory, loaded. Raises `NotFound`, and what its code raises.

    Unless it `reaches_aws`, it has no keys among the `own` variables of who runs the tests; if not said otherwise, all are these.
    """
    service, function = _function(mesh, key)
    context, environment = _told_by_lambda(mesh, service, function)
    aws = None if reaches_aws else AwsOutOfReach(os.environ if own is None else own)
    code = FunctionCode(catalogue / function.source, environment, aws or nullcontext)
    schemas = {one.detail_type: mesh.schemas[one.schema].data for one in service.events if one.schema in mesh.schemas}
    return FunctionTrial(
        service=service,
        code=code,
        handler=code.handler(function.handler),
        context=context,
        arrivals=tuple(arrivals_at(mesh, service.key, function.name)),
        schemas=schemas,
        aws=aws,
    )


def _function(mesh: Mesh, key: str) -> tuple[Service, Function]:
    functions = {f"{service.key}/{one.name}": (service, one) for service in mesh.services for one in service.functions}
    if key not in functions:
        raise NotFound(key, f'there is no function "{key}"', did_you_mean(key, functions))
    return functions[key]


def _told_by_lambda(mesh: Mesh, service: Service, function: Function) -> tuple[FunctionContext, dict[str, str]]:
    """The context and the environment: that of the first stage, as Terraform writes it, and what Lambda adds that code asks for.

    What is published is judged here, and not by the validator that only a package has.
    """
    systems = {one.name: one for one in lower(mesh, mesh.stages[0]).systems}
    part = systems[service.system].functions[f"{service.name}/{function.name}"]
    told = {name: value for name, value in part.environment.items() if name != "MESH_VALIDATES"}
    arn = f"arn:aws:lambda:{mesh.region}:{ACCOUNT}:function:{part.name}"
    context = FunctionContext(part.name, arn, str(function.memory_mb), function.timeout_seconds)
    return context, {
        **told,
        "AWS_REGION": mesh.region,
        "AWS_DEFAULT_REGION": mesh.region,
        "AWS_LAMBDA_FUNCTION_NAME": part.name,
        "AWS_LAMBDA_FUNCTION_VERSION": context.function_version,
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": context.memory_limit_in_mb,
        "AWS_LAMBDA_LOG_GROUP_NAME": context.log_group_name,
        "AWS_LAMBDA_LOG_STREAM_NAME": context.log_stream_name,
    }
