"""Which clauses a value of one field makes worth asking. Proves nothing: the clauses have still to be asked."""

from collections.abc import Iterator

from meshctl.patterns.index.clauses import Clause
from meshctl.patterns.matching.prefilters import ANY_NUMBER, ANY_TEXT, ANYTHING, Prefilter
from meshctl.patterns.operators.numbers import Number, amount


class ClauseTable:
    """Clauses by the prefilters of one field; only those prefilters of a value are looked up that a clause may have."""

    __slots__ = ("_clauses", "_ends", "_insides", "_starts")

    def __init__(self) -> None:
        self._clauses: dict[tuple[str, object], list[Clause]] = {}
        self._starts: set[int] = set()  # how many letters
        self._ends: set[int] = set()
        self._insides: set[str] = set()

    def add(self, prefilter: Prefilter, clause: Clause) -> None:
        """Add the clause by a prefilter; it may have several."""
        self._clauses.setdefault(prefilter, []).append(clause)
        match prefilter:
            case ("start", text):
                self._starts.add(len(text))
            case ("end", text):
                self._ends.add(len(text))
            case ("inside", text):
                self._insides.add(text)

    def candidates(self, value: object) -> list[Clause]:
        """The clauses that may accept the value; one may come twice."""
        found: list[Clause] = []
        for prefilter in self._met_by(value):
            if prefilter in self._clauses:
                found += self._clauses[prefilter]
        return found

    def _met_by(self, value: object) -> list[tuple[str, object]]:
        if isinstance(value, str):
            return [ANYTHING, ANY_TEXT, *self._met_by_text(value)]
        if isinstance(value, Number) and not isinstance(value, bool):
            return [ANYTHING, ANY_NUMBER, ("amount", amount(value))]
        return [ANYTHING]

    def _met_by_text(self, text: str) -> Iterator[tuple[str, object]]:
        yield "text", text
        for length in self._starts:
            yield "start", text[:length]
        for length in self._ends:
            yield "end", text[max(0, len(text) - length) :]
        for piece in self._insides:
            if piece in text:
                yield "inside", piece
