"""What is known of an execution besides what it did: of what it is one, and whether it can be tried again. Reads moto's executions."""

from typing import Any

REDRIVABLE = ("FAILED", "ABORTED", "TIMED_OUT")


def source_of(workflow: Any) -> Any:
    """Give the workflow that a version is of; any other is its own."""
    return getattr(workflow, "source", workflow)


def workflow_of(execution: Any) -> dict[str, str]:
    """Tell an execution by its workflow, always, by the version that it ran, and by the alias that it was started by."""
    workflow = execution.state_machine
    told = {"stateMachineArn": source_of(workflow).arn}
    told |= {"stateMachineVersionArn": workflow.arn} if hasattr(workflow, "source") else {}
    return told | ({"stateMachineAliasArn": workflow.alias.arn} if hasattr(workflow, "alias") else {})


def redrives_of(status: str) -> dict[str, Any]:
    """Tell whether an execution with that status could be redriven; none ever is, here."""
    if status in REDRIVABLE:
        return {"redriveCount": 0, "redriveStatus": "REDRIVABLE"}
    reason = f"Execution is {status} and cannot be redriven"
    return {"redriveCount": 0, "redriveStatus": "NOT_REDRIVABLE", "redriveStatusReason": reason}
