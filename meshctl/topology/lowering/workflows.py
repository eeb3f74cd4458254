"""Workflows of a service on AWS: the definition with what it names, and the rights that its tasks need. Pure."""

from meshctl.model.channels import Queue, Workflow, WorkflowReference
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.topology.lowering.lowered_ways import named_channel
from meshctl.topology.lowering.writes import use_grants
from meshctl.topology.names import Names
from meshctl.topology.parts.workflows import WorkflowPart


def lower_workflow(names: Names, mesh: Mesh, service: Service, workflow: Workflow) -> WorkflowPart:
    """`workflow` with the rights to what its tasks call and send to, and to nothing else."""
    named = names.workflow(service.system, service.name, workflow.name, express=workflow.express)
    definition = mesh.definitions[workflow.definition]
    arns = {one: _arn(names, mesh, service, one) for one in definition.references}
    text = definition.text
    for one, arn in arns.items():
        text = text.replace(_written(one), _queue_url(arn) if one.kind == Queue.kind else arn)
    used = {(one.kind, one.name, arn) for one, arn in arns.items() if one.is_used}
    return WorkflowPart(
        name=named.name,
        arn=named.arn,
        role=names.workflow_role(service.system, service.name, workflow.name, express=workflow.express),
        express=workflow.express,
        definition=text,
        log_keep_days=workflow.log_keep_days,
        uses=use_grants(tuple(sorted(used))),
    )


def _arn(names: Names, mesh: Mesh, service: Service, reference: WorkflowReference) -> str:
    found = mesh.used_by(service, reference)
    assert found is not None  # noqa: S101  in a sound mesh it is there
    owner, channel = found
    return named_channel(names, owner, channel.kind, channel.name).arn


def _written(reference: WorkflowReference) -> str:
    """As it stands in the text of the definition."""
    return f"${{{KINDS[reference.kind].section}.{reference.name}}}"


def _queue_url(arn: str) -> str:
    """By which Step Functions knows a queue (SQS: "Queue and message identifiers")."""
    _, _, _, region, account, name = arn.split(":")
    return f"https://sqs.{region}.amazonaws.com/{account}/{name}"
