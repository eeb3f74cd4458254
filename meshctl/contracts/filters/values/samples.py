"""Values that a shape may allow and a field of a pattern may accept: guesses, to be asked whether they do both."""

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv6Address
from itertools import chain, islice
from math import ceil, floor
from typing import Any

from meshctl.contracts.filters.shapes import Shape
from meshctl.contracts.filters.texts.fitting_texts import fitting_texts
from meshctl.contracts.filters.texts.wanted import wanted_by
from meshctl.contracts.filters.values.intervals import Interval, exact
from meshctl.contracts.filters.values.scalars import interval, values_of
from meshctl.json_schema.values import identity
from meshctl.patterns import Accepted
from meshctl.patterns.operators.accepted import AnythingBut, Operator, Present
from meshctl.patterns.operators.addresses import Block
from meshctl.patterns.operators.any_case import AnyCase
from meshctl.patterns.operators.numeric import Between
from meshctl.patterns.operators.prefix_suffix import Prefix, Suffix
from meshctl.patterns.operators.wildcard import Wildcard

MOST_SAMPLES, MOST_GUESSES, MOST_FREE, LONGEST = 6, 400, 30, 5_000
MOST_DIGITS = 1_000
HUGE = 10**300
"""Near the largest double; no number beyond is guessed."""
FORMATS = {
    "date-time": "2026-11-23T12:00:00Z",
    "date": "2026-11-23",
    "time": "12:00:00Z",
    "duration": "P1D",
    "email": "a@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "uri-reference": "/a",
    "uuid": "5f0c6f3e-6f0e-4c57-9d2a-3a1f6f0e4c57",
}
ORDER = ("string", "number", "boolean", "null")


def samples(accepted: Accepted | None, shape: Shape) -> Iterator[Any]:
    """A few scalars that the shape does not forbid and, if the pattern wants something, that are accepted."""
    guesses = chain.from_iterable(_guesses(accepted, shape, type_) for type_ in ORDER if type_ in shape.types)
    fitting = (
        value
        for value in islice(guesses, MOST_GUESSES if accepted else MOST_FREE)
        if (accepted is None or accepted.accepts(value)) and shape.fits(value) is not False
    )
    found = set()
    for value in fitting:
        if identity(value) not in found:
            yield value
        found.add(identity(value))
        if len(found) == MOST_SAMPLES:
            break


def _guesses(accepted: Accepted | None, shape: Shape, type_: str) -> Iterable[Any]:
    values = values_of(shape, type_)
    if values is not None:
        return values
    return _texts(accepted, shape) if type_ == "string" else _numbers(accepted, shape)


def _texts(accepted: Accepted | None, shape: Shape) -> Iterator[str]:
    usual = [FORMATS[one] for one in shape.said("format") if one in FORMATS]
    yield from sorted(accepted.texts) if accepted else ()
    yield from _shown(shape)
    operators = accepted.operators if accepted else (Present(),)
    if shape.wanted:
        for operator in operators:
            yield from _fitting(operator, shape)
    seeds = [text for one in operators for text in _seeds(one, usual)]
    for text in (*usual, *seeds, *("abcdefgh"), "", "x-1"):
        yield from _lengthened(text, shape)


def _shown(shape: Shape) -> Iterator[str]:
    """What the schema itself gives as an example."""
    shown = [
        *(one for each in shape.said("examples") if isinstance(each, list) for one in each),
        *shape.said("default"),
    ]
    yield from (one for one in shown if isinstance(one, str))


def _fitting(operator: Operator, shape: Shape) -> Iterator[str]:
    """Texts that fit all expressions and the operator, and some like them."""
    wanted = wanted_by(operator) or ()
    texts, _ = fitting_texts((*shape.wanted, *wanted), int(shape.shortest), shape.longest)
    yield from texts
    yield from (
        text[:at] + letter + text[at + 1 :] for text in texts for at in {0, len(text) - 1} for letter in "b1BZ9"
    )


def _lengthened(text: str, shape: Shape) -> Iterator[str]:
    """The text, and where it is too short the same with letters before, behind or within."""
    yield text
    lack = shape.shortest - len(text)
    if 0 < lack <= LONGEST:
        filler = "a" * ceil(lack)
        middle = len(text) // 2
        yield from (text + filler, filler + text, text[:middle] + filler + text[middle:])


def _seeds(operator: Operator, usual: list[str]) -> Iterator[str]:
    match operator:
        case Prefix(text):
            yield from (text, *(text + one for one in usual), *(text + one[len(text) :] for one in usual))
        case Suffix(text):
            yield from (text, *(one + text for one in usual), *(one[: -len(text)] + text for one in usual if text))
        case AnyCase():
            yield from (operator.text, operator.text.upper(), operator.text.lower())
        case Wildcard(pieces):
            yield from ("".join(pieces), "a".join(pieces))
        case Block():
            first = operator.lead << operator.free
            yield str(IPv4Address(first) if operator.bits == 32 else IPv6Address(first))
        case Accepted():
            yield from sorted(operator.texts)
        case AnythingBut(inner):
            yield from (text + "x" for text in sorted(inner.texts))


def _numbers(accepted: Accepted | None, shape: Shape) -> Iterator[Any]:
    if accepted:
        yield from (_simple(one) for one in accepted.amounts if isinstance(one, float))
        yield from (int(one[1]) for one in accepted.amounts if isinstance(one, tuple) and _is_whole(one[1]))
        for operator in accepted.operators:
            if isinstance(operator, Between):
                yield from _within(shape.interval.meet(interval(operator)), shape)
    yield from _within(shape.interval, shape)


def _within(numbers: Interval, shape: Shape) -> Iterator[Any]:
    ends = [one for one in (numbers.low, numbers.high) if abs(one) < HUGE]
    yield from (_simple(one) for one in (0, *ends) if numbers.holds(one))
    for step in (*shape.steps, 1):
        first = numbers.first(step)
        if first is not None and abs(first) < HUGE and step < HUGE:
            yield from (_simple(float(first + more * exact(step))) for more in (0, 1, 2, -1))
    if len(ends) == 2:
        yield from (_simple(sum(ends) / 2), ceil(ends[0]), floor(ends[1]))


def _is_whole(text: str) -> bool:
    return len(text) <= MOST_DIGITS and text.removeprefix("-").isdecimal()


def _simple(number: Any) -> Any:
    whole = isinstance(number, float) and number.is_integer() and abs(number) < 2**53
    return int(number) if whole else number
