"""What differs between two schemas of an event, as data. Compares nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from meshctl.contracts.forms.steps import Items, Path, Step
from meshctl.model.places import Place

LONGEST = 100  # letters of a place that help to find it


class Aspect(StrEnum):
    """What of a schema differs."""

    PROPERTY = "property"
    REQUIRED = "required"
    TYPE = "type"
    VALUES = "values"
    BOUNDS = "bounds"
    MULTIPLE = "multiple"
    LENGTH = "length"
    PATTERN = "pattern"
    FORMAT = "format"
    ITEMS = "items"
    CONTAINS = "contains"
    PROPERTIES = "properties"
    NAMES = "property-names"
    PATTERN_PROPERTIES = "pattern-properties"
    ADDITIONAL = "additional-properties"
    UNEVALUATED = "unevaluated"
    DEPENDENT = "dependent-required"
    COMPOSITION = "composition"
    REFERENCE = "reference"
    SCHEMA = "schema"


class Effect(StrEnum):
    """What became of it: of a rule about values, whether it takes fewer, more, or others (as far as can be proved)."""

    ADDED = "added"
    REMOVED = "removed"
    NARROWED = "narrowed"
    WIDENED = "widened"
    CHANGED = "changed"
    UNDECIDED = "undecided"


class Witness(NamedTuple):
    """Data of an event as JSON, and which of two schemas refuses it: the "old" or the "new" one."""

    data: str
    refused_by: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the schemas of two versions.

    `breaks_backward`: whoever reads by the new schema may refuse data that was written by the old one.
    `breaks_forward`: whoever still reads by the old schema may refuse data that is written by the new one.
    Both are true as well where the opposite cannot be proved. `backward_witness` and `forward_witness` are data as JSON, found and
    judged, that are refused so; without them, a break is no more than presumed. `at` is where the later version says it, or is nearest to it.
    """

    path: Path
    aspect: Aspect
    effect: Effect
    sentence: str
    breaks_backward: bool = False
    breaks_forward: bool = False
    backward_witness: str = ""
    forward_witness: str = ""
    at: Place | None = field(default=None, compare=False)

    @property
    def proofs(self) -> tuple[Witness, ...]:
        """What proves that it breaks forward, backward, or both."""
        found = (Witness(self.forward_witness, "old"), Witness(self.backward_witness, "new"))
        return tuple(one for one in found if one.data)

    @property
    def kind(self) -> str:
        """Such as `property-removed` or `type-narrowed`."""
        return f"{self.aspect}-{self.effect}"

    @property
    def place(self) -> str:
        """Where in the data, such as `address.country`, `lines[].sku` or `labels.*`; empty for the data as a whole."""
        return place_of(self.path)


def judged(
    path: Path, aspect: Aspect, sentence: str, *, backward: bool, forward: bool, effect: Effect | None = None
) -> Difference:
    """A difference that breaks these ways; where its effect is not said, it follows from them."""
    return Difference(path, aspect, effect or effect_of(backward, forward), sentence, backward, forward)


def effect_of(refuses_old: bool, allows_new: bool) -> Effect:
    """What a rule became that refuses some old data, allows some new data, or both."""
    if refuses_old == allows_new:
        return Effect.CHANGED
    return Effect.NARROWED if refuses_old else Effect.WIDENED


def place_of(path: Path) -> str:
    """A path as people write it."""
    spoken = "".join(map(_spoken, path)).removeprefix(".")
    return spoken if len(spoken) <= LONGEST else f"{spoken[:LONGEST]}..."


def _spoken(step: Step) -> str:
    if isinstance(step, Items):
        return "[]" if step.index is None else f"[{step.index}]"
    return f".{step}" if isinstance(step, str) else ".*"


def subject(path: Path) -> str:
    """What a sentence about the path begins with."""
    return f'"{place_of(path)}"' if path else "the data"


def in_order(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Each once, sorted by place and kind."""
    return tuple(sorted(set(differences), key=lambda one: (one.place, one.aspect, one.effect, one.sentence)))
