"""Which rules of a bus want an event. Patterns are the project's own, compiled once per text, indexed once per bus."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from meshctl.adapters.local_aws.event_bridge.events import BusEvent
from meshctl.patterns import Pattern, RuleSet


@lru_cache(maxsize=8192)
def compiled(pattern: str) -> Pattern:
    """Give the pattern of a text; `InvalidPattern` when it is none."""
    return Pattern.parse(pattern)


def matching(bus: Any, event: BusEvent) -> Iterator[Any]:
    """Give moto's rules that are enabled and want the event."""
    rules = {rule.name: rule for rule in list(bus.rules.values()) if rule.state != "DISABLED"}
    texts = ((name, rule.event_pattern.dump()) for name, rule in rules.items())
    for name in _indexed(tuple((name, text) for name, text in texts if text)).matching(event.matched):
        yield rules[name]


@lru_cache(maxsize=64)
def _indexed(texts: tuple[tuple[str, str], ...]) -> RuleSet:
    """Give the rules of a bus as long as none of them changes."""
    return RuleSet({name: compiled(text) for name, text in texts})
