"""What a generated file says of itself, and which of those that are there are stale, left over, or somebody else's. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

_COMMENTS = {".py": "#", ".ts": "//"}
_FIRST_LINE = re.compile(rb"(?:#|//) Written by `meshctl codegen --service (\S+?)( --out DIR)?`\. ")


@dataclass(frozen=True, slots=True)
class GeneratedForService:
    """Which command wrote a file: for which service, and whether it was said where (`--out`) or was beside a function."""

    service: str
    elsewhere: bool = False

    @classmethod
    def by(cls, first_line: bytes) -> Self | None:
        """What the first line of a file says; None where it is no line of codegen."""
        if not (found := _FIRST_LINE.match(first_line)):
            return None
        return cls(found[1].decode(errors="replace"), bool(found[2]))

    def head(self, path: str) -> str:
        """The first line of a file of that name, which `by` reads."""
        comment, out = _COMMENTS[path[path.rindex(".") :]], " --out DIR" if self.elsewhere else ""
        return f"{comment} Written by `meshctl codegen --service {self.service}{out}`. Change the catalogue, and run it again."


@dataclass(frozen=True, slots=True)
class GeneratedFiles:
    """Texts by the paths that they belong to. A file that is there and has no such first line was written by somebody else."""

    service: str
    texts: Mapping[str, str]

    @classmethod
    def headed(cls, written: GeneratedForService, texts: Mapping[str, str]) -> Self:
        """The texts, each below its first line."""
        return cls(written.service, {path: f"{written.head(path)}\n{text}" for path, text in texts.items()})

    def stale(self, present: Mapping[str, bytes]) -> list[str]:
        """Paths of those that are not there, or not as they should be."""
        return [path for path, text in self.texts.items() if present.get(path) != text.encode()]

    def of_others(self, present: Mapping[str, bytes]) -> Iterator[tuple[str, GeneratedForService | None]]:
        """Paths at which there is what codegen did not write for this service, and for which it did."""
        for path in self.texts:
            if path in present:
                by = GeneratedForService.by(present[path].split(b"\n", 1)[0])
                if by is None or by.service != self.service:
                    yield path, by


def left_over(found: Mapping[str, GeneratedForService], service: str, wanted: Collection[str] | None) -> list[str]:
    """Paths of what was written for a service once and would not be any more.

    `wanted` is what belongs beside its functions; None where it is gone, or has no events: then nobody wants what `--out` wrote, either.
    """
    mine = {path: by for path, by in found.items() if by.service == service}
    return [path for path, by in mine.items() if wanted is None or not (by.elsewhere or path in wanted)]
