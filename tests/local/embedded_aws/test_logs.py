"""CloudWatch Logs answers as it was recorded on AWS."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import Account

pytestmark = pytest.mark.local


def refused(call: Any, **arguments: Any) -> tuple[str, str]:
    """The refusal's code and sentence."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def test_a_group_and_a_stream_are_told_apart(orders: Account) -> None:
    logs = orders.client("logs")
    place = {"logGroupName": orders.prefix, "logStreamName": "one"}
    missing, twice = "ResourceNotFoundException", "ResourceAlreadyExistsException"
    assert refused(logs.create_log_stream, **place) == (missing, "The specified log group does not exist.")
    logs.create_log_group(logGroupName=orders.prefix)
    assert refused(logs.get_log_events, **place) == (missing, "The specified log stream does not exist.")
    logs.create_log_stream(**place)
    assert refused(logs.create_log_stream, **place) == (twice, "The specified log stream already exists")


def test_groups_are_found_by_a_part_of_their_names(orders: Account) -> None:
    logs = orders.client("logs")
    for name in ("a", "b"):
        logs.create_log_group(logGroupName=f"{name}/{orders.prefix}/{name}")
    (found,) = logs.describe_log_groups(logGroupNamePattern=f"{orders.prefix}/b")["logGroups"]
    assert (found["logGroupClass"], found["deletionProtectionEnabled"]) == ("STANDARD", False)
    told = "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."
    both = {"logGroupNamePrefix": "a", "logGroupNamePattern": "b"}
    assert refused(logs.describe_log_groups, **both) == ("InvalidParameterException", told)
