"""A filter says what its author meant, as far as that can be seen: AWS takes these, and nothing matches. Pure."""

from collections.abc import Iterator
from json import dumps

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.filters import sound_schema
from meshctl.contracts.filters.undescribed import describes
from meshctl.model.events import EventReference
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import Link
from meshctl.patterns import InvalidPattern, Pattern
from meshctl.patterns.explaining.doubts import PatternDoubt, doubts, envelope_doubts
from meshctl.patterns.syntax.invalid_pattern import Place


def _run(mesh: Mesh) -> Iterator[Finding]:
    for subscription in mesh.subscriptions:
        if subscription.where:
            yield from _spelt_otherwise(subscription)
            for doubt in _doubts(subscription):
                if not (doubt.named and _is_described(mesh, subscription, doubt)):
                    place = subscription.where_places.get(doubt.place, subscription.where_place)
                    message = f'the filter of "{subscription.name}": {doubt.sentence}'
                    yield Finding("doubtful-filter", place, message, _WHY, doubt.help)


_WHY = "AWS takes the pattern as it is, so nobody else says a word, and no event may ever match"


def _doubts(subscription: Subscription) -> tuple[PatternDoubt, ...]:
    """The doubts about a filter that can be read; what a further bus has is whole events."""
    where = dict(subscription.where or {})
    try:
        Pattern.parse(where)
    except InvalidPattern:  # which `invalid-pattern` tells
        return ()
    wants = subscription.wants
    found = doubts(where, where=not (isinstance(wants, Link) and wants.kind == "bus"))
    return (*found, *envelope_doubts(where)) if isinstance(wants, EventReference) else found


def _is_described(mesh: Mesh, subscription: Subscription, doubt: PatternDoubt) -> bool:
    """Whether the schema of an event that may be meant has a field of that name there."""
    events = mesh.meant_by(subscription.wants) if isinstance(subscription.wants, EventReference) else ()
    schemas = (schema for event in events if (schema := sound_schema(mesh, event)))
    return any(describes(schema.data, _names(doubt.place)) for schema in schemas)


def _names(place: Place) -> tuple[str, ...]:
    """The names of the fields on the way to a place, `$or` and the numbers of its choices left out."""
    steps = zip(place, (*place[1:], ""), strict=True)
    written = [
        step for step, below in steps if isinstance(step, str) and not (step == "$or" and isinstance(below, int))
    ]
    return tuple(name for step in written for name in step.split("."))


def _spelt_otherwise(subscription: Subscription) -> Iterator[Finding]:
    """What is no more as it is written once YAML has read it, or what other readers of YAML read otherwise."""
    for place, text in subscription.where_spellings.items():
        value = _at(subscription.where, place)
        read = f"the text {dumps(value, ensure_ascii=False)}" if isinstance(value, str) else f"the number {value}"
        meant = _MEANT if isinstance(value, str) else f"as {value} if it is a number"
        message = f'the filter of "{subscription.name}": {text} is read as {read}, and that is compared'
        help_ = f'write "{text}" in quotes if it is a text such as an id, and {meant}'
        where = subscription.where_places.get(place, subscription.where_place)
        yield Finding("doubtful-filter", where, message, _SPELLINGS, help_)


_MEANT = (
    "as true, false or a number if it is one; of more than 18 digits, or an exponent of more than two, no number is read, "
    'so give bounds instead: {"numeric": [">=", LEAST, "<=", MOST]}'
)
_SPELLINGS = "YAML has had several spellings of numbers and words, of which each of its readers knows some"


def _at(value: object, place: tuple[str | int, ...]) -> object:
    for step in place:
        value = value[step]  # type: ignore[index]
    return value


_WRONG = """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlaced
    where: {total: [0100]}
    deliver_to: {function: charge}
"""


DOUBTFUL_FILTER = Check(
    name="doubtful-filter",
    severity=Severity.WARNING,
    why="AWS takes an operator that stands where a field does for a field of that name, and a text that spells a comparison or JSON for "
    "that very text; and YAML reads 0123 as 123. Nothing is said where the schema has a field of that name.",
    wrong={"payments/capture.yaml": _WRONG},
    right={"payments/capture.yaml": _WRONG.replace("0100", "100")},
    run=_run,
)
