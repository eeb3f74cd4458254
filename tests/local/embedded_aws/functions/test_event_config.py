"""What a function is told of events that nobody waits for, kept and refused in Lambda's words."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from ..accounts import REGION, Account

pytestmark = pytest.mark.local

PASS = "def handle(event, context): pass"
NONE: dict[str, Any] = {"OnSuccess": {}, "OnFailure": {}}


def test_a_change_keeps_what_it_does_not_name_and_a_new_one_keeps_nothing(orders: Account) -> None:
    arn, functions = orders.function(PASS), orders.functions
    put = functions.put_function_event_invoke_config(FunctionName=arn, MaximumRetryAttempts=1)
    assert (put["FunctionArn"], put["DestinationConfig"]) == (f"{arn}:$LATEST", NONE)
    functions.update_function_event_invoke_config(FunctionName=arn, MaximumEventAgeInSeconds=60)
    kept = functions.get_function_event_invoke_config(FunctionName=arn)
    assert (kept["MaximumRetryAttempts"], kept["MaximumEventAgeInSeconds"]) == (1, 60)
    functions.put_function_event_invoke_config(FunctionName=arn, MaximumRetryAttempts=0)
    kept = functions.list_function_event_invoke_configs(FunctionName=arn)["FunctionEventInvokeConfigs"][0]
    assert kept["MaximumRetryAttempts"] == 0
    assert "MaximumEventAgeInSeconds" not in kept
    functions.delete_function_event_invoke_config(FunctionName=arn)
    with pytest.raises(ClientError, match="doesn't have an EventInvokeConfig"):
        functions.get_function_event_invoke_config(FunctionName=arn)


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({}, "You must specify at least one of error handling or destination setting."),
        ({"FunctionName": "nobody", "MaximumRetryAttempts": 1}, "The function doesn't exist."),
        (
            {"DestinationConfig": {"OnSuccess": {"Destination": "itself"}}},
            "You can't specify the function as a destination",
        ),
        (
            {
                "DestinationConfig": {
                    "OnFailure": {"Destination": f"arn:aws:lambda:{REGION}:222222222222:function:nobody"}
                }
            },
            f"The destination ARN arn:aws:lambda:{REGION}:222222222222:function:nobody is invalid.",
        ),
        (
            {"DestinationConfig": {"OnFailure": {"Destination": f"arn:aws:iam:{REGION}:222222222222:role/x"}}},
            "The provided destination config DestinationConfig(onSuccess=null, onFailure=OnFailure(destination=arn:aws:iam:",
        ),
    ],
)
def test_what_cannot_be_told_is_refused(orders: Account, spec: dict[str, Any], message: str) -> None:
    arn = orders.function(PASS)
    for way in spec.get("DestinationConfig", {}).values():
        if way["Destination"] == "itself":
            way["Destination"] = arn
    with pytest.raises(ClientError) as refusal:
        orders.functions.put_function_event_invoke_config(**{"FunctionName": arn} | spec)
    assert message in refusal.value.response["Error"]["Message"]
