"""Versions of workflows: each is what a workflow was when it was published. Changes moto's classes."""

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.responses import StepFunctionResponse

from meshctl.adapters.local_aws.workflows.calls.paging import page
from meshctl.adapters.local_aws.workflows.execution_facts import source_of
from meshctl.adapters.local_aws.workflows.refusals import RevisionConflict, WorkflowVersionInUse


def install() -> None:
    """Have versions published, listed and deleted, in this process and for good."""
    StateMachine.publish = _publish(StateMachine.publish)
    StepFunctionResponse.publish_state_machine_version = _publish_version
    StepFunctionResponse.list_state_machine_versions = _list_versions
    StepFunctionResponse.delete_state_machine_version = _delete_version


def aliases_of(workflow: Any) -> list[Any]:
    """Give the aliases of a workflow; of a version, those that name it."""
    aliases = list(source_of(workflow).aliases.values())
    if not hasattr(workflow, "source"):
        return aliases
    return [
        one for one in aliases if workflow.arn in {to["stateMachineVersionArn"] for to in one.routing_configuration}
    ]


def _publish(stock: Any) -> Any:
    def publish(workflow: Any, description: str | None) -> None:
        """A revision is published once."""
        latest, revision = workflow.latest_version, getattr(workflow, "revision_id", None)
        if latest and latest.version in workflow.versions and latest.revision_id == revision:
            return
        stock(workflow, description)
        made = workflow.latest_version
        made.source, made.revision_id, made.type, made.sm_type = workflow, revision, workflow.type, workflow.type

    return publish


def _publish_version(response: Any) -> ActionResult:
    workflow = response.stepfunction_backend.describe_state_machine(response._get_param("stateMachineArn"))
    wanted, current = response._get_param("revisionId"), getattr(workflow, "revision_id", None)
    if wanted and wanted != current:
        raise RevisionConflict(wanted, current)
    workflow.publish(response._get_param("description"))
    made = workflow.latest_version
    return ActionResult({"stateMachineVersionArn": made.arn, "creationDate": made.creation_date})


def _list_versions(response: Any) -> ActionResult:
    """The newest first."""
    workflow = response.stepfunction_backend.describe_state_machine(response._get_param("stateMachineArn"))
    versions = sorted(workflow.versions.values(), key=lambda one: -one.version)
    found, token = page(response, versions)
    told = [{"stateMachineVersionArn": one.arn, "creationDate": one.creation_date} for one in found]
    return ActionResult({"stateMachineVersions": told, "nextToken": token})


def _delete_version(response: Any) -> EmptyResult:
    """What is not there is deleted as well."""
    if version := _version(response.stepfunction_backend, response._get_param("stateMachineVersionArn")):
        if aliases := aliases_of(version):
            raise WorkflowVersionInUse([one.name for one in aliases])
        del version.source.versions[version.version]
    return EmptyResult()


def _version(backend: Any, arn: str) -> Any | None:
    """Whatever else a number can be written with, `²` or `01`, is another's ARN."""
    versions = (one for workflow in backend.state_machines for one in workflow.versions.values())
    return next((one for one in versions if one.arn == arn), None)
