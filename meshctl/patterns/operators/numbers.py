"""Numbers as AWS compares them: by the double that says the same decimal. Knows nothing of fields or operators."""

from decimal import Decimal
from math import isfinite
from typing import TypeGuard

Number = int | float | Decimal
# A double, or what is beyond a double together with a mark, so that 2**60 never equals the double next to it.
Amount = float | tuple[str, int | Decimal]

EXACT_IN_A_DOUBLE = 2**53


def is_number(value: object) -> TypeGuard[Number]:
    """Whether JSON calls it a number; in Python `True` is an int, in JSON it is not."""
    return isinstance(value, Number) and not isinstance(value, bool)


def comparable(number: Number) -> float | None:
    """The double AWS compares by, or None for a number that no double says digit for digit, such as 1e400."""
    if type(number) is int and -EXACT_IN_A_DOUBLE <= number <= EXACT_IN_A_DOUBLE:  # most are
        return float(number)
    try:
        double = float(number)
    except (OverflowError, ValueError):
        return None
    if not isfinite(double):
        return None
    return double if isinstance(number, float) or Decimal(repr(double)) == number else None


def amount(number: Number) -> Amount | None:
    """What exact matching compares: 300, 300.0 and 3.0e2 have one amount; infinity and NaN have none."""
    double = comparable(number)
    if double is not None:
        return double
    if isinstance(number, float) or (isinstance(number, Decimal) and not number.is_finite()):
        return None
    return ("beyond", number)
