"""What a value needs at least to be accepted: cheap to look up, never too strict. Knows no fields and no rules."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from meshctl.patterns.operators.accepted import Accepted, Operator
from meshctl.patterns.operators.addresses import Block, SameAddress
from meshctl.patterns.operators.any_case import AnyCase
from meshctl.patterns.operators.numeric import Between
from meshctl.patterns.operators.prefix_suffix import Prefix, Suffix
from meshctl.patterns.operators.wildcard import Wildcard


class Prefilter(NamedTuple):
    """A necessary condition of a value: its `kind`, and what the value equals, starts with, ends with, holds or lies in.

    Kinds: text and amount (equal), start, end, inside (of a text, not empty), range, any text, anything.
    """

    kind: str
    what: Any = None


ANY_TEXT, ANYTHING = Prefilter("any text"), Prefilter("anything")


def prefilters(accepted: Accepted) -> Iterator[Prefilter]:
    """Conditions of which every accepted value meets at least one."""
    yield from (Prefilter("text", text) for text in accepted.texts)
    yield from (Prefilter("amount", amount) for amount in accepted.amounts)
    if accepted.words:
        yield ANYTHING
    for operator in accepted.operators:
        yield from prefilters_of(operator)


def prefilters_of(operator: Operator) -> Iterator[Prefilter]:
    """The same for one operator."""
    match operator:
        case Accepted():
            yield from prefilters(operator)
        case Prefix(text):
            yield Prefilter("start", text) if text else ANY_TEXT
        case Suffix(text):
            yield Prefilter("end", text) if text else ANY_TEXT
        case Wildcard(pieces):
            yield _of_wildcard(pieces)
        case AnyCase() | Block() | SameAddress():
            yield ANY_TEXT
        case Between(low=low, high=high):
            yield Prefilter("amount", low) if low == high else Prefilter("range", operator)
        case _:
            yield ANYTHING


def _of_wildcard(pieces: tuple[str, ...]) -> Prefilter:
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return Prefilter("text", first)
    if first or last:
        return Prefilter("start", first) if first else Prefilter("end", last)
    return Prefilter("inside", max(pieces, key=len)) if len(pieces) > 2 else ANY_TEXT
