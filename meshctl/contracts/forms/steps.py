"""Steps into the data that a schema describes. Compares nothing."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Items:
    """A step into an array: to its element number `index`, or to every one that has no schema of its own."""

    index: int | None = None


class Others(NamedTuple):
    """A step to every property but those of `names`. By its form, a cache tells it from the other steps."""

    names: frozenset[str] = frozenset()


Step = str | Items | Others
Path = tuple[Step, ...]
"""Where in an event's data: names of properties, and steps that stand for several places at once."""
