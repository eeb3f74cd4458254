"""What a generated file says of itself, and what of the files that are there is stale or somebody else's. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


def made_by(service: str) -> str:
    """The first line of each, without what begins a comment."""
    return f"Written by `meshctl codegen --service {service}`. Change the catalogue, and run it again."


@dataclass(frozen=True, slots=True)
class GeneratedFiles:
    """Texts by the paths that they belong to. A file that is there and has no such first line was written by somebody else."""

    service: str
    texts: Mapping[str, str]

    def stale(self, present: Mapping[str, bytes]) -> list[str]:
        """Paths of those that are not there, or not as they should be."""
        return [path for path, text in self.texts.items() if present.get(path) != text.encode()]

    def of_others(self, present: Mapping[str, bytes]) -> list[str]:
        """Paths at which there is what codegen did not write for this service."""
        mine = made_by(self.service).encode()
        return [path for path in self.texts if path in present and mine not in present[path].split(b"\n", 1)[0]]
