"""Reads plain values of a pattern: texts, numbers, true, false and null. Knows no operator."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from meshctl.patterns.operators.accepted import Accepted
from meshctl.patterns.operators.addresses import SameAddress, address
from meshctl.patterns.operators.numbers import amount, comparable, is_number, named
from meshctl.patterns.syntax.aws_messages import number
from meshctl.patterns.syntax.invalid_pattern import NOWHERE, InvalidPattern, Place, Stop


def plain(place: Place, values: Sequence[Any]) -> Accepted:
    """What plain values accept; raises InvalidPattern for infinity and NaN, which JSON has not."""
    if any(is_number(value) and amount(value) is None for value in values):
        raise InvalidPattern(place, "infinity and NaN are no JSON; write a number, or null")
    accepted = _letter_by_letter(values)
    addresses = frozenset(spelt for text in accepted.texts if (spelt := address(text)))
    return replace(accepted, operators=(SameAddress(addresses),)) if addresses else accepted


def excluded(place: Place, operand: Any) -> Accepted:
    """What `anything-but` excludes: texts letter by letter, even addresses, or numbers; raises InvalidPattern."""
    values = operand if isinstance(operand, list | tuple) else [operand]
    for at, value in enumerate(values):
        if is_number(value) and comparable(value) is None:
            reason = "'anything-but' compares doubles; write a number of at most 15 digits"
            raise InvalidPattern(place, reason, number(value), Stop((*place, at)) if values is operand else NOWHERE)
    return _letter_by_letter(values)


def _letter_by_letter(values: Sequence[Any]) -> Accepted:
    return Accepted(
        texts=frozenset(value for value in values if isinstance(value, str)),
        amounts=frozenset(found for value in values if is_number(value) for found in named(value)),
        words=frozenset(value for value in values if value is None or isinstance(value, bool)),
    )
