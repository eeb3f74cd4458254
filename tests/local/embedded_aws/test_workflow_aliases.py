"""Aliases of workflows: names under which versions are started."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import Account, allow
from .test_workflows import ANY, DONE, HOUR, ended, workflow

pytestmark = pytest.mark.local


def versions(account: Account) -> tuple[str, str, str]:
    """A workflow and two versions of it; the first one is done at once."""
    states, arn = account.client("stepfunctions"), workflow(account, DONE)
    first = states.publish_state_machine_version(stateMachineArn=arn)["stateMachineVersionArn"]
    second = states.update_state_machine(stateMachineArn=arn, definition=json.dumps(HOUR), publish=True)
    return arn, first, second["stateMachineVersionArn"]


def routes(**weights: int) -> list[dict[str, Any]]:
    return [{"stateMachineVersionArn": arn, "weight": weight} for arn, weight in weights.items()]


def test_an_alias_starts_the_version_that_it_names(orders: Account) -> None:
    states, (arn, first, second) = orders.client("stepfunctions"), versions(orders)
    asked = {"name": "live", "routingConfiguration": routes(**{first: 100, second: 0})}
    alias = states.create_state_machine_alias(**asked)["stateMachineAliasArn"]
    assert alias == f"{arn}:live" == states.create_state_machine_alias(**asked)["stateMachineAliasArn"]
    states.start_execution(stateMachineArn=alias)
    told = ended(orders, arn)
    assert (told["stateMachineArn"], told["stateMachineVersionArn"], told["stateMachineAliasArn"]) == (
        arn,
        first,
        alias,
    )
    assert json.loads(told["output"]) == {"a": 1}
    states.update_state_machine_alias(stateMachineAliasArn=alias, routingConfiguration=routes(**{second: 100}))
    states.start_execution(stateMachineArn=alias)
    assert {one.get("stateMachineVersionArn") for one in states.list_executions(stateMachineArn=arn)["executions"]} == {
        first,
        second,
    }
    other = states.create_state_machine_alias(name="other", routingConfiguration=routes(**{first: 100}))
    for named, count in {alias: 2, other["stateMachineAliasArn"]: 0, first: 1, second: 1}.items():
        assert len(states.list_executions(stateMachineArn=named)["executions"]) == count
    with pytest.raises(ClientError, match=f"State Machine Does Not Exist: '{arn}:nobody'"):
        states.list_executions(stateMachineArn=f"{arn}:nobody")


def test_an_event_begins_what_an_alias_names(orders: Account) -> None:
    arn, first, _ = versions(orders)
    made = orders.client("stepfunctions").create_state_machine_alias(
        name="live", routingConfiguration=routes(**{first: 100})
    )
    alias = made["stateMachineAliasArn"]
    named = {"StringEquals": {"states:StateMachineQualifier": "live"}}
    role = orders.role("delivery", "events.amazonaws.com", allow("states:StartExecution", arn, Condition=named))
    orders.rule(bus := orders.bus(), ANY, Arn=alias, RoleArn=role)
    orders.publish(bus)
    assert ended(orders, arn)["stateMachineVersionArn"] == first


def test_a_version_that_an_alias_names_stays(orders: Account) -> None:
    states, (arn, first, second) = orders.client("stepfunctions"), versions(orders)
    states.create_state_machine_alias(name="live", routingConfiguration=routes(**{first: 100}))
    with pytest.raises(ClientError, match=r"list of aliases referencing this version: \[live\]"):
        states.delete_state_machine_version(stateMachineVersionArn=first)
    assert states.list_state_machine_aliases(stateMachineArn=second)["stateMachineAliases"] == []
    for _ in range(2):  # what is gone is deleted as well
        states.delete_state_machine_alias(stateMachineAliasArn=f"{arn}:live")
    states.delete_state_machine_version(stateMachineVersionArn=first)
    with pytest.raises(ClientError, match="Request references a resource that does not exist"):
        states.describe_state_machine_alias(stateMachineAliasArn=f"{arn}:live")


def test_a_version_has_no_tags_of_its_own(orders: Account) -> None:
    states, (arn, first, _) = orders.client("stepfunctions"), versions(orders)
    states.tag_resource(resourceArn=arn, tags=[{"key": "a", "value": "b"}])
    with pytest.raises(ClientError, match=f"Resource not found: '{first}'"):
        states.tag_resource(resourceArn=first, tags=[{"key": "a", "value": "b"}])
    assert states.list_tags_for_resource(resourceArn=arn)["tags"] == [{"key": "a", "value": "b"}]


def test_routes_that_an_alias_cannot_have_are_refused(orders: Account) -> None:
    states, (arn, first, second) = orders.client("stepfunctions"), versions(orders)
    one, half = routes(**{first: 100}), routes(**{first: 50})
    states.create_state_machine_alias(name="live", routingConfiguration=one)
    refused = {
        "must contain state machine version ARNs": routes(**{arn: 100}),
        "must contain distinct state machine version ARNs": half * 2,
        r"weights must equal 100. Received: \[70, 31\]": routes(**{first: 70, second: 31}),
        "references a resource that does not exist": routes(**{f"{arn}:9": 100}),
        "with the same name and a different routing configuration": routes(**{second: 100}),
    }
    for words, asked in refused.items():
        with pytest.raises(ClientError, match=words):
            states.create_state_machine_alias(name="live", routingConfiguration=asked)
