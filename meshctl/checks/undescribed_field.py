"""What a filter or an input reads is described by the event's schema. Pure."""

from collections.abc import Iterator
from functools import cache
from json import dumps

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.filters import Filter, SoundSchema, filtered, filters, sound_schema
from meshctl.contracts.filters.judge import Matches, Verdict
from meshctl.contracts.filters.pattern_tree import wants_something
from meshctl.contracts.filters.undescribed import Names, Undescribed, list_above, undescribed
from meshctl.model.events import Event, EventReference
from meshctl.model.findings import Finding, Severity, did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Subscription
from meshctl.patterns import Pattern

_OPEN = "the schema allows further fields, so nobody else says a word: if it is misspelt, it is never there"
_FORBIDDEN = "the schema allows no further fields, so it is never there"
_TOLD_NOWHERE_ELSE = (Matches.SOME, Matches.UNKNOWN, Matches.PRESUMABLY_ALWAYS)


def _run(mesh: Mesh) -> Iterator[Finding]:
    required, undescribed_in = cache(_required), cache(_undescribed)  # most filters and schemas stand there many times
    unwanted = cache(_unwanted)
    for matches in _TOLD_NOWHERE_ELSE:
        for one in filters(mesh, matches):
            schema = sound_schema(mesh, one.event)
            for field in undescribed_in(schema, required(dumps(one.subscription.where))):
                if field.forbidden and matches is not Matches.UNKNOWN:
                    continue  # it is told as a choice that never holds
                place = Filter(one.subscription, one.event, Verdict(matches, path=field.path)).place
                yield _finding(one.subscription.name, "filters on", one.event, field, place)
    for one in filters(mesh, *_TOLD_NOWHERE_ELSE, Matches.ALWAYS):
        for field in undescribed_in(sound_schema(mesh, one.event), unwanted(dumps(one.subscription.where))):
            if _beside(field).startswith("did"):  # what is like no other field may be meant not to be there
                place = Filter(one.subscription, one.event, Verdict(one.verdict.matches, path=field.path)).place
                yield _finding(one.subscription.name, "wants no", one.event, field, place)
    for subscription, event, schema in _with_input(mesh):
        for name, path in (subscription.input_fields or {}).items():
            names, place = tuple(path.split(".")), subscription.input_places.get((name,), subscription.place)
            above = list_above(schema.data, names)
            if above:
                yield _below_list(subscription.name, event, above, path, place)
            for field in undescribed_in(schema, (names,)):
                yield _finding(subscription.name, "takes for its input", event, field, place)


def _with_input(mesh: Mesh) -> Iterator[tuple[Subscription, Event, SoundSchema]]:
    """The subscriptions with an input that mean one event, and its schema."""
    for subscription in mesh.subscriptions:
        if subscription.input_fields and isinstance(subscription.wants, EventReference):
            for event in mesh.meant_by(subscription.wants)[:1]:
                schema = sound_schema(mesh, event)
                if schema is not None:
                    yield subscription, event, schema


def _required(where: str) -> tuple[Names, ...]:
    """The fields that have to be there in some branch of a filter."""
    branches = Pattern.parse(where).branches
    return tuple(sorted({one.path.names for branch in branches for one in branch if not one.accepted.absent}))


def _unwanted(where: str) -> tuple[Names, ...]:
    """The fields of which a filter only wants that they are not there."""
    fields = [one for branch in Pattern.parse(where).branches for one in branch]
    return tuple(
        sorted({one.path.names for one in fields if one.accepted.absent and not wants_something(one.accepted)})
    )


def _undescribed(schema: SoundSchema | None, paths: tuple[Names, ...]) -> tuple[Undescribed, ...]:
    found = (undescribed(schema.data, path) for path in paths) if schema else ()
    return tuple(dict.fromkeys(one for one in found if one))


def _finding(name: str, does: str, event: Event, field: Undescribed, place: Place) -> Finding:
    spoken = ".".join(field.path)
    message = f'"{name}" {does} `{spoken}`, and the schema of "{event.key}" does not describe it'
    why = _FORBIDDEN if field.forbidden else _OPEN
    describe = f"describe it in {event.schema}"
    help_ = f"{_beside(field)} (or {describe})" if field.beside else describe
    return Finding("undescribed-field", place, message, why, help_)


def _beside(field: Undescribed) -> str:
    beside = {".".join((*field.path[:-1], name)) for name in field.beside}
    return did_you_mean(".".join(field.path), beside)


def _below_list(name: str, event: Event, above: Names, path: str, place: Place) -> Finding:
    spoken = ".".join(above)
    message = f'"{name}" takes for its input `{path}`, and `{spoken}` is a list in the schema of "{event.key}"'
    why = "a filter looks into the items of a list, an input does not: it finds nothing there, and the channel gets an empty text"
    return Finding(
        "undescribed-field", place, message, why, f"take `{spoken}` as it is, and read its items where it arrives"
    )


_SCHEMA = """\
{"type": "object", "properties": {"country": {"type": "string"}}}
"""


UNDESCRIBED_FIELD = Check(
    name="undescribed-field",
    severity=Severity.WARNING,
    why="A schema that does not close itself allows every field that it does not describe, so a filter on a misspelt field is "
    "not `never-matches`: somebody might publish it. Nothing is said where the schema allows more expressly, with "
    "`additionalProperties: true` or a schema for it, or where the filter wants the field not to be there, unless it is nearly "
    "one that is described. An input that leads through a list finds nothing either.",
    wrong=filtered("contry: [DE]", _SCHEMA),
    right=filtered("country: [DE]", _SCHEMA),
    run=_run,
)
