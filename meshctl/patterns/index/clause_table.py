"""Which clauses a value of one field makes worth asking. Proves nothing: the clauses have still to be asked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from meshctl.patterns.index.clauses import Clause
from meshctl.patterns.index.ranges import Ranges
from meshctl.patterns.matching.prefilters import ANY_TEXT, ANYTHING, Prefilter
from meshctl.patterns.operators.numbers import Amount, amount, is_number

ByText = dict[str, list[Clause]]


class ClauseTable:
    """Clauses by the prefilters of one field; only those prefilters of a value are looked up that a clause has."""

    __slots__ = ("_all", "_amounts", "_any_text", "_ends", "_insides", "_ranges", "_starts", "_texts")

    def __init__(self, clauses: Iterable[tuple[Prefilter, Clause]]) -> None:
        by_kind: defaultdict[str, list[tuple[Prefilter, Clause]]] = defaultdict(list)
        for prefilter, clause in clauses:
            by_kind[prefilter.kind].append((prefilter, clause))
        self._all = [clause for _, clause in by_kind[ANYTHING.kind]]
        self._any_text = [*self._all, *(clause for _, clause in by_kind[ANY_TEXT.kind])]
        self._texts: ByText = _grouped(by_kind["text"])
        self._amounts: dict[Amount | None, list[Clause]] = _grouped(by_kind["amount"])
        self._starts = _by_length(_grouped(by_kind["start"]))
        self._ends = _by_length(_grouped(by_kind["end"]))
        self._insides: ByText = _grouped(by_kind["inside"])
        self._ranges = Ranges([(prefilter.what, clause) for prefilter, clause in by_kind["range"]])

    def candidates(self, value: object) -> list[Clause]:
        """The clauses that may accept the value; one may come twice."""
        if isinstance(value, str):
            return self._wanting_text(value)
        return self._wanting_number(amount(value)) if is_number(value) else self._all

    def _wanting_text(self, text: str) -> list[Clause]:
        found = [*self._any_text, *self._texts.get(text, ())]
        for length, starts in self._starts:
            found += starts.get(text[:length], ())
        for length, ends in self._ends:
            found += ends.get(text[-length:], ())
        for piece, clauses in self._insides.items():
            if piece in text:
                found += clauses
        return found

    def _wanting_number(self, number: Amount | None) -> list[Clause]:
        in_range = self._ranges.around(number) if isinstance(number, float) else ()
        return [*self._all, *self._amounts.get(number, ()), *in_range]


def _grouped(clauses: Iterable[tuple[Prefilter, Clause]]) -> dict[Any, list[Clause]]:
    """The clauses by what their prefilters look for."""
    grouped: dict[Any, list[Clause]] = {}
    for prefilter, clause in clauses:
        grouped.setdefault(prefilter.what, []).append(clause)
    return grouped


def _by_length(clauses: ByText) -> Sequence[tuple[int, ByText]]:
    """The same for each number of letters, so that one look for each finds what a text starts with, or ends with."""
    lengths: dict[int, ByText] = {}
    for text, wanting in clauses.items():
        lengths.setdefault(len(text), {})[text] = wanting
    return [*lengths.items()]
