"""What a million events of a kind cost on their way, in US dollars. Pure; the prices are AWS's facts.

What the archive and the channels cost comes to it.
"""

from collections.abc import Iterable
from decimal import Decimal

from meshctl.app.events.receivers.stage_ways import SubscriptionWay
from meshctl.aws_facts.prices import BILLED_BYTES, amount


def cost_of_publishing(size: int) -> Decimal:
    """For a million events of so many bytes."""
    return amount("custom-events") * _billed(size)


def cost_of_deliveries(received: Iterable[SubscriptionWay], wanting: Iterable[SubscriptionWay], size: int) -> Decimal:
    """For a million events of so many bytes on the ways that deliver them, and on the hops for those that want them at all.

    A hop brings them to a local bus once, whatever is let pass there.
    """
    hops = {way.hop for way in wanting if way.hop}
    without_hop = (cost_of_delivery(way, size) for way in received if not way.hop)
    return sum(without_hop, Decimal(0)) + len(hops) * amount("bus-hop") * _billed(size)


def cost_of_times() -> Decimal:
    """For a million times at which schedules are due, without what they publish then."""
    return amount("schedule-times")


def cost_of_delivery(way: SubscriptionWay, size: int) -> Decimal:
    """For a million deliveries of so many bytes on this way, as if it had its hop for itself.

    SNS and Lambda bring it for nothing but the channel's own price.
    """
    if way.bus is None:
        return Decimal(0)
    if way.hops:
        return amount("bus-hop") * _billed(size)
    return amount("cross-account-delivery" if way.crosses else "same-account-delivery")


def _billed(size: int) -> int:
    """As how many events one of so many bytes is billed."""
    return max(1, -(-size // BILLED_BYTES))
