"""How much work may be done over two versions of a schema. Counts steps and no time, so that the same schemas always get the same answer."""

from collections.abc import Iterator
from contextlib import contextmanager

MOST_WORK = 90_000
"""Steps of about five microseconds: making a form takes five, looking at a pair four, telling a difference three."""
MOST_PROVING = 45_000
"""Steps of those on the way to proofs, so that what needs none is compared as well."""
MOST_TRIED = 100
"""Proofs that go through texts; what they would prove is presumed not to be so where there are no more of them."""
OF_A_STEP = 8
"""Names, values or schemas of which only little is asked."""


class BudgetExhausted(Exception):
    """More work is needed than may be done."""


class Budget:
    """The steps that are left for all that is asked about the two."""

    def __init__(self, most: int = MOST_WORK, proving: int = MOST_PROVING) -> None:
        self._left = most
        self._left_for_proofs = proving
        self._kept_for_others = 0
        self._left_to_try = MOST_TRIED
        self._proves = False

    @property
    def is_spent(self) -> bool:
        """Whether nothing more can be looked at."""
        return self._left < 0

    def spend(self, steps: int = 1) -> None:
        """Counts work before it is done. Raises `BudgetExhausted`."""
        self._left -= steps
        if self._proves:
            self._left_for_proofs -= steps
        if self._left < 0 or (self._proves and self._left_for_proofs < self._kept_for_others):
            raise BudgetExhausted

    def spend_on(self, count: int) -> None:
        """Counts work that is little for each of so many. Raises `BudgetExhausted`."""
        self.spend(count // OF_A_STEP)

    def affords_a_proof(self) -> bool:
        """Counts a proof that may as well be left out; whether it may be made."""
        self._left_to_try -= 1
        return self._left_to_try >= 0

    def turn_to_a_place(self) -> None:
        """The proofs of one place may take half of what is left for proofs, so that something is left for every other."""
        self._kept_for_others = self._left_for_proofs // 2

    @contextmanager
    def for_a_proof(self) -> Iterator[None]:
        """What is spent meanwhile is spent on a proof, and on those that it needs."""
        before, self._proves = self._proves, True
        try:
            yield
        finally:
            self._proves = before
