"""Differences of what two schemas say about objects. Pure.

Publishers send only properties that their schema names (docs/adr/20261123-schema-compatibility.md), so a writer's open
schema writes nothing under a name that it does not know; a reader's open schema reads everything under such a name.
"""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from math import inf
from typing import Any

from meshctl.contracts.forms.forms import Form
from meshctl.contracts.forms.named_properties import Site
from meshctl.contracts.forms.property_rules import PropertyRules
from meshctl.contracts.forms.ranges import Range, holds, sizes
from meshctl.contracts.forms.steps import Others
from meshctl.contracts.versions.differences import Aspect, Difference, Effect, judged, subject
from meshctl.contracts.versions.pairs import Pair, Prove, only, shared
from meshctl.contracts.versions.scalar_differences import UNSURE, range_differences
from meshctl.json_schema.references import REFERENCES
from meshctl.json_schema.values import identity

MOST_PATTERNS = 60
"""Patterns of names that came or went, up to which each is compared with all the others."""


def object_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    """Differences of objects as such, and the pairs of schemas of their properties."""
    yield from _size_differences(pair)
    yield from _property_differences(pair, prove)
    yield from _required_differences(pair)
    yield from _pattern_differences(pair, prove)
    yield from _additional_differences(pair, prove)
    yield from _name_differences(pair, prove)
    yield from _dependent_differences(pair)


def _size_differences(pair: Pair) -> Iterator[Difference]:
    """How many properties there may be, unless what is required, or known to a closed schema, has said so already."""
    old, new = sizes(pair.old.words, "Properties"), sizes(pair.new.words, "Properties")
    for one in range_differences(pair, Aspect.PROPERTIES, old, new, "may have properties:"):
        backward = one.breaks_backward and not holds(new, _numbers(pair.old))
        forward = one.breaks_forward and not holds(old, _numbers(pair.new))
        if backward or forward:
            yield judged(one.path, one.aspect, one.sentence, backward=backward, forward=forward)


def _numbers(form: Form) -> Range:
    """The numbers of properties that there can be, by all that is said of them."""
    (least, _), (most, _) = sizes(form.words, "Properties")
    closed = "patternProperties" not in form.words and not form.at("additionalProperties").kinds
    known = len(form.words.get("properties", ())) if closed else inf
    return (max(least, len(form.words.get("required", ()))), False), (min(most, known), False)


def _property_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    old, new = (form.words.get("properties", {}) for form in (pair.old, pair.new))
    patterns = "patternProperties" in pair.old.words or "patternProperties" in pair.new.words
    for name in shared(old, new):
        if patterns or not _are_one_leaf(pair, old[name], new[name]):
            yield pair.below(name, *_shared_rules(pair, name))
    renamed = _renamed(pair)
    for name in only(old, new):
        about = subject((*pair.path, name))
        sentence = f"{about} is removed" + (f', or renamed to "{renamed}"' if renamed else "")
        yield _come_or_gone(pair, name, Effect.REMOVED, sentence, prove)
    for name in only(new, old):
        yield _come_or_gone(pair, name, Effect.ADDED, f"{subject((*pair.path, name))} is added", prove)


def _are_one_leaf(pair: Pair, old: Any, new: Any) -> bool:
    """Whether two schemas say the same, with no other schema in them or referred to. This is so of most, and soon seen."""
    pair.spend()
    leaf = isinstance(old, dict) and not any(isinstance(value, dict | list) for value in old.values())
    return leaf and old.keys().isdisjoint(REFERENCES) and identity(old) == identity(new)


def _shared_rules(pair: Pair, name: str) -> tuple[Form, Form]:
    """What both say of a property: patterns of names that surely match it included, unless some may or may not."""
    old, new = (PropertyRules(form, name) for form in (pair.old, pair.new))
    if old.perhaps or new.perhaps:
        return pair.old.named("properties")[name], pair.new.named("properties")[name]
    return old.together, new.together


def _come_or_gone(pair: Pair, name: str, effect: Effect, sentence: str, prove: Prove) -> Difference:
    """A property that only one version names: what may be sent under the name has to be what the other version takes."""
    old, new = (PropertyRules(form, name) for form in (pair.old, pair.new))
    backward = _all_read(pair, name, old, new, prove)
    forward = _all_read(pair.turned(), name, new, old, prove)
    path = (*pair.path, name)
    return judged(path, Aspect.PROPERTY, sentence, backward=not backward, forward=not forward, effect=effect)


def _all_read(pair: Pair, name: str, sender: PropertyRules, reader: PropertyRules, prove: Prove) -> bool:
    """Whether all that may be sent is taken; what is sent is only looked at where not everything is taken."""
    if not pair.old_site.may_hold(name):
        return True
    asked = [one for one in reader.asked(pair.old) if not one.is_open]
    return not asked or all(
        _is_read(pair, name, one, other, prove) for one in sender.sent(pair.old_site, name) for other in asked
    )


def _is_read(pair: Pair, name: str, sent: Form, asked: Form, prove: Prove) -> bool:
    if not (asked.kinds and sent.kinds):
        return not sent.kinds
    return prove(pair.below(name, sent, asked)).backward


def _renamed(pair: Pair) -> str:
    """The one property that is added, where it has the schema of the one that is removed."""
    old, new = pair.old.words.get("properties", {}), pair.new.words.get("properties", {})
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    if len(gone) == len(come) == 1:
        (before,), (after,) = gone, come
        return str(after) if identity(old[before]) == identity(new[after]) else ""
    return ""


