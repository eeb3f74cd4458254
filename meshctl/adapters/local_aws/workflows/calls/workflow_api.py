"""Step Functions' calls on workflows: definitions, types, roles and revisions. Changes moto's classes."""

import json
import uuid
from typing import Any

from moto.core.responses import ActionResult
from moto.stepfunctions.exceptions import InvalidArn, StateMachineDoesNotExist, ValidationException
from moto.stepfunctions.models import StepFunctionBackend, stepfunctions_backends
from moto.stepfunctions.responses import StepFunctionResponse

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may, role_letting_in
from meshctl.adapters.local_aws.event_bridge.targets.log_groups import find_log_group
from meshctl.adapters.local_aws.identities import find_role
from meshctl.adapters.local_aws.workflows.calls.paging import page
from meshctl.adapters.local_aws.workflows.definitions import faults_of, refusal_of
from meshctl.adapters.local_aws.workflows.refusals import (
    InvalidDefinition,
    InvalidWorkflowLog,
    LogAccessDenied,
    MissingRequiredParameter,
    RoleAccessDenied,
    StateMachineAlreadyExists,
)
from meshctl.adapters.local_aws.workflows.variable_references import variable_references

SERVICE = "states.amazonaws.com"
STANDARD, EXPRESS = "STANDARD", "EXPRESS"
NOT_LOGGED = {"level": "OFF", "includeExecutionData": False}
UPDATES = ("definition", "roleArn", "loggingConfiguration", "tracingConfiguration", "encryptionConfiguration")


def install() -> None:
    """Have workflows made and told as Step Functions does, in this process and for good."""
    answers = StepFunctionResponse
    answers.create_state_machine = _create(answers.create_state_machine)
    answers.update_state_machine = _update
    answers.validate_state_machine_definition = _validate
    answers._describe_state_machine = _describe
    answers.list_state_machines = _list
    StepFunctionBackend._validate_arn = _validate_arn(StepFunctionBackend._validate_arn)


def find_workflow(arn: Arn) -> Any | None:
    """Give moto's workflow, also by the ARN of a version, or nothing."""
    try:
        return stepfunctions_backends[arn.account][arn.region].describe_state_machine(arn.text)
    except (StateMachineDoesNotExist, InvalidArn):
        return None


def told_of(workflow: Any) -> dict[str, Any]:
    """What is answered of a workflow, of a version, and of either as an execution had it."""
    told = {
        "name": workflow.name,
        "definition": workflow.definition,
        "roleArn": workflow.roleArn,
        "loggingConfiguration": NOT_LOGGED | workflow.loggingConfiguration,
        "tracingConfiguration": workflow.tracingConfiguration,
    }
    revision = getattr(workflow, "revision_id", None)
    read = variable_references(json.loads(workflow.definition))
    return told | ({"revisionId": revision} if revision else {}) | ({"variableReferences": read} if read else {})


def _create(stock: Any) -> Any:
    def create_state_machine(response: Any) -> Any:
        kind, definition = response._get_param("type") or STANDARD, response._get_param("definition") or ""
        _check_definition(definition, kind)
        name, role = response._get_param("name") or "", response._get_param("roleArn") or ""
        arn = f"arn:aws:states:{response.region}:{response.current_account}:stateMachine:{name}"
        _check_role(role, arn)
        _check_log(role, response._get_param("loggingConfiguration"))
        there = find_workflow(Arn.parse(arn))
        if there and (there.definition, there.type) != (definition, kind):
            raise StateMachineAlreadyExists(f"State Machine Already Exists: '{arn}'")
        answer = stock(response)
        made: Any = find_workflow(Arn.parse(arn))
        for one in (made, *made.versions.values()):
            one.type = one.sm_type = kind
        return answer

    return create_state_machine


