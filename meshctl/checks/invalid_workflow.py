"""A workflow has a state machine that Step Functions takes, and that uses what is there. Pure; the reader has looked at the definitions."""

from collections.abc import Iterator

from meshctl.aws_facts.task_parameters import GROUP, WHERE_NOT_ORDERED, WHERE_ORDERED
from meshctl.checks.shared.check import Check
from meshctl.model.channels import Workflow, WorkflowReference, keeps_order
from meshctl.model.findings import Finding, did_you_mean
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service

_WHY = "a workflow uses channels of its own service, and those of its system that `sends_to` names"
_IN_ORDER = {
    True: "it keeps the order of each group of messages, and AWS refuses a message of none, or one that is to come later",
    False: "it keeps no order, and AWS refuses there what tells a message that repeats another one",
}


def _run(mesh: Mesh) -> Iterator[Finding]:
    for definition in mesh.definitions.values():
        for fault in definition.faults:
            why = (
                "Step Functions would refuse the state machine when it is applied, or its role could not let it do that"
            )
            yield Finding("invalid-workflow", fault.place, fault.message, why, fault.help)
    for service in mesh.services:
        for workflow in service.workflows:
            yield from _of_workflow(mesh, service, workflow)


def _of_workflow(mesh: Mesh, service: Service, workflow: Workflow) -> Iterator[Finding]:
    definition = mesh.definitions.get(workflow.definition)
    for one in definition.references if definition else ():
        meant = mesh.used_by(service, one)
        if meant is None:
            message = f'the workflow "{workflow.name}" names the {one.kind} "{one.name}", which "{service.key}" has not'
            yield Finding("invalid-workflow", one.place, message, _WHY, _help(service, one))
        elif one.is_used and one.kind != "function":
            yield from _of_order(workflow, one, is_ordered=keeps_order(meant[1]))


def _of_order(workflow: Workflow, reference: WorkflowReference, *, is_ordered: bool) -> Iterator[Finding]:
    """What a message to a queue or topic has to say where that keeps an order, and what it must not say."""
    told = f'the workflow "{workflow.name}" sends to the {reference.kind} "{reference.name}"'
    if is_ordered and GROUP not in reference.parameters:
        help_ = f"say `{GROUP}` beside it: messages of a group come one after the other"
        yield Finding("invalid-workflow", reference.place, f"{told} without saying `{GROUP}`", _IN_ORDER[True], help_)
    for one in WHERE_NOT_ORDERED if is_ordered else WHERE_ORDERED:
        if one in reference.parameters:
            said = f"{told} with `{one}`"
            yield Finding("invalid-workflow", reference.place, said, _IN_ORDER[is_ordered], "take it out of the task")


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
    "a topic, and names it (`${functions.settle}`): its role may do just that. It says what AWS demands (`MessageBody`, "
    "`Message`, and `MessageGroupId` where an order is kept), and nothing that AWS does not take. The rest is for Step Functions to check.",
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
