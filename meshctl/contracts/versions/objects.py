"""Differences of what two schemas say about objects. Pure.

Publishers send only properties that their schema names (docs/adr/20261123-schema-compatibility.md), so a writer's open
schema writes nothing under a name that it does not know; a reader's open schema reads everything under such a name.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from meshctl.contracts.versions.differences import Aspect, Difference, Effect, Others, judged, subject
from meshctl.contracts.versions.forms import Form
from meshctl.contracts.versions.named_properties import Site
from meshctl.contracts.versions.pairs import Pair, Prove, only, shared
from meshctl.contracts.versions.scalar_differences import range_differences, sizes
from meshctl.json_schema.values import identity


def object_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    """Differences of objects as such, and the pairs of schemas of their properties."""
    old, new = sizes(pair.old, "Properties"), sizes(pair.new, "Properties")
    yield from range_differences(pair, Aspect.PROPERTIES, old, new, "may have properties:")
    yield from _property_differences(pair, prove)
    yield from _required_differences(pair)
    yield from _pattern_differences(pair, prove)
    yield from _additional_differences(pair, prove)
    yield from _name_differences(pair, prove)
    yield from _dependent_differences(pair)


def _property_differences(pair: Pair, prove: Prove) -> Iterator[Difference | Pair]:
    old, new = pair.old.named("properties"), pair.new.named("properties")
    for name in shared(old, new):
        yield pair.below(name, old[name], new[name])
    renamed = _renamed(pair)
    for name in only(old, new):
        about = subject((*pair.path, name))
        sentence = f"{about} is removed" + (f', or renamed to "{renamed}"' if renamed else "")
        reads, writes = _alone(pair, name, old[name], prove)
        yield _there(pair, name, Effect.REMOVED, sentence, backward=not reads, forward=not writes)
    for name in only(new, old):
        reads, writes = _alone(pair.turned(), name, new[name], prove)
        sentence = f"{subject((*pair.path, name))} is added"
        yield _there(pair, name, Effect.ADDED, sentence, backward=not writes, forward=not reads)


def _there(pair: Pair, name: str, effect: Effect, sentence: str, *, backward: bool, forward: bool) -> Difference:
    path = (*pair.path, name)
    return judged(path, Aspect.PROPERTY, sentence, backward=backward, forward=forward, effect=effect)


def _renamed(pair: Pair) -> str:
    """The one property that is added, where it has the schema of the one that is removed."""
    old, new = pair.old.words.get("properties", {}), pair.new.words.get("properties", {})
    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    if len(gone) == len(come) == 1:
        (before,), (after,) = gone, come
        return str(after) if identity(old[before]) == identity(new[after]) else ""
    return ""


def _alone(pair: Pair, name: str, described: Form, prove: Prove) -> tuple[bool, bool]:
    """For a property that only the old schema describes: whether new readers read it, and old readers what comes now."""
    read_by = _reading_others(pair.new, pair.old)
    written_by = _writing_others(pair.new, pair.new_site, name)
    reads = all(prove(pair.below(name, described, other)).backward for other in read_by)
    return reads, all(prove(pair.below(name, described, other)).forward for other in written_by)


def _reading_others(reader: Form, writer: Form) -> list[Form]:
    """What a reader may ask of a property it does not name; what the writer asks in the same words is left out."""
    same = writer.words.get("patternProperties", {})
    patterns = [form for pattern, form in reader.named("patternProperties").items() if pattern not in same]
    return [*patterns, reader.at("additionalProperties")]


def _writing_others(writer: Form, site: Site, name: str) -> list[Form]:
    """What a writer may send under a name it does not describe."""
    if not site.may_hold(name):
        return []
    further = [*writer.named("patternProperties").values(), writer.at("additionalProperties")]
    return [form for form in further if form.kinds]


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
    for pattern in only(old, new):
        reads = all(
            prove(pair.below(Others(), old[pattern], one)).backward for one in _reading_others(pair.new, pair.old)
        )
        sentence = f"properties that match {pattern} are not described any more"
        flags = {"backward": not reads, "forward": not old[pattern].is_open}
        yield judged(path, Aspect.PATTERN_PROPERTIES, sentence, **flags, effect=Effect.REMOVED)
    for pattern in only(new, old):
        turned = pair.turned()
        reads = all(
            prove(turned.below(Others(), new[pattern], one)).backward for one in _reading_others(pair.old, pair.new)
        )
        sentence = f"properties that match {pattern} have to fit a schema"
        flags = {"backward": not new[pattern].is_open, "forward": not reads}
        yield judged(path, Aspect.PATTERN_PROPERTIES, sentence, **flags, effect=Effect.ADDED)


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
    for name in (*old, *only(new, old)):
        before, after = old.get(name, []), new.get(name, [])
        backward = _asks_more(after, before, pair.old.words.get("required", []))
        forward = _asks_more(before, after, pair.new.words.get("required", []))
        if set(before) != set(after):
            sentence = (
                f"{subject((*pair.path, name))} asks for other properties beside it: {', '.join(after) or 'none'}"
            )
            yield judged((*pair.path, name), Aspect.DEPENDENT, sentence, backward=backward, forward=forward)


def _asks_more(asked: Iterable[str], given: Iterable[str], required: Iterable[str]) -> bool:
    return not set(asked) <= {*given, *required}
