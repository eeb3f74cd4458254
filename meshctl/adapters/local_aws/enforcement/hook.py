"""The one place before moto's calls where a call is refused. Changes moto's classes.

A call that goes through is answered by the account that has the resource; moto looks into the caller's account only.
"""

from collections.abc import Callable
from typing import Any

from moto.awslambda.responses import LambdaResponse
from moto.core.exceptions import ServiceException
from moto.core.responses import ActionResult
from moto.events.responses import EventsHandler
from moto.iam.responses import IamResponse
from moto.kinesis.responses import KinesisResponse
from moto.logs.responses import LogsResponse
from moto.sns.responses import SNSResponse
from moto.sqs.responses import SQSResponse
from moto.stepfunctions.responses import StepFunctionResponse
from werkzeug.exceptions import HTTPException

from meshctl.adapters.local_aws.enforcement.function_calls import authorize_function_call, check_function_name
from meshctl.adapters.local_aws.enforcement.put_packages import check_package
from meshctl.adapters.local_aws.enforcement.put_policies import (
    check_bus_policy,
    check_iam_policy,
    check_log_policy,
    check_queue_policy,
    check_stream_policy,
    check_topic_policy,
)
from meshctl.adapters.local_aws.enforcement.queue_calls import authorize_queue_call
from meshctl.adapters.local_aws.enforcement.stream_calls import authorize_stream_call
from meshctl.adapters.local_aws.enforcement.topic_calls import authorize_topic_call
from meshctl.adapters.local_aws.enforcement.workflow_calls import authorize_workflow_call
from meshctl.adapters.local_aws.queues.queue_checks import check_queue_call

Check = Callable[[Any], None]
"""Raises moto's exception where moto's response is not to be made."""

CHECKS: tuple[tuple[type[Any], tuple[Check, ...]], ...] = (
    (SQSResponse, (authorize_queue_call, check_queue_policy, check_queue_call)),
    (LambdaResponse, (check_function_name, authorize_function_call, check_package)),
    (SNSResponse, (authorize_topic_call, check_topic_policy)),
    (IamResponse, (check_iam_policy,)),
    (EventsHandler, (check_bus_policy,)),
    (LogsResponse, (check_log_policy,)),
    (StepFunctionResponse, (authorize_workflow_call,)),
    (KinesisResponse, (authorize_stream_call, check_stream_policy)),
)


def install() -> None:
    """Have calls checked before moto answers them, in this process and for good."""
    for response, checks in CHECKS:
        response.call_action = checked(response.call_action, checks)


def checked(stock: Any, checks: tuple[Check, ...]) -> Any:
    """Moto's way to answer a call, behind the checks."""

    def call_action(response: Any) -> Any:
        try:
            for check in checks:
                check(response)
        except ServiceException as refusal:
            status, headers, body = response.serialized(ActionResult(refusal))
            return getattr(refusal, "status", status), *response._enrich_response(headers, body)
        except HTTPException as refusal:
            headers = {**response.response_headers, **dict(refusal.get_headers())}
            return refusal.code, *response._enrich_response(headers, refusal.get_body())
        return stock(response)

    return call_action
