"""Looks for data of an event that a writer may send and a reader refuses: guessed, and judged by both schemas. Pure.

The data of an event is always an object. All is within counted steps, so the same schemas always get the same answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from json import dumps
from typing import Any

from meshctl.contracts.forms.budget import Budget, BudgetExhausted
from meshctl.contracts.forms.forms import SchemaVersion, two_versions
from meshctl.contracts.forms.named_properties import Site
from meshctl.contracts.forms.steps import Path
from meshctl.contracts.validation.schema_judge import SchemaJudge
from meshctl.contracts.versions.differences import Difference
from meshctl.contracts.witnesses.proved_differences import BreakingDifferences
from meshctl.contracts.witnesses.sent_values import SentValues
from meshctl.json_schema.subschemas import Subschemas

MOST_STEPS, MOST_OF_ONE, MOST_REFUSED = 60_000, 200, 8
SUBSCHEMAS_OF_A_STEP = 50
"""Subschemas that judging looks at in one step."""
LARGEST, LETTERS_OF_A_PART = 1_000, 20
"""Parts of data, of which each has some letters; larger data would be read by nobody."""
Places = Iterable[tuple[Path, Path]]


def witnesses(writer: Any, reader: Any, breaking: Sequence[Difference], repeated: Places) -> Mapping[Difference, str]:
    """Data as JSON that the writer's schema allows and the reader's refuses, by each difference that it proves.

    Of a difference that has none, nothing is known.
    """
    allowing = SchemaJudge.of(writer, formats=True) if breaking else None
    reading = SchemaJudge.of(reader) if allowing else None
    if allowing is None or reading is None:
        return {}
    search = _WitnessSearch(allowing, reading, 2 + (_size(writer) + _size(reader)) // SUBSCHEMAS_OF_A_STEP)
    with suppress(BudgetExhausted, RecursionError):
        versions = two_versions(writer, reader, Budget())
        search.look_for(BreakingDifferences(breaking, repeated, search.left), *versions)
    return search.proved


def _size(schema: Any) -> int:
    return len(Subschemas.of(schema).by_path)


class _WitnessSearch:
    """Goes from difference to difference. The writer's formats are promises; the reader's are no reason to refuse."""

    def __init__(self, writer: SchemaJudge, reader: SchemaJudge, judging: int) -> None:
        self._writer, self._reader, self._judging = writer, reader, judging
        self.left = Budget(MOST_STEPS)
        self.proved: dict[Difference, str] = {}

    def look_for(self, breaking: BreakingDifferences, writer: SchemaVersion, reader: SchemaVersion) -> None:
        """Looks at each place once and around it. Raises `BudgetExhausted`."""
        values, tried = SentValues(self.left), set[Path]()
        for one in breaking.all:
            for path in (one.path, one.path[:-1]):
                if one not in self.proved and path not in tried:
                    tried.add(path)
                    self._try(values.at(path, writer.root, reader.root, Site((writer.root,))), one, breaking)

    def _try(self, guesses: Iterable[Any], asked: Difference, breaking: BreakingDifferences) -> None:
        refused = 0
        for data in islice(guesses, MOST_OF_ONE):
            if isinstance(data, dict) and self._is_refused(data):
                refused += 1
                self._keep(data, breaking)
                if asked in self.proved or refused > MOST_REFUSED:
                    return

    def _is_refused(self, data: dict[str, Any]) -> bool:
        parts = _parts(data)
        self.left.spend(self._judging + parts)
        return parts <= LARGEST and self._reader.allows(data) is False and self._writer.allows(data) is True

    def _keep(self, data: dict[str, Any], breaking: BreakingDifferences) -> None:
        text = dumps(data)
        for one in breaking.proved_by(self._reader.refusals(data)):
            self.proved.setdefault(one, text)


def _parts(data: Any) -> int:
    """How many values there are in data, long texts for several; it counts no further than beyond the largest."""
    count, inside = 0, [data]
    while inside and count <= LARGEST:
        one = inside.pop()
        count += 1 + len(one) // LETTERS_OF_A_PART if isinstance(one, str) else 1
        if isinstance(one, dict | list):
            inside += (part for pair in one.items() for part in pair) if isinstance(one, dict) else one
    return count
