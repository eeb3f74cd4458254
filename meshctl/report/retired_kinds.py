"""What retired parts are called, kind by kind, and what is told of those of one thing. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from meshctl.passes.change import PUBLISHER
from meshctl.passes.ending_hops import DELIVERY
from meshctl.passes.parts import EXECUTION, RETENTION
from meshctl.retirement.known_retired import KnownRetired

SPOKEN = {
    RETENTION: "longer retention",
    DELIVERY: "earlier target",
    EXECUTION: "earlier use",
    PUBLISHER: "right to publish",
}


def kinds_in_words(kinds: Iterable[str]) -> str:
    """`route, buffer and dead letters`."""
    words = [*dict.fromkeys(SPOKEN.get(kind, kind) for kind in kinds)]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]


def retired_rows(name: str, known: Mapping[str, KnownRetired]) -> list[Mapping[str, Any]]:
    """What is known, by stage, to be retired of a thing, with the time at which it was found so."""
    return [
        {
            "stage": stage,
            "name": part.name,
            "parts": kinds_in_words(part.kinds),
            "messages": "not counted" if part.messages is None else part.messages,
            "not_before": _moment(part.until),
            "found": _moment(one.found),
        }
        for stage, one in known.items()
        for part in one.of(name)
    ]


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
