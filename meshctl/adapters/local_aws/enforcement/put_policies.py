"""Policies that are put: one that is not evaluated here is refused at once, so that nobody meets a silent denial."""

from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.iam.exceptions import MalformedPolicyDocument
from moto.kinesis.exceptions import InvalidArgumentError
from moto.logs.exceptions import InvalidParameterException
from moto.sns.exceptions import SNSException
from moto.sqs.exceptions import SQSException

from meshctl.iam import PolicyNotUnderstood, read_policy

IAM_DOCUMENTS = ("PolicyDocument", "AssumeRolePolicyDocument")
NOT_HERE = "The embedded AWS does not evaluate it"


def check_queue_policy(response: Any) -> None:
    """Raise SQS's refusal of a queue's policy."""
    attributes = response._get_param("Attributes") or {}
    if problem := _problem(attributes.get("Policy"), "the queue's policy"):
        raise SQSException("InvalidAttributeValue", f"Invalid value for the parameter Policy. {problem}")


def check_topic_policy(response: Any) -> None:
    """Raise SNS's refusal of a topic's policy."""
    named = response._get_param("AttributeName") == "Policy" and response._get_action() == "SetTopicAttributes"
    attributes = {} if response._get_action() != "CreateTopic" else response._get_param("Attributes") or {}
    text = response._get_param("AttributeValue") if named else attributes.get("Policy")
    if problem := _problem(text, "the topic's policy"):
        raise SNSException("InvalidParameter", f"Invalid parameter: Policy Error: {problem}")


def check_iam_policy(response: Any) -> None:
    """Raise IAM's refusal of a role's policy, of its trust, or of a managed policy."""
    for name in IAM_DOCUMENTS:
        if problem := _problem(response._get_param(name), f"the {name}"):
            raise MalformedPolicyDocument(problem)


def check_bus_policy(response: Any) -> None:
    """Raise EventBridge's refusal of a bus's policy."""
    if response._get_action() == "PutPermission" and (
        problem := _problem(response._get_param("Policy"), "the bus's policy")
    ):
        raise JsonRESTError("ValidationException", problem)


def check_log_policy(response: Any) -> None:
    """Raise CloudWatch Logs' refusal of a policy over log groups."""
    if problem := _problem(response._get_param("policyDocument"), "the policy of log groups"):
        raise InvalidParameterException(problem)


def check_stream_policy(response: Any) -> None:
    """Raise Kinesis' refusal of a stream's policy."""
    if response._get_action() == "PutResourcePolicy" and (
        problem := _problem(response._get_param("Policy"), "the stream's policy")
    ):
        raise InvalidArgumentError(problem)


def check_table_policy(response: Any) -> None:
    """Raise DynamoDB's refusal of a table's policy."""
    if response._get_action() == "PutResourcePolicy" and (
        problem := _problem(response._get_param("Policy"), "the table's policy")
    ):
        raise JsonRESTError("ValidationException", problem)


def _problem(text: Any, name: str) -> str | None:
    try:
        read_policy(text, name)
    except PolicyNotUnderstood as problem:
        return f"{NOT_HERE}: {problem}."
    return None
