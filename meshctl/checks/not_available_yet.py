"""What the language knows but meshctl cannot build yet is said, not skipped. Pure."""

from collections.abc import Iterator

from meshctl.checks.check import Check
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.rules import Leeway
from meshctl.model.services import Link


def _run(mesh: Mesh) -> Iterator[Finding]:
    for subscription in mesh.subscriptions:
        wants = subscription.wants
        if isinstance(wants, Link) and wants.system in (None, subscription.system):
            message = f'subscribing to a {wants.kind} of the own system ("{wants.name}") is not available yet'
            help_ = "subscribe to a private event of the system instead"
            yield Finding("not-available-yet", wants.place, message, help=help_)


NOT_AVAILABLE_YET = Check(
    name="not-available-yet",
    why="Within a system, topics, queues and streams will be subscribed to by name. Until meshctl can build that, it says "
    "so instead of leaving it out.",
    wrong={
        "orders/tracker.yaml": """\
service: tracker
queues:
  letters: {}
subscribes:
  updates:
    topic: order-updates
    deliver_to: {queue: letters}
""",
    },
    right={
        "orders/tracker.yaml": """\
service: tracker
queues:
  letters: {}
subscribes:
  updates:
    event: orders/OrderPlaced
    deliver_to: {queue: letters}
""",
    },
    run=_run,
    leeway=Leeway.NONE,
)
