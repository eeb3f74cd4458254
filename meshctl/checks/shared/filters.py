"""What the filters of subscriptions let pass of the events they are for, as three checks ask. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from json import dumps, loads
from typing import Any
from weakref import WeakKeyDictionary

from meshctl.contracts.filters.choices import DeadChoice, dead_choices
from meshctl.contracts.filters.judge import Matches, Verdict, judge
from meshctl.model.events import Event, EventReference
from meshctl.model.finding_rules import Example
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Subscription
from meshctl.patterns import InvalidPattern, Pattern

_CAPTURE = """\
service: capture
functions:
  charge: {{source: lambdas/charge, handler: handler.handle}}
subscribes:
  placed:
    event: orders/OrderPlaced
    where: {{{where}}}
    deliver_to: {{function: charge}}
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """A subscription's `where`, the one event that it is for, and the verdict on both."""

    subscription: Subscription
    event: Event
    verdict: Verdict

    @property
    def place(self) -> Place:
        """The field of the verdict within `where`, or what is nearest above it."""
        subscription, path = self.subscription, self.verdict.path
        for length in range(len(path), 0, -1):
            found = [
                place for where, place in subscription.where_places.items() if _names(where)[:length] == path[:length]
            ]
            if found:
                return min(found)
        return subscription.where_place


@dataclass(frozen=True, slots=True)
class SoundSchema:
    """The form of a schema; two are equal whose files say the same in the same dialect."""

    data: Any = field(compare=False)
    texts: tuple[str | bytes, ...]


def filters(mesh: Mesh, *matches: Matches) -> Iterator[Filter]:
    """The filters that so many events match. Nothing is said of those whose pattern or schema is faulty or missing."""
    return (one for one in _all_filters(mesh) if one.verdict.matches in matches)


@dataclass(frozen=True, slots=True)
class DeadFilterChoice:
    """A choice of a filter that never holds, where others do."""

    filter: Filter
    choice: DeadChoice

    @property
    def place(self) -> Place:
        """The choice within `where`, or what is nearest above it."""
        subscription, steps = self.filter.subscription, self.choice.place
        found = (steps[:length] for length in range(len(steps), 0, -1))
        return next(
            (subscription.where_places[one] for one in found if one in subscription.where_places),
            subscription.where_place,
        )


def dead_filter_choices(mesh: Mesh) -> Iterator[DeadFilterChoice]:
    """The dead choices of all filters that let something pass, or of which that is not known."""
    dead = cache(_dead_choices)
    told = (Matches.NEVER, Matches.PRESUMABLY_NEVER)
    for one in _all_filters(mesh):
        if one.verdict.matches not in told:
            for choice in dead(dumps(one.subscription.where), sound_schema(mesh, one.event)):
                yield DeadFilterChoice(one, choice)


def _dead_choices(where: str, schema: SoundSchema | None) -> tuple[DeadChoice, ...]:
    return dead_choices(loads(where), schema.data) if schema and _leaves_a_choice(where) else ()


def _leaves_a_choice(where: str) -> bool:
    """Whether there may be several of anything: most filters have but one value for each field."""
    return ", " in where or "anything-but" in where


def spoken_reason(verdict: Verdict) -> str:
    """The reason of a verdict, with the field that it is about."""
    return f"at `{'.'.join(verdict.path)}`, {verdict.reason}" if verdict.path else verdict.reason


_JUDGED: WeakKeyDictionary[Mesh, tuple[Filter, ...]] = WeakKeyDictionary()
"""The filters of a mesh, for the checks that ask for them one after the other; gone with the mesh."""


def _all_filters(mesh: Mesh) -> tuple[Filter, ...]:
    if mesh not in _JUDGED:
        _JUDGED[mesh] = tuple(_judged_filters(mesh))
    return _JUDGED[mesh]


def _judged_filters(mesh: Mesh) -> Iterator[Filter]:
    verdict = cache(_verdict)  # equal filters on equal schemas are judged once
    for subscription, event, schema in _with_filter(mesh):
        try:
            yield Filter(subscription, event, verdict(dumps(subscription.where), schema))
        except (InvalidPattern, TypeError):  # which is another check's to tell
            continue


def _verdict(where: str, schema: SoundSchema) -> Verdict:
    return judge(Pattern.parse(where), schema.data)


def _with_filter(mesh: Mesh) -> Iterator[tuple[Subscription, Event, SoundSchema]]:
    """The subscriptions with a filter that mean one event, and its schema."""
    for subscription in mesh.subscriptions:
        if subscription.where is not None and isinstance(subscription.wants, EventReference):
            event = mesh.event_of(subscription.wants)
            schema = sound_schema(mesh, event) if event else None
            if event and schema is not None:
                yield subscription, event, schema


def sound_schema(mesh: Mesh, event: Event) -> SoundSchema | None:
    """The schema of an event; None where there is none, or one with faults."""
    schema = mesh.schemas.get(event.schema)
    if schema is None or schema.faults:
        return None
    return SoundSchema(schema.data, (schema.dialect, *(mesh.texts[file] for file in schema.files or (schema.path,))))


def _names(where: tuple[str | int, ...]) -> tuple[str, ...]:
    """The names of a field, as one path, of a place within `where`; items of lists are no fields."""
    if not where or not isinstance(where[-1], str):
        return ()
    return tuple(name for step in where if isinstance(step, str) and step != "$or" for name in step.split("."))


def filtered(where: str, schema: str) -> Example:
    """A catalogue with that filter on an event of that schema."""
    return {"payments/capture.yaml": _CAPTURE.format(where=where), "orders/events/OrderPlaced.v1.json": schema}
