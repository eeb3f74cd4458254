"""CloudWatch Logs answers as it was recorded on AWS."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import REGION, Account

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
    assert (found["logGroupClass"], "storedBytes" in found) == ("STANDARD", False)
    (found,) = logs.describe_log_groups(logGroupNamePrefix=f"b/{orders.prefix}/b")["logGroups"]
    assert (found["storedBytes"], found["deletionProtectionEnabled"]) == (0, False)
    told = "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."
    both = {"logGroupNamePrefix": "a", "logGroupNamePattern": "b"}
    assert refused(logs.describe_log_groups, **both) == ("InvalidParameterException", told)


def test_groups_are_listed_by_what_they_are(orders: Account) -> None:
    logs = orders.client("logs")
    logs.create_log_group(logGroupName=orders.prefix)
    arn = f"arn:aws:logs:{REGION}:{orders.number}:log-group:{orders.prefix}"
    told = {"logGroupName": orders.prefix, "logGroupArn": arn, "logGroupClass": "STANDARD"}
    assert logs.list_log_groups(logGroupNamePattern=orders.prefix)["logGroups"] == [told]


@pytest.mark.parametrize("call", ["list_log_groups", "describe_log_groups"])
def test_groups_that_are_searched_for_come_in_pages(orders: Account, call: str) -> None:
    logs, pattern = orders.client("logs"), orders.prefix
    names = [f"{pattern}{number}" for number in range(51)]
    for name in names:
        logs.create_log_group(logGroupName=name)
    search = getattr(logs, call)
    pages = [search(logGroupNamePattern=pattern, limit=20)]
    while token := pages[-1].get("nextToken"):
        pages.append(search(logGroupNamePattern=pattern, limit=20, nextToken=token))
    assert [len(page["logGroups"]) for page in pages] == [20, 20, 11]
    assert sorted(one["logGroupName"] for page in pages for one in page["logGroups"]) == sorted(names)
    assert len(search(logGroupNamePattern=pattern)["logGroups"]) == 50
    code, _ = refused(search, logGroupNamePattern=pattern, nextToken="nobody's")
    assert code == "InvalidParameterException"


def test_a_name_is_too_long_and_a_group_is_named_once(orders: Account) -> None:
    logs, long = orders.client("logs"), "a" * 513
    told = (
        "InvalidParameterException",
        ("Invalid LogGroup or LogStream, both must have length less than or equal to 512."),
    )
    assert refused(logs.create_log_group, logGroupName=long) == told
    assert refused(logs.create_log_stream, logGroupName="a", logStreamName=long) == told
    twice = "LogGroup name and LogGroup ARN are mutually exclusive parameters."
    both = {"logGroupName": orders.prefix, "logGroupIdentifier": orders.prefix}
    assert refused(logs.describe_log_streams, **both) == ("ValidationException", twice)


def test_a_resource_policy_is_told_shortened_and_missed(orders: Account) -> None:
    logs = orders.client("logs")
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": ["a.amazonaws.com"]},
        "Action": ["logs:*"],
        "Resource": "*",
    }
    logs.put_resource_policy(policyName=orders.prefix, policyDocument=json.dumps({"Statement": [statement]}))
    (kept,) = [
        one for one in logs.describe_resource_policies()["resourcePolicies"] if one["policyName"] == orders.prefix
    ]
    shortened = statement | {"Principal": {"Service": "a.amazonaws.com"}, "Action": "logs:*"}
    assert json.loads(kept["policyDocument"]) == {"Version": "2008-10-17", "Statement": [shortened]}
    logs.delete_resource_policy(policyName=orders.prefix)
    told = f"Policy with name [{orders.prefix}] does not exist."
    assert refused(logs.delete_resource_policy, policyName=orders.prefix) == ("ResourceNotFoundException", told)
