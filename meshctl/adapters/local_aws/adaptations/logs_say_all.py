"""CloudWatch Logs tells all fields of groups and policies, and says whether a group or a stream is there; moto says a group always."""

import json
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.logs.exceptions import (
    InvalidParameterException,
    LogsClientError,
    ResourceAlreadyExistsException,
    ResourceNotFoundException,
)
from moto.logs.models import LogGroup, LogResourcePolicy
from moto.logs.responses import LogsResponse

OF_GROUPS = {"logGroupClass": "STANDARD", "deletionProtectionEnabled": False}
OF_POLICIES = {"policyScope": "ACCOUNT"}
CALLS_ON_STREAMS = ("create_log_stream", "delete_log_stream", "get_log_events")
EXCLUSIVE = "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."


def install() -> None:
    """Have groups, policies and what is wrong with a stream told so, and groups found by a part of their names."""
    LogGroup.to_describe_dict = _with(LogGroup.to_describe_dict, OF_GROUPS)
    LogResourcePolicy.describe = _with(LogResourcePolicy.describe, OF_POLICIES)
    for call in CALLS_ON_STREAMS:
        setattr(LogGroup, call, _about_a_stream(getattr(LogGroup, call)))
    LogsResponse.describe_log_groups = _describe_groups(LogsResponse.describe_log_groups)


def _with(stock: Any, more: dict[str, Any]) -> Any:
    return lambda described: {**stock(described), **more}


def _about_a_stream(stock: Any) -> Any:
    def called(group: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return stock(group, *args, **kwargs)
        except (ResourceNotFoundException, ResourceAlreadyExistsException) as refusal:
            raise _told_of_a_stream(refusal) from None

    return called


def _told_of_a_stream(refusal: LogsClientError) -> LogsClientError:
    JsonRESTError.__init__(refusal, refusal.error_type, refusal.message.replace("log group", "log stream"))
    return refusal


def _describe_groups(stock: Any) -> Any:
    def describe_log_groups(response: Any) -> str:
        prefix, pattern = response._get_param("logGroupNamePrefix"), response._get_param("logGroupNamePattern")
        if prefix and pattern:
            raise InvalidParameterException(EXCLUSIVE)
        answer = str(stock(response))
        if not pattern:
            return answer
        groups = list(response.logs_backend.groups.values())
        return json.dumps({"logGroups": [one.to_describe_dict() for one in groups if pattern in one.name]})

    return describe_log_groups
