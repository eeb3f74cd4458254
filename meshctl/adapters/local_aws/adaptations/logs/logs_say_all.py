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
from moto.logs.models import LogGroup, LogResourcePolicy, LogsBackend
from moto.logs.responses import LogsResponse

from meshctl.adapters.local_aws.requests.paging import NoSuchPage, page_of

OF_GROUPS = {"logGroupClass": "STANDARD", "deletionProtectionEnabled": False}
OF_POLICIES = {"policyScope": "ACCOUNT"}
CALLS_ON_STREAMS = ("create_log_stream", "delete_log_stream", "get_log_events")
NOT_OF_A_SEARCH = ("storedBytes", "deletionProtectionEnabled")
"""What is not told of groups that were searched for by a pattern."""
MOST_GROUPS = 50
"""Where a call does not say how many."""
LISTED = ("logGroupName", "logGroupArn", "logGroupClass")
NAMED_TWICE = "LogGroup name and LogGroup ARN are mutually exclusive parameters."
EXCLUSIVE = "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."


def install() -> None:
    """Have groups, policies and what is wrong with a stream told so, and groups found by a part of their names."""
    LogGroup.to_describe_dict = _with(LogGroup.to_describe_dict, OF_GROUPS)
    LogResourcePolicy.describe = _with(LogResourcePolicy.describe, OF_POLICIES)
    for call in CALLS_ON_STREAMS:
        setattr(LogGroup, call, _about_a_stream(getattr(LogGroup, call)))
    LogsResponse.describe_log_groups = _describe_groups(LogsResponse.describe_log_groups)
    LogsResponse.describe_log_streams = _describe_streams(LogsResponse.describe_log_streams)
    LogsResponse.list_log_groups = _list_groups
    LogsBackend.delete_resource_policy = _delete_policy


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
        return _page(response, [_without(NOT_OF_A_SEARCH, one) for one in _named_like(response, pattern)])

    return describe_log_groups


def _list_groups(response: Any) -> str:
    """The groups that are named like a pattern, or all, and of each no more than what it is."""
    found = _named_like(response, response._get_param("logGroupNamePattern") or "")
    return _page(response, [{name: one[name] for name in LISTED} for one in found])


def _named_like(response: Any, pattern: str) -> list[dict[str, Any]]:
    return [one.to_describe_dict() for one in list(response.logs_backend.groups.values()) if pattern in one.name]


def _page(response: Any, told: list[dict[str, Any]]) -> str:
    try:
        page, following = page_of(told, response._get_param("limit") or MOST_GROUPS, response._get_param("nextToken"))
    except NoSuchPage:
        raise InvalidParameterException("The specified nextToken is invalid.") from None
    return json.dumps({"logGroups": page} | ({"nextToken": following} if following else {}))


def _without(names: tuple[str, ...], told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in names}


def _describe_streams(stock: Any) -> Any:
    def describe_log_streams(response: Any) -> Any:
        if response._get_param("logGroupName") and response._get_param("logGroupIdentifier"):
            raise JsonRESTError("ValidationException", NAMED_TWICE)
        return stock(response)

    return describe_log_streams


def _delete_policy(backend: Any, policy_name: str) -> None:
    if backend.resource_policies.pop(policy_name, None) is None:
        raise ResourceNotFoundException(f"Policy with name [{policy_name}] does not exist.")
