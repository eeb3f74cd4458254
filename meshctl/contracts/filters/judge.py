"""Whether a pattern matches no, some or all events that a schema allows.

"Never" and "always" are proved, "some" has an event as its witness, and all else is unknown, with a reason. What is proved but for
something that a schema does not say is another verdict, which names what it assumes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any

from meshctl.contracts.filters.alternatives import Alternatives, Exhausted, Schemas
from meshctl.contracts.filters.always import AlwaysProof
from meshctl.contracts.filters.assumptions import Assumption
from meshctl.contracts.filters.never import NeverProof
from meshctl.contracts.filters.obstacles import PATTERN, Obstacle, nearest
from meshctl.contracts.filters.pattern_tree import PatternNode, united
from meshctl.contracts.filters.validity import Validity
from meshctl.contracts.filters.witnesses import Witnesses
from meshctl.contracts.validation.validator import Validator
from meshctl.json_schema.references import References
from meshctl.patterns import Pattern

MOST_BRANCHES, MOST_TRIED, MOST_VALUES = 100, 60, 8
OBJECT = {"type": "object"}


class Matches(Enum):
    """How many of the events that the schema allows match."""

    NEVER = "never"
    PRESUMABLY_NEVER = "presumably never"
    SOME = "some"
    PRESUMABLY_ALWAYS = "presumably always"
    ALWAYS = "always"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many events match; the field, reason and way out of "never", the reason of "unknown", what a presumption assumes.

    `witness` is an event's data that is valid and matches: there for "some", and for "always" if one was found.
    "Some" does not say that there is an event that does not match.
    """

    matches: Matches
    reason: str = ""
    path: tuple[str, ...] = ()
    help: str = ""
    witness: dict[str, Any] | None = None
    assumed: tuple[Assumption, ...] = ()


def judge(pattern: Pattern, schema: Any) -> Verdict:
    """How much of what the schema allows the pattern matches; both speak of the data of an event.

    The schema is decoded JSON of the dialect 2020-12 that the catalogue has found no fault with.
    """
    if len(pattern.branches) > MOST_BRANCHES:
        return Verdict(Matches.UNKNOWN, f"the pattern has more than {MOST_BRANCHES} combinations of `$or`")
    try:
        return _Judgement(pattern, schema).verdict()
    except (Exhausted, RecursionError):
        return Verdict(Matches.UNKNOWN, "the schema is too large or too entangled to be followed")


class _Judgement:
    """What one judgement works with: the branches as trees, and the schema with what was found out about it."""

    def __init__(self, pattern: Pattern, schema: Any) -> None:
        references = References(schema)
        self.pattern, self.schema = pattern, schema
        self.branches = [PatternNode.of(branch) for branch in pattern.branches]
        self.data: Schemas = (schema, OBJECT)
        self.alternatives = Alternatives(references)
        self.validity = Validity(references)
        self.validator = Validator(schema)

    def verdict(self) -> Verdict:
        if not self.alternatives.of(self.data):
            return self._without_events()
        witness = self._witness()  # most filters let something pass, and then nothing need be proved to the contrary
        obstacle = self._obstacle() if witness is None else None
        if obstacle:
            matches = Matches.PRESUMABLY_NEVER if obstacle.assumed else Matches.NEVER
            assumed = tuple(sorted(obstacle.assumed))
            return Verdict(matches, obstacle.reason, obstacle.path, obstacle.help, assumed=assumed)
        always = AlwaysProof(self.alternatives)
        if self._always_matches(always):
            matches = Matches.PRESUMABLY_ALWAYS if always.assumed else Matches.ALWAYS
            return Verdict(matches, witness=witness, assumed=tuple(sorted(always.assumed)))
        return Verdict(Matches.SOME, witness=witness) if witness is not None else self._unknown()

    def _without_events(self) -> Verdict:
        if self.alternatives.of((self.schema,)):
            return Verdict(Matches.UNKNOWN, "the schema allows no objects, and an event's data is one")
        return Verdict(Matches.NEVER, "the schema allows no event at all")

    def _obstacle(self) -> Obstacle | None:
        never = NeverProof(self.alternatives)
        found = []
        for branch in self.branches:
            obstacle = never.obstacle(branch, self.data)
            if obstacle is None:
                return None
            found.append(obstacle)
        return nearest(found, PATTERN)

    def _always_matches(self, always: AlwaysProof) -> bool:
        shapes, branches = self.alternatives.of(self.data), united(self.pattern.branches)
        return all(any(always.of_shape(branch, shape) for branch in branches) for shape in shapes)

    def _witness(self) -> dict[str, Any] | None:
        for event in islice(self._candidates(), MOST_TRIED):
            if self.pattern.matches(event) and self._is_valid(event):
                return event
        return None

    def _is_valid(self, event: dict[str, Any]) -> bool:
        held = self.validity.holds(event, self.schema)
        return bool(self.validator.holds(event) if held is None else held)

    def _candidates(self) -> Iterator[dict[str, Any]]:
        for most in (1, MOST_VALUES):  # most often the first will do
            witnesses = Witnesses(self.alternatives, most)
            for branch in self.branches:
                yield from (event for event in witnesses.of(branch, self.data) if isinstance(event, dict))

    def _unknown(self) -> Verdict:
        found = "no event was found that the schema allows and the pattern matches"
        notes = "".join(f"; {note}" for note in self.alternatives.notes)
        return Verdict(Matches.UNKNOWN, f"{found}, nor a proof that there is none{notes}")
