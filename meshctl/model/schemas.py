"""JSON Schemas of events, as they were read, with what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from re import compile as compile_expression
from typing import Any, NamedTuple

from meshctl.model.faults import FileFault
from meshctl.model.places import Place

Keys = tuple[str | int, ...]
Origin = tuple[str, Keys]
"""A file, and the keys and numbers that lead to a value in it."""
_LEADING_OUT = compile_expression(rb'[Rr]ef"\s*:\s*"[^#]|\\u')


class SchemaSilence(NamedTuple):
    """Where a schema says less than it seems to: `idle` are its keywords without effect, `silence` is why it promises nothing at all, of
    which there is at most one.
    """

    idle: tuple[FileFault, ...] = ()
    silence: tuple[FileFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """The file of an event's schema; `data` is None where the file is no JSON.

    `faults` keep it from being one. `says_less` looks where one says less than it seems to; few ask for it.
    `data` is the form that everybody judges by: one schema of JSON Schema 2020-12 that stands on its own, whatever the file is written in.
    Where something is wrong, it is what the file says. `dialect` is that of the file, `files` are all that the form is made of, itself first
    (with faults, all that were looked into), `where` says of a path of the form what it was made of, and `written` what stands there;
    both are None where the form is the file itself. `find` gives the place of an origin.
    """

    path: str
    data: Any
    faults: tuple[FileFault, ...]
    dialect: str = "2020-12"
    files: tuple[str, ...] = ()
    where: Callable[[Keys], Origin] | None = field(default=None, compare=False)
    written: Callable[[Origin], Any] | None = field(default=None, compare=False)
    find: Callable[[Origin], Place] | None = field(default=None, compare=False)
    says_less: Callable[[], SchemaSilence] = field(default=SchemaSilence, compare=False)

    @property
    def idle(self) -> tuple[FileFault, ...]:
        """Its keywords without effect."""
        return self.says_less().idle

    @property
    def silence(self) -> tuple[FileFault, ...]:
        """Why it promises nothing."""
        return self.says_less().silence

    def origin(self, keys: Keys) -> Origin:
        """The file and the place in it of what the form says at `keys`."""
        return self.where(keys) if self.where else (self.path, keys)

    def place(self, keys: Keys) -> Place:
        """The place in its file of what the form says at `keys`."""
        origin = self.origin(keys)
        return self.find(origin) if self.find else Place(origin[0])


def may_lead_out(text: bytes) -> bool:
    """Whether the text of a schema perhaps refers to another file; where it does not, nobody need read it to know."""
    return _LEADING_OUT.search(text) is not None
