"""The buses, queues, streams and functions that moto keeps, found by their ARN. Changes nothing."""

from typing import Any

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.utils import get_backend
from moto.events.models import events_backends
from moto.kinesis.models import kinesis_backends
from moto.sqs.models import sqs_backends

from meshctl.adapters.local_aws.arns import Arn


def find_queue(arn: Arn) -> Any | None:
    """Give moto's queue, or nothing."""
    return sqs_backends[arn.account][arn.region].queues.get(arn.resource)


def find_bus(arn: Arn) -> Any | None:
    """Give moto's bus, or nothing."""
    return events_backends[arn.account][arn.region].event_buses.get(arn.name)


def find_stream(arn: Arn) -> Any | None:
    """Give moto's stream, or nothing."""
    return kinesis_backends[arn.account][arn.region].streams.get(arn.name)


def policy_of_stream(arn: Arn) -> Any | None:
    """Give the resource policy of a stream, which moto keeps beside it."""
    return kinesis_backends[arn.account][arn.region].resource_policies.get(arn.text)


def find_function(arn: Arn) -> Any | None:
    """Give moto's function, with or without a version or an alias in the ARN, or nothing."""
    _, name, *qualifier = arn.resource.split(":")
    try:
        return get_backend(arn.account, arn.region).get_function(name, qualifier[0] if qualifier else None)
    except UnknownFunctionException:
        return None


def policy_of(resource: Any) -> Any | None:
    """Give the resource policy of a bus, a queue or a function, as a policy document or its text."""
    if hasattr(resource, "function_arn"):
        return {"Version": "2012-10-17", "Statement": resource.policy.statements}
    return resource.policy
