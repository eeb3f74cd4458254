"""The work that is left for one search. It counts steps, not time: the same schemas always get the same answer."""


class OutOfSteps(Exception):
    """The search has done all the work that it may."""


class StepsLeft:
    """So many steps, each of some microseconds."""

    def __init__(self, steps: int) -> None:
        self._steps = steps

    def spend(self, steps: int) -> None:
        """Takes some of them. Raises `OutOfSteps` once there are none."""
        self._steps -= steps
        if self._steps < 0:
            raise OutOfSteps
