"""Which rules of a bus want an event. Patterns are the project's own, compiled once per text."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from meshctl.adapters.local_aws.plane.events import Event
from meshctl.patterns import Pattern


@lru_cache(maxsize=8192)
def compiled(pattern: str) -> Pattern:
    """Give the pattern of a text; `InvalidPattern` when it is none."""
    return Pattern.parse(pattern)


def matching(bus: Any, event: Event) -> Iterator[Any]:
    """Give moto's rules that are enabled and want the event."""
    for rule in list(bus.rules.values()):
        text = rule.event_pattern.dump()
        if text and rule.state != "DISABLED" and compiled(text).matches(event.envelope):
            yield rule
