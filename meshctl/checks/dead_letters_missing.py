"""What cannot be delivered is kept. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for one in mesh.subscriptions:
        if not one.keeps_dead_letters and not one.reads_queue:
            message = f'"{one.key}" keeps no dead letters'
            why = "what cannot be delivered is lost: without an alarm, and with nothing to send again"
            help_ = "take `dead_letters: none` out, or make an exception that says why this may be lost"
            yield Finding("dead-letters-missing", one.place, message, why, help_)


_CAPTURE = """\
service: capture
queues:
  letters: {}
subscribes:
  kept:
    event: orders/OrderPlaced
    deliver_to: {queue: letters}
"""

DEAD_LETTERS_MISSING = Check(
    name="dead-letters-missing",
    why="EventBridge tries for a day, and at once gives up where a permission or the channel itself is missing. Without "
    "dead letters the event is gone then, and nobody is told. Where that is meant, an exception says so, why, and until "
    "when.",
    wrong={"payments/capture.yaml": _CAPTURE + "    dead_letters: none\n"},
    right={"payments/capture.yaml": _CAPTURE + "    dead_letters: {keep: 7d}\n"},
    run=_run,
)
