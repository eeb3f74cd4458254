"""Events that no service publishes: what AWS services send over the default bus, and schedules over the local one. Pure."""

from collections.abc import Iterable

from meshctl.app.events.envelope import Envelope
from meshctl.app.events.receivers.stage_ways import StageWays, SubscriptionWay
from meshctl.errors import MeshctlError
from meshctl.topology.buses import DEFAULT, local_bus
from meshctl.topology.scheduled_events import schedule_behind

_OF_AWS = "aws."
"""How the source of an AWS service begins; nobody else may use such, but partners, whom AWS gives one."""
_OF_PARTNERS = "aws.partner/"


def is_of_aws(envelope: Envelope) -> bool:
    """Whether an AWS service sends it."""
    return str(envelope.get("source")).startswith(_OF_AWS)


def sender_of(ways: StageWays, envelope: Envelope) -> str | None:
    """AWS, a partner, or the schedule of the mesh; None of any other event."""
    if is_of_aws(envelope):
        return "a partner" if str(envelope["source"]).startswith(_OF_PARTNERS) else "AWS"
    schedule = schedule_behind(str(envelope.get("source")), str(envelope.get("detail-type")))
    return f"the schedule {schedule}" if schedule and schedule in ways.schedules else None


def where_it_happens(ways: Iterable[SubscriptionWay], envelope: Envelope) -> Envelope:
    """The event with the account that it says, or else the only one in which ways bring such events. Raises `MeshctlError`."""
    accounts = sorted({way.bus_account for way in ways if way.is_staged and wants_from_outside(way, envelope)})
    if "account" not in envelope and len(accounts) > 1:
        several = f"events of {envelope['source']} are received in several accounts: {', '.join(accounts)}"
        raise MeshctlError(several, f'say in which it happens, like "account": "{accounts[0]}"')
    return {"account": next(iter(accounts), None), **envelope}


def wants_from_outside(way: SubscriptionWay, envelope: Envelope) -> bool:
    """Whether a way, of whichever account, brings what the same AWS service sends, or the same partner or schedule."""
    return way.sent_as == str(envelope["source"])


def comes_over(way: SubscriptionWay, envelope: Envelope) -> bool:
    """Whether the rule of a way stands on the bus that the event comes to: AWS services use that of their account."""
    if is_of_aws(envelope):
        return way.bus is not None and way.bus.kind == DEFAULT and way.bus_account == envelope["account"]
    return way.bus == local_bus(envelope["source"].partition(".")[0])
