"""What a million events of a kind cost, from the prices of prices.json. Pure."""

from collections.abc import Iterable
from decimal import Decimal

from meshctl.app.tell.ways_to_join import prices
from meshctl.topology.ways import Passage

CHUNK = 65_536
"""Bytes that are billed as one event (EventBridge's pricing: 64 KB)."""


def cost_of_publishing(size: int) -> Decimal:
    """US dollars for a million events of so many bytes; what the archive keeps comes to it."""
    return _amount("custom-events") * max(1, -(-size // CHUNK))


def cost_of_delivery(passage: Passage, size: int) -> Decimal:
    """US dollars for a million deliveries on this way; what the channel itself costs comes to it."""
    if passage.hops:
        return _amount("bus-hop") * max(1, -(-size // CHUNK))
    return _amount("cross-account-delivery" if passage.crosses else "same-account-delivery")


def total(amounts: Iterable[Decimal]) -> Decimal:
    """All of them."""
    return sum(amounts, Decimal(0))


def _amount(name: str) -> Decimal:
    return Decimal(prices()["prices"][name]["amount"])
