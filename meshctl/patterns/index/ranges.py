"""Clauses by ranges of numbers: which of them hold a double. The work does not grow with the ranges that hold it not."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from meshctl.patterns.index.clauses import Clause
from meshctl.patterns.operators.numeric import Between

FEW = 16  # clauses that are kept for a leaf


class Ranges:
    """A segment tree over the ends of all ranges: a range is kept at few nodes, and a double lies below few.

    A leaf is an end or what lies between two, ends that a range leaves out included: the clause is asked anyway.
    """

    __slots__ = ("_ends", "_known", "_leaves", "_nodes")

    def __init__(self, ranges: Sequence[tuple[Between, Clause]]) -> None:
        self._ends = sorted({end for each, _ in ranges for end in (each.low, each.high)})
        self._leaves = 2 * len(self._ends) + 1
        nodes: defaultdict[int, list[Clause]] = defaultdict(list)
        for each, clause in ranges:
            for node in self._covering(self._leaf(each.low), self._leaf(each.high) + 1):
                nodes[node].append(clause)
        self._nodes = dict(nodes)
        self._known: dict[int, list[Clause]] = {}

    def around(self, double: float) -> list[Clause]:
        """The clauses of the ranges that hold the double, or have it for an end."""
        leaf = self._leaf(double)
        known = self._known.get(leaf)
        return self._above(leaf) if known is None else known

    def _above(self, leaf: int) -> list[Clause]:
        node = leaf + self._leaves
        found: list[Clause] = []
        while node:
            found += self._nodes.get(node, ())
            node >>= 1
        if len(found) <= FEW:  # so that what is kept grows with the ranges, not with their square
            self._known[leaf] = found
        return found

    def _leaf(self, double: float) -> int:
        before = bisect_left(self._ends, double)
        return 2 * before + (before < len(self._ends) and self._ends[before] == double)

    def _covering(self, first: int, end: int) -> Iterator[int]:
        """The nodes that together lie above the leaves from `first` to before `end`, and above no others."""
        first, end = first + self._leaves, end + self._leaves
        while first < end:
            if first & 1:
                yield first
            if end & 1:
                yield end - 1
            first, end = (first + 1) >> 1, end >> 1
