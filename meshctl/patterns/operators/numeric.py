"""Ranges of numbers, as `numeric` says them. How two numbers compare is for numbers.py."""

from dataclasses import dataclass

from meshctl.patterns.operators.numbers import Number, comparable


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers from `low` to `high`; each end belongs to it or not. A number beyond a double is in no range."""

    low: float
    with_low: bool
    high: float
    with_high: bool

    def accepts(self, value: object) -> bool:
        """Whether the value is such a number; text never is."""
        if not isinstance(value, Number) or isinstance(value, bool):
            return False
        double = comparable(value)
        return double is not None and self._holds(double)

    def _holds(self, double: float) -> bool:
        above = double >= self.low if self.with_low else double > self.low
        return above and (double <= self.high if self.with_high else double < self.high)
