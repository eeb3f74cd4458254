"""What is delivered or read directly lies in its system's own Region. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.named_channels import How, Named, Use, uses
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.kinds import KINDS, Across
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.model.systems import System


def _run(mesh: Mesh) -> Iterator[Finding]:
    for system in (one for one in mesh.systems if one.external):
        direct = _direct(system)
        for stage in (one for one in mesh.stages if not one.is_local):
            placed = mesh.at(stage.name).system(system.name) or system
            yield from _elsewhere(placed, direct, stage, mesh.region_of(placed, stage))


def _direct(system: System) -> set[Named]:
    """What is delivered to, or read, without a bus between. SNS also delivers a topic's messages to other Regions."""
    return {use.named for service in system.services for use in uses(service) if _is_direct(use)}


def _is_direct(use: Use) -> bool:
    kind = KINDS[use.named[0]]
    if use.how is How.DELIVERS:
        return kind.across is not Across.IS_A_BUS
    return use.how is How.SUBSCRIBES and kind.is_polled


def _elsewhere(system: System, direct: set[Named], stage: Stage, region: str) -> Iterator[Finding]:
    for one in system.external:
        arn, place = one.arns.get(stage.name, ("", one.place))
        there = arn.split(":")[3] if arn else region
        if (one.kind, one.name) in direct and there != region:
            message = (
                f'the {one.kind} "{one.name}" lies in {there}, and "{system.name}" is in {region} in "{stage.name}"'
            )
            why = "AWS delivers directly, and lets Lambda read, within one Region only"
            help_ = (
                f"deliver to a bus in {there} (external: buses:), which delivers there, or to a {one.kind} of your own"
            )
            yield Finding("cross-region-direct-delivery", place, message, why, help_)


_SYSTEM = """\
system: payments
owner: {{team: payments}}
external:
  {kind}:
    old-letters: {{dev: "{arn}"}}
"""
_CAPTURE = """\
service: capture
subscribes:
  kept:
    event: orders/OrderPlaced
    deliver_to: {{{kind}: old-letters}}
"""

CROSS_REGION_DIRECT_DELIVERY = Check(
    name="cross-region-direct-delivery",
    why="Queues, topics, streams and functions receive events directly in their own Region only, and Lambda reads queues and "
    "streams of its own Region only. Into another Region the way leads over a bus: one outside the mesh may be in any "
    "Region. Which Region it is, the ARN says.",
    wrong={
        "payments/system.yaml": _SYSTEM.format(kind="queues", arn="arn:aws:sqs:us-east-1:444444444444:old-letters"),
        "payments/capture.yaml": _CAPTURE.format(kind="queue"),
    },
    right={
        "payments/system.yaml": _SYSTEM.format(
            kind="buses", arn="arn:aws:events:us-east-1:444444444444:event-bus/old-letters"
        ),
        "payments/capture.yaml": _CAPTURE.format(kind="bus"),
    },
    run=_run,
    leeway=Leeway.NONE,
)
