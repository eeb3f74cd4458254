"""What lies in a queue comes to one reader, and each function reads a thing once. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.named_channels import Named, is_foreign
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import Link
from meshctl.model.systems import System

_BY_CHANCE = "each message comes to one of them, by chance"
_DELETED = f"{_BY_CHANCE}, and Lambda deletes what its filter does not take: each loses messages of the other"
_ONE_MAPPING = "AWS has one mapping of a function for what it reads"


def _run(mesh: Mesh) -> Iterator[Finding]:
    for system in mesh.systems:
        for named, reading in _readers(system).items():
            yield from (_queue if named[0] == "queue" else _others)(named, reading)


def _readers(system: System) -> dict[Named, list[Subscription]]:
    """The subscriptions to what Lambda reads, by what that is."""
    found: dict[Named, list[Subscription]] = {}
    for one in (one for service in system.services for one in service.subscriptions):
        if isinstance(one.wants, Link) and KINDS[one.wants.kind].is_polled and not is_foreign(one.wants, system.name):
            found.setdefault(one.wants.named, []).append(one)
    return found


def _queue(named: Named, reading: list[Subscription]) -> Iterator[Finding]:
    first, *others = reading
    why = _DELETED if any(one.where is not None for one in reading) else _BY_CHANCE
    for one in others:
        message = f'the queue "{named[1]}" is read by "{one.key}", and by "{first.key}" already'
        help_ = "let one function read it; what both want is an event, or a topic, with a queue for each"
        yield Finding("competing-readers", one.wants.place, message, why, help_)


def _others(named: Named, reading: list[Subscription]) -> Iterator[Finding]:
    """Of a stream, every function gets everything."""
    first: dict[tuple[str, str], Subscription] = {}
    for one in reading:
        known = first.setdefault((one.receiver, one.delivery.channel), one)
        if known is not one:
            message = f'"{one.delivery.channel}" reads the {named[0]} "{named[1]}" for "{one.name}", and for "{known.name}" already'
            help_ = "make one subscription of both; `$or` joins their filters"
            yield Finding("competing-readers", one.wants.place, message, _ONE_MAPPING, help_)


_SHIPPING = """\
service: shipping
functions:
  pack: {source: ../payments/lambdas/charge, handler: handler.handle}
  weigh: {source: ../payments/lambdas/charge, handler: handler.handle}
queues:
  parcels: {}
"""

COMPETING_READERS = Check(
    name="competing-readers",
    why="A queue gives each message to one reader: of two functions, each gets a part of them, by chance. With a filter it "
    "is worse, since Lambda deletes from the queue what a filter does not take, whoever else would have read it. What is "
    "meant for several is an event or a topic, which puts it into a queue for each. All functions that read a stream get all of it; "
    "but no function reads the same queue or stream twice.",
    wrong={
        "orders/shipping.yaml": f"""\
{_SHIPPING}subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {{queue: parcels}}
  to-pack:
    queue: parcels
    deliver_to: {{function: pack}}
  to-weigh:
    queue: parcels
    deliver_to: {{function: weigh}}
""",
    },
    right={
        "orders/shipping.yaml": f"""\
{_SHIPPING}subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {{queue: parcels}}
  to-pack:
    queue: parcels
    deliver_to: {{function: pack}}
  to-weigh:
    event: orders/OrderPlaced
    deliver_to: {{function: weigh}}
""",
    },
    run=_run,
    leeway=Leeway.NONE,
)
