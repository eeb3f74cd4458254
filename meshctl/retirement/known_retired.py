"""What the last plan or apply of a stage on this machine found retired, as JSON and back. Pure.

Whoever can write into the catalogue's directory can write it: what is not exactly of this form is as if it were not there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from json import dumps, loads
from typing import Any

from meshctl.passes.change import PUBLISHER
from meshctl.passes.ending_hops import DELIVERY
from meshctl.passes.generations import KINDS
from meshctl.passes.parts import ARCHIVE, EXECUTION, FUNCTION_DEAD_LETTERS, RETENTION
from meshctl.retirement.given_up import is_given_up
from meshctl.retirement.outlook import RetiredOutlook

_KINDS = frozenset({*KINDS.values(), PUBLISHER, ARCHIVE, DELIVERY, EXECUTION, FUNCTION_DEAD_LETTERS, RETENTION})
_NAME = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+){0,2}(\.fifo|\.express)?|([a-z0-9-]+/){2}[A-Z][A-Za-z0-9]*\.v[0-9]+")
"""What people call a part (`topology/lowering/keys.py`), or a hop."""
_FIELDS = {"name": str, "kinds": list, "until": str, "messages": int | None}


@dataclass(frozen=True, slots=True)
class KnownRetiredPart:
    """All retired parts of one name: their kinds, the last of their days, and all their messages, where these were counted."""

    name: str
    kinds: tuple[str, ...]
    until: datetime
    messages: int | None


@dataclass(frozen=True, slots=True)
class KnownRetired:
    """What stood retired of a stage when somebody looked."""

    found: datetime
    parts: tuple[KnownRetiredPart, ...]

    def of(self, name: str) -> tuple[KnownRetiredPart, ...]:
        """Those of a system, of a service or of one thing."""
        return tuple(one for one in self.parts if is_given_up(one.name, (name,)))


def known_retired(found: datetime, outlooks: Iterable[RetiredOutlook]) -> KnownRetired:
    """What is kept of what was found."""
    names: dict[str, list[RetiredOutlook]] = {}
    for one in outlooks:
        names.setdefault(one.name, []).append(one)
    return KnownRetired(found, tuple(_together(name, parts) for name, parts in sorted(names.items())))


def _together(name: str, parts: Iterable[RetiredOutlook]) -> KnownRetiredPart:
    parts = tuple(parts)
    counts = [one.messages for one in parts]
    messages = None if None in counts else sum(count for count in counts if count)
    kinds = tuple(dict.fromkeys(one.part.kind for one in parts))
    return KnownRetiredPart(name, kinds, max(one.part.until for one in parts), messages)


def known_as_json(known: KnownRetired) -> bytes:
    """Its text."""
    parts = [
        {"name": one.name, "kinds": [*one.kinds], "until": one.until.isoformat(), "messages": one.messages}
        for one in known.parts
    ]
    return dumps({"found": known.found.isoformat(), "parts": parts}).encode()


def read_known(content: bytes) -> KnownRetired | None:
    """What the text says; None for a text that this meshctl has not written."""
    try:
        said = loads(content)
        return KnownRetired(_moment(said["found"]), tuple(map(_part, said["parts"])))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _part(said: Any) -> KnownRetiredPart:
    if said.keys() != _FIELDS.keys() or not all(isinstance(said[name], kind) for name, kind in _FIELDS.items()):
        raise ValueError
    if not (_NAME.fullmatch(said["name"]) and said["kinds"] and _KINDS.issuperset(said["kinds"])):
        raise ValueError
    if isinstance(said["messages"], bool) or (said["messages"] or 0) < 0:
        raise ValueError
    return KnownRetiredPart(said["name"], tuple(said["kinds"]), _moment(said["until"]), said["messages"])


def _moment(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError
    return moment
