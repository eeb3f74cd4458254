"""Where a value stands. Standard library only."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

Keys = tuple[str | int, ...]


class Place(
    NamedTuple
):  # there are twenty for each service: these are made and kept in half the time and space of a dataclass
    """A spot in a file of the catalogue: the path relative to the catalogue, line and column from 1, length in characters."""

    file: str
    line: int = 1
    column: int = 1
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class PlacesWithin(Mapping[Keys, Place]):
    """Where the parts of a value stand, each by the keys that lead to it. Only checks ask: they are there when somebody does."""

    def __init__(self, read: Callable[[], Mapping[Keys, Place]] = dict) -> None:
        self._told = read

    @cached_property
    def _places(self) -> Mapping[Keys, Place]:
        return self._told()

    def __getitem__(self, keys: Keys) -> Place:
        return self._places[keys]

    def __iter__(self) -> Iterator[Keys]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
