"""Blocks of a console in a document: commands, and what each says. What differs from run to run is no matter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VARIES = (
    (_UUID, "ID"),
    (re.compile(r"\b\d+ ms\b"), "N ms"),
    (re.compile(r"\b\d{12}\b"), "ACCOUNT"),
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?"), "TIME"),
    (re.compile(r"127\.0\.0\.1:\d+|process \d+"), "HERE"),
    (re.compile(r"\s+"), " "),
)
ANYTHING = "..."


@dataclass(frozen=True)
class Typed:
    """A command as it is typed, and the lines below it; `...` among them stands for any others."""

    command: str
    shown: tuple[str, ...]

    def with_ids(self, ids: Mapping[str, str]) -> str:
        """The command with the ids of this run in place of those on the page."""
        return _UUID.sub(lambda found: ids.get(found[0], found[0]), self.command)

    def missing(self, said: str) -> list[str]:
        """What the page shows and the command has not said; and without `...`, what it has said besides."""
        came, wanted = [_alike(line) for line in said.splitlines() if line.strip()], [*self._wanted()]
        lacking = [line for line in wanted if line not in came]
        anything = ANYTHING in map(str.strip, self.shown)
        return lacking if anything else lacking + [line for line in came if line not in wanted]

    def ids(self, said: str) -> dict[str, str]:
        """The ids of this run by those on the page, in the order in which both are told."""
        return dict(zip(_UUID.findall("\n".join(self.shown)), _UUID.findall(said), strict=False))

    def _wanted(self) -> Iterator[str]:
        return (_alike(line) for line in self.shown if line.strip() and line.strip() != ANYTHING)


def typed(block: str) -> list[Typed]:
    """The commands of a block; what needs nothing to be shown below it shows nothing."""
    parts = re.split(r"^\$ ", block, flags=re.M)[1:]
    return [Typed(part.split("\n", 1)[0], tuple(part.split("\n")[1:])) for part in parts]


def _alike(line: str) -> str:
    """The line without what differs from run to run."""
    for pattern, instead in _VARIES:
        line = pattern.sub(instead, line)
    return line.strip()
