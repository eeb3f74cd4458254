"""Where a value stands. Standard library only."""

from typing import NamedTuple


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
