"""A workflow has a state machine that Step Functions takes, and that uses what is there. Pure; the reader has looked at the definitions."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.channels import Workflow, WorkflowReference
from meshctl.model.findings import Finding, did_you_mean
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service

_WHY = "a workflow uses channels of its own service, and those of its system that `sends_to` names"


def _run(mesh: Mesh) -> Iterator[Finding]:
    for definition in mesh.definitions.values():
        for fault in definition.faults:
            why = (
                "Step Functions would refuse the state machine when it is applied, or its role could not let it do that"
            )
            yield Finding("invalid-workflow", fault.place, fault.message, why, fault.help)
    for service in mesh.services:
        for workflow in service.workflows:
            yield from _lacking(mesh, service, workflow)


def _lacking(mesh: Mesh, service: Service, workflow: Workflow) -> Iterator[Finding]:
    definition = mesh.definitions.get(workflow.definition)
    for one in definition.references if definition else ():
        if mesh.used_by(service, one) is None:
            message = f'the workflow "{workflow.name}" names the {one.kind} "{one.name}", which "{service.key}" has not'
            yield Finding("invalid-workflow", one.place, message, _WHY, _help(service, one))


def _help(service: Service, reference: WorkflowReference) -> str:
    names = [one.name for one in service.channels if one.kind == reference.kind]
    section = KINDS[reference.kind].section
    return (
        did_you_mean(reference.name, names)
        or f"declare it under {section}: in the workflow's service, or under sends_to:"
    )


_FULFILMENT = """\
service: fulfilment
workflows:
  fulfil: {definition: workflows/fulfil.asl.json}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {workflow: fulfil}
"""

INVALID_WORKFLOW = Check(
    name="invalid-workflow",
    why="A definition is a JSON object in Amazon States Language of at most 1 MB: `StartAt` names one of its `States`, each "
    "state has a type that there is, every `Next` and `Default` leads to a state, every state is led to, and there is an end, "
    "within the branches of a Parallel and the items of a Map as well. A task calls a function, or sends to a queue or "
    "a topic, and names it (`${functions.settle}`): its role may do just that. The rest is for Step Functions to check.",
    wrong={
        "payments/fulfilment.yaml": _FULFILMENT,
        "payments/workflows/fulfil.asl.json": """\
{
  "StartAt": "Pack",
  "States": {
    "Pack": {"Type": "Pass", "Next": "Shp"},
    "Ship": {"Type": "Pass", "End": true}
  }
}
""",
    },
    right={
        "payments/fulfilment.yaml": _FULFILMENT,
        "payments/workflows/fulfil.asl.json": """\
{
  "StartAt": "Pack",
  "States": {
    "Pack": {"Type": "Pass", "Next": "Ship"},
    "Ship": {"Type": "Pass", "End": true}
  }
}
""",
    },
    run=_run,
)
