"""Step Functions' refusals that moto does not have, in AWS's words."""

import json
from collections.abc import Sequence

from moto.core.exceptions import AWSError
from moto.stepfunctions.exceptions import InvalidToken

from meshctl.adapters.local_aws.json_reading.faults import find_fault
from meshctl.adapters.local_aws.json_reading.sources import shown


class InvalidDefinition(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of a definition that it does not take."""

    TYPE = "InvalidDefinition"


class InvalidWorkflowLog(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of a place for logs that there is not exactly once."""

    TYPE = "InvalidLoggingConfiguration"

    def __init__(self, reason: str) -> None:
        super().__init__(f"Invalid Logging Configuration: {reason}")


class InvalidWorkflowToken(InvalidToken):  # type: ignore[misc]  # moto is not typed
    """Of a token that nobody was given, of a page or of a task."""

    def __init__(self) -> None:
        super().__init__("'Invalid token'")


class InvalidOutput(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of what a task is said to give, and is no JSON. The code is AWS's, the sentence is made like that of an input."""

    TYPE = "InvalidOutput"

    def __init__(self, fault: str) -> None:
        super().__init__(f"Invalid Output: '{fault or 'Invalid output.'}'")


class TaskTimedOut(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of a token whose task does not wait any more."""

    TYPE = "TaskTimedOut"

    def __init__(self) -> None:
        super().__init__("Task Timed Out: 'Provided task does not exist anymore'")


class StateMachineAlreadyExists(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of a name that another workflow has."""

    TYPE = "StateMachineAlreadyExists"


class StateMachineTypeNotSupported(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of a question that only workflows of the other type answer."""

    TYPE = "StateMachineTypeNotSupported"

    def __init__(self) -> None:
        super().__init__("This operation is not supported by this type of state machine")


class RoleAccessDenied(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of a role that does not let it in."""

    TYPE = "AccessDeniedException"

    def __init__(self) -> None:
        super().__init__(
            "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume "
            "the provided role."
        )


class LogAccessDenied(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of a role that may not write where the workflow is to be logged."""

    TYPE = "AccessDeniedException"

    def __init__(self) -> None:
        super().__init__("The state machine IAM Role is not authorized to access the Log Destination")


class MissingRequiredParameter(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of an update that changes nothing."""

    TYPE = "MissingRequiredParameter"

    def __init__(self) -> None:
        super().__init__(
            "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified"
        )


class RevisionConflict(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of a revision that is not the current one any more."""

    TYPE = "ConflictException"

    def __init__(self, wanted: str, current: str | None) -> None:
        super().__init__(
            f"Failed to publish the State Machine version for revision {wanted}. "
            f"The current State Machine revision is {current}."
        )


class WorkflowAliasConflict(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of an alias that is there with other routes, or another description."""

    TYPE = "ConflictException"

    def __init__(self) -> None:
        super().__init__(
            "Failed to create alias because an alias with the same name and a different routing configuration already exists."
        )


class WorkflowVersionInUse(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of a version that may not go, because aliases name it."""

    TYPE = "ConflictException"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            "Version to be deleted must not be referenced by an alias. "
            f"Current list of aliases referencing this version: [{', '.join(names)}]"
        )


class NoSuchReference(AWSError):  # type: ignore[misc]  # moto is not typed
    """Of an alias, or of what it is to name, that is not there."""

    TYPE = "ResourceNotFound"

    def __init__(self) -> None:
        super().__init__("Request references a resource that does not exist.")


def fault_of_json(text: str) -> str | None:
    """Say what is wrong with a text that is no JSON, nothing at all where that is not known; `None` where it is JSON."""
    try:
        json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        fault = find_fault(text, shown(text))
        return fault.words if fault else ""
    return None


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
