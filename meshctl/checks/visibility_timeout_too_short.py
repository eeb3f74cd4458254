"""A message stays hidden for as long as the function that reads its queue may need. Pure."""

from collections.abc import Iterator

from meshctl.aws_facts.quotas import VISIBILITY_PER_TIMEOUT
from meshctl.checks.shared.check import Check
from meshctl.checks.shared.named_channels import declared_in, is_foreign
from meshctl.model.channels import Function, Queue
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.sources import Link
from meshctl.model.systems import System


def _run(mesh: Mesh) -> Iterator[Finding]:
    for system in mesh.systems:
        for queue, function in _read_by_functions(system):
            needed = VISIBILITY_PER_TIMEOUT * function.timeout_seconds
            if queue.visibility_seconds is not None and queue.visibility_seconds < needed:
                yield _finding(queue, queue.visibility_seconds, function, needed)


def _read_by_functions(system: System) -> Iterator[tuple[Queue, Function]]:
    """Each queue with each function that reads it."""
    declared = declared_in(system).items
    for service in system.services:
        for one in service.subscriptions:
            if not isinstance(one.wants, Link) or is_foreign(one.wants, system.name):
                continue
            function = declared.get((one.delivery.kind, one.delivery.channel), {}).get(service.key)
            for queue in declared.get(one.wants.named, {}).values():
                if isinstance(queue, Queue) and isinstance(function, Function):
                    yield queue, function


def _finding(queue: Queue, hidden: int, function: Function, needed: int) -> Finding:
    message = (
        f'"{queue.name}" hides a message for {hidden}s, and "{function.name}" may take {function.timeout_seconds}s'
    )
    why = "the message would be shown, and handled, again while the first call still works on it"
    help_ = f"say `visibility: {needed}s` or more, {VISIBILITY_PER_TIMEOUT} times the timeout, or leave it out: then it is just that"
    return Finding("visibility-timeout-too-short", queue.place, message, why, help_)


_SHIPPING = """\
service: shipping
functions:
  ship: {{source: ../payments/lambdas/charge, handler: handler.handle, timeout: 30s}}
queues:
  parcels: {{visibility: {visibility}}}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {{queue: parcels}}
  to-ship:
    queue: parcels
    deliver_to: {{function: ship}}
"""

VISIBILITY_TIMEOUT_TOO_SHORT = Check(
    name="visibility-timeout-too-short",
    why="A queue hides a message while somebody works on it. "
    f"AWS advises {VISIBILITY_PER_TIMEOUT} times the timeout of the function that reads the queue, since Lambda may wait and try again with the same batch before it calls the function; with less, "
    "messages are handled twice and end among the dead letters though nothing is wrong with them. Where a queue says no "
    "visibility, its readers decide.",
    wrong={"orders/shipping.yaml": _SHIPPING.format(visibility="60s")},
    right={"orders/shipping.yaml": _SHIPPING.format(visibility="3m")},
    run=_run,
    by_stage=True,
)
