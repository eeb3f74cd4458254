"""The files that say which wheels a function has: their texts as they were read, before anybody asks what they say. Plain data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from meshctl.errors import PackagingFailed
from meshctl.packaging.ignored import PYLOCK, PYPROJECT, REQUIREMENTS, UV_LOCK


@dataclass(frozen=True, slots=True)
class LockedProject:
    """The texts of a pyproject.toml and of the uv.lock beside it."""

    pyproject: str
    lock: str


@dataclass(frozen=True)
class PinningFiles:
    """Those of one function: `texts` by the paths from its directory, also of what requirements name by `-r` and `-c`.

    What was named and cannot be read is `refused`, with the reason and the way out; whoever needs it is told so.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def pylock(self) -> str:
        """The text of the pylock.toml; empty where there is none, as of the others."""
        return self.texts.get(PYLOCK, "")

    @property
    def requirements(self) -> str:
        """The text of the requirements.txt."""
        return self.texts.get(REQUIREMENTS, "")

    @property
    def project(self) -> str:
        """The text of the pyproject.toml."""
        return self.texts.get(PYPROJECT, "")

    @property
    def uv_lock(self) -> str:
        """The text of the uv.lock."""
        return self.texts.get(UV_LOCK, "")

    def read(self, path: str) -> str:
        """The text of a file. Raises `PackagingFailed` for what could not be read."""
        if path in self.refused:
            raise PackagingFailed(*self.refused[path])
        return self.texts.get(path, "")

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """Hex SHA-256 of all of them, whatever they say; of no files it is empty."""
        told = sorted([*_told(self.texts.items()), *_told((path, repr(why)) for path, why in self.refused.items())])
        return sha256("\n".join(told).encode()).hexdigest() if told else ""


def _told(texts: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (f"{path}\0{sha256(text.encode()).hexdigest()}" for path, text in texts)
