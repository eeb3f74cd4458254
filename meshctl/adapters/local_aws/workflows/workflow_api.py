"""Step Functions' API where moto's differs: definitions are checked, workflows have a type and run. Changes moto's classes."""

from typing import Any

from moto.core.exceptions import AWSError
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.stepfunctions.exceptions import InvalidArn, StateMachineDoesNotExist
from moto.stepfunctions.models import StepFunctionBackend, stepfunctions_backends
from moto.stepfunctions.responses import StepFunctionResponse

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import service_may
from meshctl.adapters.local_aws.identities import find_role
from meshctl.adapters.local_aws.journal import marks_of_text
from meshctl.adapters.local_aws.workflows.definitions import faults_of
from meshctl.adapters.local_aws.workflows.executions import Executions

SERVICE = "states.amazonaws.com"
STANDARD, EXPRESS = "STANDARD", "EXPRESS"


class InvalidDefinition(AWSError):  # type: ignore[misc]  # moto is not typed
    """Step Functions' answer to a definition that it does not take."""

    TYPE = "InvalidDefinition"


class StateMachineAlreadyExists(AWSError):  # type: ignore[misc]  # moto is not typed
    """Its answer to a name that another workflow has."""

    TYPE = "StateMachineAlreadyExists"


class StateMachineTypeNotSupported(AWSError):  # type: ignore[misc]  # moto is not typed
    """Its answer to a question that only workflows of the other type answer."""

    TYPE = "StateMachineTypeNotSupported"

    def __init__(self) -> None:
        super().__init__("This operation is not supported by this type of state machine")


class RoleAccessDenied(AWSError):  # type: ignore[misc]  # moto is not typed
    """Its answer to a role that does not let it in."""

    TYPE = "AccessDeniedException"

    def __init__(self) -> None:
        super().__init__(
            "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume "
            "the provided role."
        )


def install(executions: Executions) -> None:
    """Have workflows made and run as Step Functions does, in this process and for good."""
    answers = StepFunctionResponse
    answers.create_state_machine = _create(answers.create_state_machine)
    answers.update_state_machine = _update(answers.update_state_machine)
    answers.validate_state_machine_definition = _validate
    answers.list_state_machine_versions = _list_versions
    answers.list_executions = _list_executions(answers.list_executions)
    answers.describe_execution = _describe_execution
    answers.start_sync_execution = _start_sync(executions)
    answers.stop_execution = _stop
    StepFunctionBackend.start_execution = _start(executions)
    StepFunctionBackend.get_execution_history = _history
    StepFunctionBackend._validate_execution_arn = _validate_execution_arn(StepFunctionBackend._validate_execution_arn)


def find_workflow(arn: Arn) -> Any | None:
    """Give moto's workflow, also by the ARN of a version, or nothing."""
    try:
        return stepfunctions_backends[arn.account][arn.region].describe_state_machine(arn.text)
    except (StateMachineDoesNotExist, InvalidArn):
        return None


def _create(stock: Any) -> Any:
    def create_state_machine(response: Any) -> Any:
        kind = response._get_param("type") or STANDARD
        _check_definition(response._get_param("definition") or "", kind)
        name, role = response._get_param("name") or "", response._get_param("roleArn") or ""
        arn = f"arn:aws:states:{response.region}:{response.current_account}:stateMachine:{name}"
        _check_role(role, arn)
        there = find_workflow(Arn.parse(arn))
        if there and (there.definition, there.type) != (response._get_param("definition"), kind):
            raise StateMachineAlreadyExists(f"State Machine Already Exists: '{arn}'")
        answer = stock(response)
        made: Any = find_workflow(Arn.parse(arn))
        made.type = made.sm_type = kind
        return answer

    return create_state_machine


def _update(stock: Any) -> Any:
    def update_state_machine(response: Any) -> Any:
        arn, role = response._get_param("stateMachineArn"), response._get_param("roleArn")
        definition = response._get_param("definition")
        if definition is not None:
            _check_definition(definition, response.stepfunction_backend.describe_state_machine(arn).type)
        if role:
            _check_role(role, arn)
        return stock(response)

    return update_state_machine


def _check_definition(definition: str, kind: str) -> None:
    for fault in faults_of(definition, kind):
        raise InvalidDefinition(fault.refusal)


def _check_role(role_arn: str, workflow: str) -> None:
    """A role has to be there and to let Step Functions in for this workflow; moto judges the form of the ARN."""
    if not StepFunctionBackend.accepted_role_arn_format.match(role_arn):
        return
    role = find_role(role_arn)
    context = {"aws:SourceArn": [workflow], "aws:SourceAccount": [Arn.parse(workflow).account]}
    if role is None or not service_may(SERVICE, "sts:AssumeRole", role_arn, role.trust, context).allowed:
        raise RoleAccessDenied


def _validate(response: Any) -> ActionResult:
    faults = faults_of(response._get_param("definition") or "", response._get_param("type") or STANDARD)
    diagnostics = [fault.diagnostic for fault in faults]
    return ActionResult({"result": "FAIL" if faults else "OK", "diagnostics": diagnostics, "truncated": False})


def _list_versions(response: Any) -> ActionResult:
    workflow = response.stepfunction_backend.describe_state_machine(response._get_param("stateMachineArn"))
    versions = sorted(workflow.versions.values(), key=lambda one: -one.version)
    told = [{"stateMachineVersionArn": one.arn, "creationDate": one.creation_date} for one in versions]
    return ActionResult({"stateMachineVersions": told})


def _start(executions: Executions) -> Any:
    def start_execution(backend: Any, arn: str, name: str | None, text: str) -> Any:
        if name:
            backend._validate_name(name)
        return executions.start(backend.describe_state_machine(arn), name, text, marks_of_text(text))

    return start_execution


def _start_sync(executions: Executions) -> Any:
    def start_sync_execution(response: Any) -> ActionResult:
        workflow = response.stepfunction_backend.describe_state_machine(response._get_param("stateMachineArn"))
        if workflow.type != EXPRESS:
            raise StateMachineTypeNotSupported
        text = response._get_param("input", if_none="{}")
        execution = executions.run(workflow, response._get_param("name"), text, marks_of_text(text))
        billed = {"billedDurationInMilliseconds": 100, "billedMemoryUsedInMB": 64}
        return ActionResult({**execution.to_describe_output(), "billingDetails": billed})

    return start_sync_execution


def _stop(response: Any) -> ActionResult:
    execution, at = response.stepfunction_backend.describe_execution(response._get_param("executionArn")), utcnow()
    execution.stop(stop_date=at, error=response._get_param("error"), cause=response._get_param("cause"))
    return ActionResult({"stopDate": at})


def _describe_execution(response: Any) -> ActionResult:
    execution = response.stepfunction_backend.describe_execution(response._get_param("executionArn"))
    return ActionResult(execution.to_describe_output())


def _list_executions(stock: Any) -> Any:
    def list_executions(response: Any) -> Any:
        arn = response._get_param("stateMachineArn")
        if response.stepfunction_backend.describe_state_machine(arn).type == EXPRESS:
            raise StateMachineTypeNotSupported
        return stock(response)

    return list_executions


def _history(backend: Any, execution_arn: str) -> Any:
    return backend.describe_execution(execution_arn).to_history_output()


def _validate_execution_arn(stock: Any) -> Any:
    def validate(backend: Any, arn: str) -> None:
        if ":express:" in arn:
            raise InvalidArn("Invalid Arn: 'Resource type not valid in this context: express'")
        stock(backend, arn)

    return validate