def _reading_others(reader: Form, writer: Form) -> list[Form]:
    """What a reader may ask of a property it does not name; what the writer asks in the same words is left out."""
    same = writer.words.get("patternProperties", {})
    patterns = [form for pattern, form in reader.named("patternProperties").items() if pattern not in same]
    return [*patterns, reader.at("additionalProperties")]


def _required_differences(pair: Pair) -> Iterator[Difference]:
    old, new = (form.words.get("required", []) for form in (pair.old, pair.new))
    for name in only(new, old):
        path = (*pair.path, name)
        yield judged(
            path, Aspect.REQUIRED, f"{subject(path)} is required", backward=True, forward=False, effect=Effect.ADDED
        )
    for name in only(old, new):
        path = (*pair.path, name)
        sentence = f"{subject(path)} may be missing"
        yield judged(path, Aspect.REQUIRED, sentence, backward=False, forward=True, effect=Effect.REMOVED)


def _pattern_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    old, new = pair.old.named("patternProperties"), pair.new.named("patternProperties")
    path = (*pair.path, Others())
    for pattern in shared(old, new):
        yield pair.below(Others(), old[pattern], new[pattern])
    gone, come = only(old, new), only(new, old)
    if max(len(gone), len(come)) > MOST_PATTERNS:
        sentence = (
            f"properties of {len(come)} kinds of names are described and those of {len(gone)} are not any more{UNSURE}"
        )
        yield judged(path, Aspect.PATTERN_PROPERTIES, sentence, backward=True, forward=True)
        return
    for pattern in gone:
        reads = all(
            prove(pair.below(Others(), old[pattern], one)).backward for one in _reading_others(pair.new, pair.old)
        )
        sentence = f"properties that match {pattern} are not described any more"
        flags = {"backward": not reads, "forward": not _fit_anyhow(pair.turned(), old[pattern], prove)}
        yield judged(path, Aspect.PATTERN_PROPERTIES, sentence, **flags, effect=Effect.REMOVED)
    for pattern in come:
        turned = pair.turned()
        reads = all(
            prove(turned.below(Others(), new[pattern], one)).backward for one in _reading_others(pair.old, pair.new)
        )
        sentence = f"properties that match {pattern} have to fit a schema"
        flags = {"backward": not _fit_anyhow(pair, new[pattern], prove), "forward": not reads}
        yield judged(path, Aspect.PATTERN_PROPERTIES, sentence, **flags, effect=Effect.ADDED)


def _fit_anyhow(pair: Pair, described: Form, prove: Prove) -> bool:
    """Whether all that the old version allows under names it does not describe fits what is said of a kind of names now."""
    named = any(
        name for name in pair.old.words.get("properties", ()) if name not in pair.new.words.get("properties", ())
    )
    sent = [*pair.old.named("patternProperties").values(), pair.old.at("additionalProperties")]
    return described.is_open or (
        not named and all(prove(pair.below(Others(), one, described)).backward for one in sent if one.kinds)
    )


def _additional_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    old, new = (form.at("additionalProperties") for form in (pair.old, pair.new))
    known = frozenset(chain(*(form.words.get("properties", ()) for form in (pair.old, pair.new))))
    between = pair.below(Others(known), old, new)
    if old.kinds and new.kinds and not old.is_open and not new.is_open:
        yield between
        return
    proof = prove(between)
    if not proof.same:
        effect = Effect.NARROWED if not proof.backward else Effect.WIDENED
        says = "are no longer taken as they were" if effect is Effect.NARROWED else "are taken that were not"
        sentence = f"properties that {subject(pair.path)} does not name {says}"
        backward = not proof.backward and _writes(old, pair.old_site, known)
        forward = not proof.forward and _writes(new, pair.new_site, known)
        yield judged(between.path, Aspect.ADDITIONAL, sentence, backward=backward, forward=forward, effect=effect)


def _writes(additional: Form, site: Site, known: frozenset[str]) -> bool:
    """Whether a writer may send properties other than the known ones."""
    return bool(additional.kinds) and not site.holds_only(known)


def _name_differences(pair: Pair, prove: Prove) -> Iterator[Difference]:
    if "propertyNames" not in pair.old.words and "propertyNames" not in pair.new.words:
        return
    old, new = (_texts(form) for form in (pair.old, pair.new))
    proof = prove(pair.below(Others(), old, new))
    if not proof.same:
        sentence = f"{subject(pair.path)} may have other names of properties than before"
        backward, forward = not proof.backward, not proof.forward
        yield judged(pair.path, Aspect.NAMES, sentence, backward=backward, forward=forward)


def _texts(form: Form) -> Form:
    """What `propertyNames` takes; a name is always a text."""
    return form.version.form({"allOf": [{"type": "string"}, form.words.get("propertyNames", True)]})


def _dependent_differences(pair: Pair) -> Iterator[Difference]:
    old, new = (form.words.get("dependentRequired", {}) for form in (pair.old, pair.new))
    old_required, new_required = (frozenset(form.words.get("required", ())) for form in (pair.old, pair.new))
    for name in (*old, *only(new, old)):
        before, after = ([one for one in asked.get(name, ()) if one != name] for asked in (old, new))
        backward = _asks_more(after, before, old_required)
        forward = _asks_more(before, after, new_required)
        if set(before) != set(after):
            sentence = (
                f"{subject((*pair.path, name))} asks for other properties beside it: {', '.join(after) or 'none'}"
            )
            yield judged((*pair.path, name), Aspect.DEPENDENT, sentence, backward=backward, forward=forward)


def _asks_more(asked: Iterable[str], given: Iterable[str], required: Collection[str]) -> bool:
    there = {*given}
    return any(name not in there and name not in required for name in asked)
