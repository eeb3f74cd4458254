"""What a value needs at least to be accepted: cheap to look up, never too strict. Knows no fields and no rules."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from meshctl.patterns.addresses import Block, SameAddress
from meshctl.patterns.letters import AnyCase
from meshctl.patterns.operators import Accepted, Between, Operator, Prefix, Suffix
from meshctl.patterns.wildcard import Wildcard


class Needle(NamedTuple):
    """Its `kind`, and what the value equals, starts with, ends with or holds.

    Kinds: text and amount (equal), start, end, inside (of a text), any text, any number, anything.
    """

    kind: str
    what: Any = None


ANY_TEXT, ANY_NUMBER, ANYTHING = Needle("any text"), Needle("any number"), Needle("anything")


def needles(accepted: Accepted) -> Iterator[Needle]:
    """The needles of which every accepted value meets at least one."""
    yield from (Needle("text", text) for text in accepted.texts)
    yield from (Needle("amount", amount) for amount in accepted.amounts)
    if accepted.words:
        yield ANYTHING
    for operator in accepted.operators:
        yield from needles_of(operator)


def needles_of(operator: Operator) -> Iterator[Needle]:
    """The same for one operator."""
    match operator:
        case Accepted():
            yield from needles(operator)
        case Prefix(text):
            yield Needle("start", text)
        case Suffix(text):
            yield Needle("end", text)
        case Wildcard(pieces):
            yield _of_wildcard(pieces)
        case AnyCase() | Block() | SameAddress():
            yield ANY_TEXT
        case Between(low=low, high=high):
            yield Needle("amount", low) if low == high else ANY_NUMBER
        case _:
            yield ANYTHING


def _of_wildcard(pieces: tuple[str, ...]) -> Needle:
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return Needle("text", first)
    if first or last:
        return Needle("start", first) if first else Needle("end", last)
    return Needle("inside", max(pieces, key=len)) if len(pieces) > 2 else ANY_TEXT
