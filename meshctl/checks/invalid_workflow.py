"""A workflow has a state machine that Step Functions can read. Pure; the reader has looked at the definitions."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for faults in mesh.definitions.values():
        for fault in faults:
            why = "Step Functions would refuse the state machine when it is applied"
            yield Finding("invalid-workflow", fault.place, fault.message, why, fault.help)


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
    "state has a type that there is, and every `Next` and `Default` leads to a state, within the branches of a Parallel "
    "and the items of a Map as well. What a state does is for Step Functions to check.",
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
