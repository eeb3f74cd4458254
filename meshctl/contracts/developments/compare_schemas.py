"""What became of the schema of one event between two catalogues, and whom that breaks. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from json import dumps, loads
from typing import Any

from meshctl.contracts.developments.developments import Break, EventDevelopment, Turn
from meshctl.contracts.developments.difference_places import with_places
from meshctl.contracts.developments.read_fields import Concern, ReadField, concerning, fields_read
from meshctl.contracts.developments.shared_files import with_files
from meshctl.contracts.developments.sides import Sides
from meshctl.contracts.filters.assumptions import spoken
from meshctl.contracts.filters.judge import Matches, Verdict, judge
from meshctl.contracts.versions.compare import Comparison, compare
from meshctl.contracts.versions.differences import Difference, Witness
from meshctl.contracts.versions.modes import Mode
from meshctl.contracts.witnesses.prove_breaks import with_witnesses
from meshctl.json_schema.values import are_one
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.patterns import InvalidPattern, Pattern

_NONE = (Matches.NEVER, Matches.PRESUMABLY_NEVER)
_NO_WITNESS = "no event was found that one version of the schema allows and the other one refuses"
_NONE_KEPT = f"{_NO_WITNESS}, and that it receives"
_NEXT_VERSION = "publish it as the next version beside this one, and let consumers move over (docs/how-to/versions.md)"
_ANOTHER_EVENT = "keep to what every earlier version says, or publish it as another event"


def other_schema(sides: Sides, old: Event, new: Event) -> Iterator[EventDevelopment]:
    """Every difference of the schema; those that the mode forbids, and those that a filter relies on, break consumers.

    A private event is its system's own business, which may do what the mode forbids, but not behind a filter's back.
    """
    if has_faults(sides, old, new):
        yield _not_compared(sides, old, new)
        return
    before, after = _schema(sides.base, old), _schema(sides.head, new)
    if are_one(before, after):
        return
    comparison = compared(sides, old, new)
    breaks = tuple(_breaks(sides, new, comparison))
    named = {consumer for one in breaks for consumer in one.consumers}
    breaks += tuple(one for one in _emptied(sides, new, before, after) if not named.issuperset(one.consumers))
    same = "" if comparison.differences else ", which allows the same data"
    sentence = f"{new.versioned_key} has another schema{same}"
    yield EventDevelopment(Turn.CHANGED, new, sentence, sides.consumers(new), comparison.differences, breaks)


def compared(sides: Sides, old: Event, new: Event) -> Comparison:
    """What differs between the schemas of two events without faults, with what proves it, and the other file that says it."""
    before, after = _schema(sides.base, old), _schema(sides.head, new)
    one, other = sides.base.schemas.get(old.schema), sides.head.schemas.get(new.schema)
    comparison = compare(before, after)
    named = with_files(comparison, one, other) if one and other else comparison
    placed = with_places(named, other) if other else named
    return with_witnesses(placed, before, after)


def has_faults(sides: Sides, old: Event, new: Event) -> bool:
    """Whether the schema of either says nothing certain."""
    return _has_faults(sides.base, old) or _has_faults(sides.head, new)


def break_by(
    mode: Mode, event: Event, difference: Difference, consumers: tuple[str, ...], compared_with: str = ""
) -> Break:
    """What a difference does that the mode forbids."""
    what, witness = f"{difference.sentence}{compared_with}", mode.witness(difference)
    return _placed(_break(mode, event, what, consumers, witness, _NO_WITNESS), difference)


def _has_faults(mesh: Mesh, event: Event) -> bool:
    schema = mesh.schemas.get(event.schema)
    return bool(schema and schema.faults)


def _not_compared(sides: Sides, old: Event, new: Event) -> EventDevelopment:
    """What has faults says nothing certain. A new schema with faults breaks its consumers until it is mended; an old one promised nothing."""
    both = (("base", sides.base, old), ("catalogue", sides.head, new))
    faulty = [side for side, mesh, event in both if _has_faults(mesh, event)]
    whose = f"that of the {faulty[0]} has" if len(faulty) == 1 else "both have"
    sentence = f"{new.versioned_key} has another schema, which is not compared: {whose} faults"
    consumers = sides.consumers(new)
    help_ = "mend what meshctl check tells of it, and compare again"
    broken = Break(sentence, new.schema_place, consumers, help_, presumed="a schema with faults says nothing certain")
    breaks = (broken,) if "catalogue" in faulty and consumers else ()
    return EventDevelopment(Turn.CHANGED, new, sentence, consumers, breaks=breaks)


def _breaks(sides: Sides, event: Event, comparison: Comparison) -> Iterator[Break]:
    consumers = sides.consumers(event)
    told = set()
    for difference in comparison.differences if consumers else ():
        if not event.private and sides.mode.breaks(difference):
            told.add(difference)
            yield break_by(sides.mode, event, difference, consumers)
    fields = dict.fromkeys(field for one in sides.readers(event) for field in _fields(one))
    for concern in concerning(comparison, fields):
        if concern.difference not in told:
            reader = concern.field.consumer
            witness = _kept_witness(sides, event, concern)
            broken = _break(sides.mode, event, concern.sentence, (reader,), witness, _NONE_KEPT)
            yield _placed(broken, concern.difference)


def _kept_witness(sides: Sides, event: Event, concern: Concern) -> Witness | None:
    """Data that a version refuses and that the subscription keeps: a filter that keeps none of it loses nothing."""
    filters = [one.where for one in sides.readers(event) if one.key == concern.field.consumer]
    found = concern.difference.proofs
    return next((one for one in found if any(_keeps(where, one) for where in filters)), None)


def _keeps(where: Mapping[str, Any] | None, witness: Witness) -> bool:
    pattern = _pattern(where)
    return not where or (pattern is not None and pattern.matches(loads(witness.data)))


def _emptied(sides: Sides, event: Event, before: Any, after: Any) -> Iterator[Break]:
    """Filters that kept some events by the old schema and keep none by the new one."""
    for one in sides.after.get(event.identity, ()):
        pattern = _pattern(one.where)
        verdict = judge(pattern, after) if pattern else None
        if pattern is None or verdict is None or verdict.matches not in _NONE:
            continue
        kept = judge(pattern, before)
        if kept.matches not in _NONE:
            assumed = f", as long as {spoken(verdict.assumed)}" if verdict.assumed else ""
            sentence = f"the filter of {one.key} keeps no event any more: {verdict.reason}{assumed}"
            yield _break(sides.mode, event, sentence, (one.key,), *_proof(kept, verdict))


def _proof(before: Verdict, after: Verdict) -> tuple[Witness | None, str]:
    """An event that the filter kept and keeps no more, or why it is not certain that there is one."""
    if after.assumed:
        return None, "what the schema leaves open is taken for never sent"
    if before.witness is None:
        return None, "no event was found that it kept before"
    return Witness(dumps(before.witness), "new"), ""


def _break(
    mode: Mode, event: Event, what: str, consumers: tuple[str, ...], witness: Witness | None, otherwise: str
) -> Break:
    """What the schema does to consumers; presumed for the reason `otherwise`, unless an event proves it."""
    presumed, help_ = "" if witness else otherwise, _ANOTHER_EVENT if mode.is_transitive else _NEXT_VERSION
    return Break(f"{event.versioned_key}: {what}", event.schema_place, consumers, help_, witness, presumed)


def _placed(broken: Break, difference: Difference) -> Break:
    """A break where the schema says what differs."""
    return replace(broken, place=difference.at) if difference.at else broken


def _fields(subscription: Subscription) -> Iterator[ReadField]:
    """What of the event's data a subscription reads by itself: in its filter, and for its input."""
    for path in (subscription.input_fields or {}).values():
        yield ReadField(tuple(path.split(".")), subscription.key)
    pattern = _pattern(subscription.where)
    for names in fields_read(pattern) if pattern else ():
        yield ReadField(names, subscription.key)


def _pattern(where: Mapping[str, Any] | None) -> Pattern | None:
    """A filter; none where AWS would refuse it, which `invalid-pattern` tells."""
    try:
        return Pattern.parse(dict(where)) if where else None
    except InvalidPattern:
        return None


def _schema(mesh: Mesh, event: Event) -> Any:
    """The schema of an event; one without any promises nothing and allows everything."""
    schema = mesh.schemas.get(event.schema)
    return schema.data if schema else True
