"""Where Lambda puts what it has to tell of an event, and the dead letters of functions: always as the function's own role."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from moto.core.utils import unix_time, utcnow
from moto.s3.models import s3_backends
from moto.sns.exceptions import SNSException

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may
from meshctl.adapters.local_aws.event_bridge import messages
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable, no_permissions, no_resource
from meshctl.adapters.local_aws.event_bridge.resources import find_function, find_queue, policy_of
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.invocation_records import InvocationRecord
from meshctl.adapters.local_aws.identities import PARTITION, Caller, find_role
from meshctl.adapters.local_aws.journal import Marks
from meshctl.adapters.local_aws.topics.message_attributes import read_attributes
from meshctl.adapters.local_aws.topics.publishing import TopicMessage, message_from
from meshctl.adapters.local_aws.topics.subscriptions import find_topic

Entry = Mapping[str, Any]
Attributes = Mapping[str, str | int]
FIND: dict[str, Callable[[Arn], Any | None]] = {"sqs": find_queue, "sns": find_topic}
ACTIONS = {"sqs": "sqs:SendMessage", "sns": "sns:Publish"}
UNHANDLED = 200
"""What ErrorCode says of a function that was run and failed."""
TOLD_LETTERS = 1024


@dataclass(frozen=True)
class Destinations:
    """Queues, functions by `invoke`, buses by `put`, and topics by `publish`."""

    invoke: Callable[[Any, str, Marks], None]
    put: Callable[[Sequence[Entry], Caller, str], list[dict[str, str]]]
    publish: Callable[[Any, TopicMessage], object]

    def send(self, record: InvocationRecord, destination: str, marks: Marks) -> None:
        """Tell a destination; `Undeliverable` says why not."""
        arn, told = Arn.parse(destination), record.told(unix_time())
        if arn.service == "events":
            self._put(record, arn, told)
        elif arn.service == "lambda":
            self._invoke(record.function, arn, json.dumps(told), marks)
        else:
            self._leave(record.function, arn, json.dumps(told), marks, {}, record.request.trace)

    def keep(self, record: InvocationRecord, dead_letters: str, marks: Marks) -> None:
        """Put the event itself into the function's dead letters; `Undeliverable` says why not."""
        message = record.outcome.error_message if record.outcome else ""
        attributes: dict[str, str | int] = {
            "RequestID": record.request.id,
            "ErrorCode": UNHANDLED,
            "ErrorMessage": message[:TOLD_LETTERS] or record.condition,
        }
        event, trace = record.request.event.decode(), record.request.trace
        self._leave(record.function, Arn.parse(dead_letters), event, marks, attributes, trace)

    def hand_over(self, function: RunnableFunction, destination: str, told: str, marks: Marks) -> None:
        """Tell a destination what a mapping gave up; `Undeliverable` says why not."""
        self._leave(function, Arn.parse(destination), told, marks, {})

    def keep_object(self, function: RunnableFunction, bucket: str, key: str, told: str) -> None:
        """Put what a mapping gave up into a bucket of the function's account; `Undeliverable` says why not."""
        arn, buckets = Arn.parse(bucket), s3_backends[function.account][PARTITION]
        if arn.resource not in buckets.buckets:
            raise no_resource(bucket)
        _check(function, "s3:PutObject", Arn.parse(f"{bucket}/{key}"), None)
        buckets.put_object(arn.resource, key, told.encode())

    def _invoke(self, function: RunnableFunction, arn: Arn, told: str, marks: Marks) -> None:
        found = find_function(arn)
        if found is None:
            raise no_resource(arn.text)
        _check(function, "lambda:InvokeFunction", arn, policy_of(found))
        self.invoke(found, told, marks)

    def _put(self, record: InvocationRecord, arn: Arn, told: dict[str, Any]) -> None:
        function = record.function
        entry = {
            "EventBusName": arn.text,
            "Source": "lambda",
            "DetailType": f"Lambda Function Invocation Result - {'Success' if record.succeeded else 'Failure'}",
            "Detail": json.dumps(told),
            "Resources": [arn.text, function.qualified_arn],
        }
        caller = Caller(function.account, function.role_arn, find_role(function.role_arn))
        (result,) = self.put([entry], caller, function.region)
        if "ErrorCode" in result:
            raise Undeliverable(result["ErrorCode"], result["ErrorMessage"])

    def _leave(
        self, function: RunnableFunction, arn: Arn, body: str, marks: Marks, attributes: Attributes, trace: str = ""
    ) -> None:
        """Put a message into a queue, or publish it on a topic."""
        resource = FIND[arn.service](arn) if arn.service in FIND else None
        if resource is None:
            raise no_resource(arn.text)
        _check(function, ACTIONS[arn.service], arn, policy_of(resource))
        if arn.service == "sqs":
            messages.send(arn, body, marks, attributes, trace=trace, sender=_sender(function))
        else:
            self._publish(resource, body, marks, attributes)

    def _publish(self, topic: Any, body: str, marks: Marks, attributes: Attributes) -> None:
        told = {name: messages.attribute(value) for name, value in attributes.items()}
        try:
            self.publish(topic, replace(message_from(body, marks), attributes=read_attributes(told)))
        except SNSException as refusal:
            raise Undeliverable("INVALID_PARAMETER", refusal.message) from refusal


def _sender(function: RunnableFunction) -> str:
    """Who has sent a message: the function's role, in a session that Lambda names anew for each."""
    role = find_role(function.role_arn)
    number, at = secrets.randbelow(1000), f"{utcnow():%Y%m%d%H%M%S%f}"[:-3]
    return f"{role.id if role else ''}:awslambda_{number}_{at}"


def _check(function: RunnableFunction, action: str, arn: Arn, policy: Any) -> None:
    role = find_role(function.role_arn)
    if role is None or not identity_may(role, action, arn.text, policy).allowed:
        raise no_permissions(f"{function.role_arn} may not call {action} on {arn.text}")
