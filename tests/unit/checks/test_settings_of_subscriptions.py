"""What a subscription says besides what it wants: taken, or refused in a sentence, with every source."""

import pytest

from .conftest import Found
from .test_deliveries import EVENT, UNREACHED, delivering, impossible

SETTINGS = {
    "where": "where: {a: [1]}",
    "input": "input: {a: due}",
    "batch": "batch: {size: 5}",
    "retry": "retry: {for: 1h}",
    "dead_letters": "dead_letters: {keep: 5d}",
}
WITHOUT = {
    "where": ["schedule"],
    "input": ["bus", "aws", "partner", "topic", "queue", "stream"],
    "batch": ["event", "bus", "aws", "partner", "schedule", "topic", "queue"],
    "retry": ["topic", "queue"],
    "dead_letters": ["queue"],
}
"""By setting, the sources that have no place for it."""


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("channel", ["function", "queue"])
def test_every_setting_is_taken_or_refused_with_every_source(found: Found, setting: str, channel: str) -> None:
    wants = {source: EVENT if source == "event" else f"{source}: x" for source in UNREACHED}
    said = [f"{one}, deliver_to: {{{channel}: x}}, {SETTINGS[setting]}" for one in wants.values()]
    told = [one for one in impossible(found, *said) if f"has no `{setting}`" in one.message]
    first = delivering(*said)["payments/all.yaml"].split("\n").index(f"  s0: {{{said[0]}}}") + 1
    assert [[*wants][one.place.line - first] for one in told] == WITHOUT[setting]
