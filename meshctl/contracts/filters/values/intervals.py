"""Numbers between two bounds, and whether a multiple lies among them. Exact, whatever the size of a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, inf

Bound = int | float
Number = Bound | Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; each bound belongs to it or not, and infinity means that there is none."""

    low: Bound
    with_low: bool
    high: Bound
    with_high: bool

    def meet(self, other: "Interval") -> "Interval":
        """The numbers in both."""
        low, open_low = max((self.low, not self.with_low), (other.low, not other.with_low))
        high, with_high = min((self.high, self.with_high), (other.high, other.with_high))
        return Interval(low, not open_low, high, with_high)

    def holds(self, number: Number) -> bool:
        """Whether the number is in it."""
        above = number >= self.low if self.with_low else number > self.low
        return above and (number <= self.high if self.with_high else number < self.high)

    def covers(self, other: "Interval") -> bool:
        """Whether all numbers of the other are in it."""
        return self.meet(other) == other

    def is_covered_by(self, others: Iterable["Interval"]) -> bool:
        """Whether each number in it is in one of the others."""
        left = self
        for one in sorted(others, key=lambda one: (one.low, not one.with_low)):
            if one.low > left.low or (one.low == left.low and left.with_low and not one.with_low):
                return False
            if one.covers(left):
                return True
            if one.high > left.low or (one.high == left.low and one.with_high and left.with_low):
                left = Interval(one.high, not one.with_high, left.high, left.with_high)
        return False

    def has(self, steps: tuple[Bound, ...]) -> bool:
        """Whether a multiple of each step may be in it; two steps are never looked at together."""
        if self.low > self.high or (self.low == self.high and not (self.with_low and self.with_high)):
            return False
        return all(self.first(step) is not None for step in steps)

    def first(self, step: Number) -> Fraction | None:
        """The multiple of a step that is next to a bound, or zero; None if there is none."""
        unit = exact(step)
        if self.low == -inf:
            found = Fraction(0) if self.high == inf else floor(exact(self.high) / unit) * unit
            return found if self.with_high or self.high == inf or found < exact(self.high) else found - unit
        found = ceil(exact(self.low) / unit) * unit
        found = found if self.with_low or found > exact(self.low) else found + unit
        inside = self.high == inf or found < exact(self.high) or (self.with_high and found == exact(self.high))
        return found if inside else None

    @staticmethod
    def is_multiple(number: Number, step: Number) -> bool:
        """Whether a number is a whole multiple of a step, by their decimals."""
        return (exact(number) / exact(step)).denominator == 1


def exact(number: Number) -> Fraction:
    """The number that its shortest decimal says: a tenth for 0.1."""
    return Fraction(Decimal(repr(number))) if isinstance(number, float) else Fraction(number)
