"""The things of a catalogue, for people and for programs: both are told the same. Pure."""

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any

from meshctl.report.tables import details, table
from meshctl.results.things import Details, Summary
from meshctl.results.things.stages import StageSettings

RetiredRow = Mapping[str, Any]
"""A line about what stands retired."""


def things_as_text(things: Sequence[Summary]) -> str:
    """A table with one line a thing; empty where there is none."""
    return table([_record(thing) for thing in things])


def things_as_json(kind: str, things: Sequence[Summary], unread: Sequence[str] = ()) -> str:
    """`{"<kind>": [...]}`, in ASCII; `kind` is what they are together (systems). With the files that are `unread`, if any."""
    return dumps({kind: [_record(thing) for thing in things]} | _unread(unread), indent=2)


def thing_as_text(thing: Details, retired: Sequence[RetiredRow] = ()) -> str:
    """All of one thing, a line a fact, and below them a table for each sort of things it has to do with."""
    return details(_record(thing) | _named(retired))


def thing_as_json(thing: Details, unread: Sequence[str] = (), retired: Sequence[RetiredRow] = ()) -> str:
    """`{"<sort>": {...}}`, in ASCII. With the files that are `unread`, if any: what they declare is not told."""
    return dumps({thing.sort: _record(thing) | _named(retired)} | _unread(unread), indent=2)


def gone_as_text(name: str, retired: Sequence[RetiredRow]) -> str:
    """What is left of something that the catalogue has no more."""
    return details({"no longer in the catalogue": name} | _named(retired))


def gone_as_json(retired: Sequence[RetiredRow]) -> str:
    """The same for programs."""
    return dumps(_named(retired), indent=2)


def _named(retired: Sequence[RetiredRow]) -> dict[str, Any]:
    return {"retired": [*retired]} if retired else {}


def _unread(files: Sequence[str]) -> dict[str, list[str]]:
    return {"unread": [*files]} if files else {}


def _record(thing: Any) -> dict[str, Any]:
    """The fields of a result by the names that are shown."""
    if isinstance(thing, StageSettings):
        return {"stage": thing.stage, "otherwise": _values(thing.settings)}
    record: dict[str, Any] = {}
    for name, value in zip(thing._fields, thing, strict=True):
        if name == "summary":
            record |= _record(value)
        elif name == "settings":  # a thing's own name goes before what it names: the `source` of a partner
            record |= {key: said for key, said in _values(value).items() if key not in record}
        else:
            record[_shown_as(name, thing)] = _value(value)
    return record


def _shown_as(name: str, thing: Any) -> str:
    """A thing is told under its sort (`system: orders`)."""
    return {"name": getattr(thing, "sort", name), "input_fields": "input"}.get(name, name)


def _values(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in settings.items()}


def _value(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if hasattr(value, "_fields"):
        return _record(value)
    return [_value(one) for one in value] if isinstance(value, tuple) else value
