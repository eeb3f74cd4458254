"""Dead letters outlive the messages of their queue. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for service in mesh.services:
        for queue in service.queues:
            if queue.keep_seconds > queue.dead_letters_keep_seconds:
                message = f'"{queue.name}" keeps messages longer than dead letters are kept'
                why = "a dead letter keeps the age that it had in the queue, so it would be deleted on arrival"
                help_ = (
                    "keep the queue's messages for a shorter time, or dead letters longer: defaults.dead_letters.keep"
                )
                yield Finding("dead-letters-too-short", queue.place, message, why, help_)


DEAD_LETTERS_TOO_SHORT = Check(
    name="dead-letters-too-short",
    why="SQS counts the age of a message from when it was first sent. What a queue gives up after 10 days is 10 days old "
    "among the dead letters too; if those are kept for 5 days, it is gone before anybody can look at it.",
    wrong={
        "mesh.yaml": """\
mesh: shop
region: eu-west-1
stages:
  local: {cloud: local}
defaults:
  dead_letters: {keep: 5d}
""",
        "payments/capture.yaml": """\
service: capture
queues:
  letters: {keep: 10d}
subscribes:
  kept:
    event: orders/OrderPlaced
    deliver_to: {queue: letters}
""",
    },
    right={
        "mesh.yaml": """\
mesh: shop
region: eu-west-1
stages:
  local: {cloud: local}
defaults:
  dead_letters: {keep: 14d}
""",
        "payments/capture.yaml": """\
service: capture
queues:
  letters: {keep: 10d}
subscribes:
  kept:
    event: orders/OrderPlaced
    deliver_to: {queue: letters}
""",
    },
    run=_run,
    by_stage=True,
)
