"""What a filter or an input reads is described by the event's schema. Pure."""

from collections.abc import Iterator
from functools import cache
from json import dumps, loads

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.filters import Filter, filtered, filters, schema_text
from meshctl.contracts.filters.judge import Matches, Verdict
from meshctl.contracts.filters.undescribed import Names, Undescribed, undescribed
from meshctl.model.events import Event, EventReference
from meshctl.model.findings import Finding, Severity, did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Subscription
from meshctl.patterns import Pattern

_TOLD_NOWHERE_ELSE = (Matches.SOME, Matches.UNKNOWN, Matches.PRESUMABLY_ALWAYS)


def _run(mesh: Mesh) -> Iterator[Finding]:
    required, undescribed_in = cache(_required), cache(_undescribed)  # most filters and schemas stand there many times
    for matches in _TOLD_NOWHERE_ELSE:
        for one in filters(mesh, matches):
            for field in undescribed_in(mesh.texts[one.event.schema], required(dumps(one.subscription.where))):
                place = Filter(one.subscription, one.event, Verdict(matches, path=field.path)).place
                yield _finding(one.subscription.name, "filters on", one.event, field, place)
    for subscription, event, schema in _with_input(mesh):
        paths = tuple(tuple(path.split(".")) for path in (subscription.input_fields or {}).values())
        for field in undescribed_in(schema, paths):
            yield _finding(subscription.name, "takes for its input", event, field, subscription.place)


def _with_input(mesh: Mesh) -> Iterator[tuple[Subscription, Event, bytes]]:
    """The subscriptions with an input that mean one event, and the text of its schema."""
    for subscription in mesh.subscriptions:
        if subscription.input_fields and isinstance(subscription.wants, EventReference):
            for event in mesh.meant_by(subscription.wants)[:1]:
                schema = schema_text(mesh, event)
                if schema is not None:
                    yield subscription, event, schema


def _required(where: str) -> tuple[Names, ...]:
    """The fields that have to be there in some branch of a filter."""
    branches = Pattern.parse(where).branches
    return tuple(sorted({one.path.names for branch in branches for one in branch if not one.accepted.absent}))


def _undescribed(text: bytes, paths: tuple[Names, ...]) -> tuple[Undescribed, ...]:
    schema = loads(text)
    return tuple(dict.fromkeys(found for path in paths if (found := undescribed(schema, path))))


def _finding(name: str, does: str, event: Event, field: Undescribed, place: Place) -> Finding:
    spoken = ".".join(field.path)
    message = f'"{name}" {does} `{spoken}`, and the schema of "{event.key}" does not describe it'
    why = "the schema allows further fields, so nobody else says a word: if it is misspelt, it is never there"
    beside = {".".join((*field.path[:-1], name)) for name in field.beside}
    describe = f"describe it in {event.schema}"
    help_ = f"{did_you_mean(spoken, beside)} (or {describe})" if beside else describe
    return Finding("undescribed-field", place, message, why, help_)


_SCHEMA = """\
{"type": "object", "properties": {"country": {"type": "string"}}}
"""


UNDESCRIBED_FIELD = Check(
    name="undescribed-field",
    severity=Severity.WARNING,
    why="A schema that does not close itself allows every field that it does not describe, so a filter on a misspelt field is "
    "not `never-matches`: somebody might publish it. Nothing is said where the schema allows more expressly, with "
    "`additionalProperties: true` or a schema for it, or where the filter wants the field not to be there.",
    wrong=filtered("contry: [DE]", _SCHEMA),
    right=filtered("country: [DE]", _SCHEMA),
    run=_run,
)