def _update(response: Any) -> ActionResult:
    wanted = {name: response._get_param(name) for name in UPDATES}
    publish, description = response._get_param("publish"), response._get_param("versionDescription")
    if not publish and all(value is None for value in wanted.values()):
        raise MissingRequiredParameter
    if description and not publish:
        raise ValidationException("Version description can only be set when publish is true")
    arn = response._get_param("stateMachineArn")
    workflow = response.stepfunction_backend.describe_state_machine(arn)
    if hasattr(workflow, "source"):  # a version stays what it is
        raise StateMachineDoesNotExist(f"State Machine Does Not Exist: '{arn}'")
    if wanted["definition"] is not None:
        _check_definition(wanted["definition"], workflow.type)
    if wanted["roleArn"]:
        _check_role(wanted["roleArn"], arn)
    _check_log(wanted["roleArn"] or workflow.roleArn, wanted["loggingConfiguration"])
    if any(value is not None and getattr(workflow, name) != value for name, value in wanted.items()):
        workflow.revision_id = str(uuid.uuid4())
    workflow.update(**wanted)
    if publish:
        workflow.publish(description)
    return ActionResult(_updated(workflow, publish))


def _updated(workflow: Any, publish: bool) -> dict[str, Any]:
    revision = getattr(workflow, "revision_id", None)
    told = {"updateDate": workflow.update_date} | ({"revisionId": revision} if revision else {})
    return told | ({"stateMachineVersionArn": workflow.latest_version.arn} if publish else {})


def _check_definition(definition: str, kind: str) -> None:
    if faults := faults_of(definition, kind):
        raise InvalidDefinition(refusal_of(faults))


def _check_role(role_arn: str, workflow: str) -> None:
    """A role has to be there and to let Step Functions in for this workflow; moto judges the form of the ARN."""
    is_arn = StepFunctionBackend.accepted_role_arn_format.match(role_arn)
    if is_arn and role_letting_in(SERVICE, role_arn, workflow) is None:
        raise RoleAccessDenied


def _check_log(role_arn: str, wanted: Any) -> None:
    """Where a workflow is to be logged, the log group has to be there, and the role to be allowed to deliver logs."""
    if not wanted or wanted.get("level", "OFF") == "OFF":
        return
    destinations = wanted.get("destinations") or []
    if len(destinations) != 1:
        raise InvalidWorkflowLog("Must specify exactly one Log Destination.")
    if find_log_group(Arn.parse(destinations[0]["cloudWatchLogsLogGroup"]["logGroupArn"])) is None:
        raise InvalidWorkflowLog("Log Destination not found.")
    role = find_role(role_arn)
    if role is not None and not identity_may(role, "logs:CreateLogDelivery", "*").allowed:
        raise LogAccessDenied


def _validate(response: Any) -> ActionResult:
    faults = faults_of(response._get_param("definition") or "", response._get_param("type") or STANDARD)
    diagnostics = [fault.diagnostic for fault in faults]
    return ActionResult({"result": "FAIL" if faults else "OK", "diagnostics": diagnostics, "truncated": False})


def _describe(response: Any, arn: str) -> ActionResult:
    workflow = response.stepfunction_backend.describe_state_machine(arn)
    of_version = {"description": workflow.description} if workflow.description else {}
    own = {"stateMachineArn": workflow.arn, "status": "ACTIVE", "type": workflow.type}
    encrypted = workflow.encryptionConfiguration
    keyed = {"encryptionConfiguration": encrypted} if encrypted.get("kmsKeyId") else {}
    return ActionResult({**told_of(workflow), **own, **of_version, **keyed, "creationDate": workflow.creation_date})


def _list(response: Any) -> ActionResult:
    """By their names."""
    workflows = sorted(response.stepfunction_backend.state_machines, key=lambda one: one.name)
    found, token = page(response, workflows)
    told = [
        {"stateMachineArn": one.arn, "name": one.name, "type": one.type, "creationDate": one.creation_date}
        for one in found
    ]
    return ActionResult({"stateMachines": told, "nextToken": token})


def _validate_arn(stock: Any) -> Any:
    def validate(backend: Any, arn: str, regex: Any, invalid_msg: str) -> None:
        if not arn.startswith("arn:") and ":role/" not in regex.pattern:
            raise InvalidArn(f"Invalid Arn: 'Invalid ARN prefix: {arn}'")
        stock(backend, arn, regex, invalid_msg)

    return validate
