"""Events of Step Functions: the default bus of an account hears that an execution of a standard workflow has begun, or ended.

Only a bus with rules hears it, for the sake of the journal. Recorded on AWS.
https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from moto.events.models import events_backends

from meshctl.adapters.local_aws.event_bridge.events import BusEvent, event_of
from meshctl.adapters.local_aws.workflows.execution_facts import redrives_of, workflow_of

TOLD = ("executionArn", "name", "input", "inputDetails", "output", "outputDetails", "error", "cause")
"""What an event tells of an execution as DescribeExecution does; null where nothing is to be said."""
OFTEN_NULL = ("stopDate", "stateMachineVersionArn", "stateMachineAliasArn", "redriveDate", "redriveStatusReason")


def tell_status(execution: Any, status: str, receive: Callable[[BusEvent], None]) -> None:
    """Have the default bus receive what has become of an execution."""
    account, region = execution.account_id, execution.region_name
    if not events_backends[account][region].event_buses["default"].rules:
        return
    entry = {
        "Source": "aws.states",
        "DetailType": "Step Functions Execution Status Change",
        "Resources": [execution.exec_arn],
        "Detail": json.dumps(_detail(execution, status)),
    }
    receive(event_of(entry, account, region))


def _detail(execution: Any, status: str) -> dict[str, Any]:
    described = execution.to_describe_output()
    dates = {"startDate": _milliseconds(execution.start_date)}
    dates |= {"stopDate": _milliseconds(execution.stop_date)} if execution.stop_date else {}
    told = {**{name: described.get(name) for name in TOLD}, "status": status, **dates}
    return {**dict.fromkeys(OFTEN_NULL), **told, **workflow_of(execution), **redrives_of(status)}


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
