"""What AWS charges: the prices of prices.json, with their date, Region and sources. Adds nothing up."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from json import loads
from pkgutil import get_data
from typing import Any

BILLED_BYTES = 65_536
"""An event of more bytes is billed as several (EventBridge's pricing: each 64 KB)."""


@cache
def prices() -> Mapping[str, Any]:
    """All of them; the file beside this one is their only place."""
    told: Mapping[str, Any] = loads(get_data("meshctl.aws_facts", "prices.json") or b"")
    return told


def amount(name: str) -> Decimal:
    """The price of that name, in the currency of the file and for what it is told per (mostly a million)."""
    return Decimal(prices()["prices"][name]["amount"])
