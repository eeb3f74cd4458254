"""Numbers as AWS compares them: by the double that says the same decimal, else as they are written.

Knows nothing of fields or operators.
"""

from collections.abc import Iterator
from decimal import Decimal
from math import isfinite
from typing import Literal, Self, TypeGuard

Number = int | float | Decimal
Amount = float | tuple[Literal["as spelt", "as a Decimal"], str]
"""A double, or how a number is written that no double says, so that 2**60 never equals the double next to it."""

EXACT_IN_A_DOUBLE = 2**53
LONGEST_INTEGER = 4_300  # digits that Python reads


class Spelt(float):
    """The nearest double of a number, and how JSON spells it; written as JSON again, it is that double."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Of JSON's text."""
        number = super().__new__(cls, text)
        number.text = text
        return number


class SpeltDecimal(Decimal):
    """A number digit for digit, and how JSON spells it: what no double says, AWS compares as it is written."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Of JSON's text; raises ArithmeticError for an exponent that no Decimal has."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def read_float(text: str) -> float:
    """A number with a fraction or an exponent; spelt where no double says it. For `parse_float` of `json.loads`."""
    spelt = Spelt(text)
    double = comparable(spelt)
    return spelt if double is None else double


def read_int(text: str) -> int | float:
    """A number without; spelt where Python reads no integer of so many digits. For `parse_int` of `json.loads`."""
    return int(text) if len(text) <= LONGEST_INTEGER else Spelt(text)


def is_number(value: object) -> TypeGuard[Number]:
    """Whether JSON calls it a number; in Python `True` is an int, in JSON it is not."""
    return isinstance(value, Number) and not isinstance(value, bool)


def comparable(number: Number) -> float | None:
    """The double AWS compares by, or None for a number that no double says digit for digit, such as 1e400."""
    if type(number) is int and -EXACT_IN_A_DOUBLE <= number <= EXACT_IN_A_DOUBLE:  # most are
        return float(number)
    try:
        double = float(number)
        return double if isfinite(double) and _says_the_same(double, number) else None
    except (ArithmeticError, ValueError):  # too large for a double, or for an exponent
        return None


def amount(number: Number) -> Amount | None:
    """What exact matching compares: 300, 300.0 and 3.0e2 have one amount; infinity and NaN have none."""
    double = comparable(number)
    if double is not None:
        return double
    if isinstance(number, SpeltDecimal):
        return "as spelt", number.text
    if isinstance(number, Decimal):
        return ("as a Decimal", str(number)) if number.is_finite() else None
    if isinstance(number, int):
        return "as spelt", str(Decimal(number))
    return ("as spelt", number.text) if isinstance(number, Spelt) else None


def named(number: Number) -> frozenset[Amount]:
    """The amounts that a plain value of a pattern accepts: a Decimal of an event says but what is left of its spelling."""
    own = amount(number)
    if own is None or isinstance(own, float):
        return frozenset(() if own is None else (own,))
    return frozenset((own, *_spelt_otherwise(own[1])))


def _spelt_otherwise(text: str) -> Iterator[Amount]:
    try:
        yield from (("as spelt", text), ("as a Decimal", str(Decimal(text))))
    except ArithmeticError:  # an exponent that no Decimal has
        return


def _says_the_same(double: float, number: Number) -> bool:
    if isinstance(number, Spelt):
        return repr(double) == number.text or Decimal(repr(double)) == Decimal(number.text)
    return isinstance(number, float) or Decimal(repr(double)) == number
