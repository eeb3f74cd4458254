"""What retired parts are called, kind by kind, for people. Pure."""

from collections.abc import Iterable

from meshctl.passes.change import PUBLISHER
from meshctl.passes.parts import DELIVERY, EXECUTION, RETENTION

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
