"""What of a pattern AWS takes, and nobody can have meant: an operator that is a field, a comparison that is a text. Refuses nothing.

Each doubt has its way out. None of them says that the pattern is wrong: an event may have a field that is named as an operator.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from meshctl.patterns.operators.addresses import Block
from meshctl.patterns.syntax.invalid_pattern import Place
from meshctl.patterns.syntax.meant import (
    CHOICE,
    NAMES,
    as_operators,
    comparison,
    holds_json,
    operator_meant,
    plain_path,
    shown,
)
from meshctl.patterns.syntax.parse import RESERVED

TOP = ("version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail", "replay-name")
"""The fields of every event."""
_FREE = frozenset({"detail", "data"})
"""Fields of an event below which names are the publisher's own."""
_LIKE_WORDS = re.compile(r"[-_ ]")
_ITEM = re.compile(r"[0-9]{1,2}|\*")
_NO_PATH = "{} is the name of a field here, and no path: a pattern looks into every item of a list"
_NO_WORD = '{} is the name of a field here: of names that begin with a "$", a pattern knows "$or" alone'
_BESIDE = 'write fields that all have to hold beside each other, and choices as "$or": [{...}, {...}]'


@dataclass(frozen=True, slots=True)
class PatternDoubt:
    """A place within a pattern, what stands there, and what to write if that was not meant. `named` where a field is in doubt."""

    place: Place
    sentence: str
    help: str
    named: bool = False


def doubts(pattern: Mapping[str, Any], *, where: bool) -> tuple[PatternDoubt, ...]:
    """The doubts about a pattern that AWS takes: over whole events, or that of a subscription (`where`)."""
    return tuple(_of_object((), pattern, top=not where))


def _of_object(place: Place, written: Mapping[str, Any], *, top: bool) -> Iterator[PatternDoubt]:
    for name, below in written.items():
        at = (*place, name)
        if name == CHOICE and _is_choice(below):
            for number, choice in enumerate(below):
                yield from _of_object((*at, number), choice, top=top)
            continue
        doubt = (_of_top(at, name) if top else None) or _of_name(at, name, below)
        if doubt:
            yield doubt
        elif isinstance(below, Mapping):
            yield from _of_object(at, below, top=False)
        else:
            yield from _of_list(at, below)


def _is_choice(below: Any) -> bool:
    """Whether AWS takes it for one: a list of several objects, in which no field is named as an operator."""
    if not isinstance(below, list | tuple) or len(below) < 2:
        return False
    return all(isinstance(one, Mapping) and not RESERVED & one.keys() for one in below)


def _of_top(place: Place, name: str) -> PatternDoubt | None:
    first = name.split(".", maxsplit=1)[0]
    if first in TOP or name == CHOICE:
        return None
    plain = {_LIKE_WORDS.sub("", one): one for one in TOP}
    letters = _LIKE_WORDS.sub("", first).lower()
    near = get_close_matches(letters, plain, n=1, cutoff=0.75)
    help_ = (
        f'write "{plain[near[0]]}"'
        if near
        else f'what a publisher says is below "detail": write {{"detail": {{"{name}": ...}}}}'
    )
    return PatternDoubt(place, f'no event has the field "{shown(first)[1:-1]}" at its top, so nothing matches', help_)


def envelope_doubts(where: Mapping[str, Any], place: Place = ()) -> Iterator[PatternDoubt]:
    """What is in doubt where a filter over an event's data, or a choice of it, names fields of the whole event."""
    for name, below in where.items():
        if name == CHOICE and _is_choice(below):
            for number, choice in enumerate(below):
                yield from envelope_doubts(choice, (*place, name, number))
        elif help_ := _of_envelope(name):
            sentence = (
                f"{shown(name)} is the name of a field of the data here: a filter begins at what the publisher says"
            )
            yield PatternDoubt((*place, name), sentence, help_, named=True)


def _of_envelope(name: str) -> str:
    """What to do about a name that the whole event has; nothing where it has none."""
    first = name.split(".", maxsplit=1)[0]
    if first in _FREE:
        return f'leave "{first}" out: write what is below it'
    is_told = _LIKE_WORDS.sub("", name).lower() in ("source", "detailtype")
    return "leave it out: the rule wants the event's source and type anyhow" if is_told else ""


def _of_name(place: Place, name: str, below: Any) -> PatternDoubt | None:
    meant = operator_meant(name)
    if meant == CHOICE:
        if name != CHOICE and not isinstance(below, Mapping):
            return None
        sentence = f'"{name}" is the name of a field here, and no choice'
        return PatternDoubt(place, sentence, 'write "$or": [{...}, {...}], with the fields of each choice', named=True)
    if meant not in NAMES or not _is_out_of_place(place, name, meant, below):
        return _of_path(place, name)
    sentence = f'"{name}" is the name of a field here, and no operator'
    return PatternDoubt(place, sentence, f"write {_as_field(place, meant, below)}", named=True)


def _as_field(place: Place, meant: str, below: Any) -> str:
    """The field with its operator in a list: the one that stands above the operator, or that was written below it."""
    above = [step for step in place[:-1] if isinstance(step, str) and step not in {CHOICE, *_FREE}]
    field = above[-1] if above else "FIELD"
    while isinstance(below, Mapping) and below and not any(operator_meant(name) in NAMES for name in below):
        field, below = next(iter(below.items()))
    return f'"{field}": {as_operators(meant, below)}'


def _of_path(place: Place, name: str) -> PatternDoubt | None:
    """A name that is a path in other languages (`$.total`, `lines[0].sku`, `lines: {"*": ...}`), or that patterns do not know."""
    if plain_path(name) != name:
        return PatternDoubt(place, _NO_PATH.format(shown(name)), f"write {shown(plain_path(name))}", named=True)
    if _ITEM.fullmatch(name) and len(place) > 1:
        return PatternDoubt(place, _NO_PATH.format(shown(name)), "write what is below it in its place", named=True)
    if name.startswith("$"):
        return PatternDoubt(place, _NO_WORD.format(shown(name)), _BESIDE, named=True)
    return None


def _is_out_of_place(place: Place, name: str, meant: str, below: Any) -> bool:
    """Whether it stands in a field, as an operator would; or, beside fields, has what only an operator has."""
    inside = [step for step in place[:-1] if isinstance(step, str) and step != CHOICE]
    if inside and inside[-1] not in _FREE:
        return name == meant or name.startswith("$") or _has_its_operand(meant, below)
    never_a_name = name in ("anything-but", "equals-ignore-case") or name.startswith("$")
    return never_a_name or (name == meant and _has_its_operand(meant, below))


def _has_its_operand(meant: str, below: Any) -> bool:
    """Whether below it stands what only this operator wants."""
    if not isinstance(below, list | tuple):
        return False
    if meant == "numeric":
        return bool(below) and (below[0] in ("=", "<", "<=", ">", ">=") if isinstance(below[0], str) else False)
    return meant == "exists" and all(isinstance(one, bool) for one in below)


def _of_list(place: Place, items: Any) -> Iterator[PatternDoubt]:
    for number, item in enumerate(items):
        doubt = _of_text((*place, number), item) if isinstance(item, str) else None
        if doubt:
            yield doubt


def _of_text(place: Place, text: str) -> PatternDoubt | None:
    """A text that nobody sends letter by letter, and that is an operator with another spelling."""
    if holds_json(text):
        return PatternDoubt(
            place,
            "this is one text that holds JSON, compared letter by letter",
            "write it without the quotes around it",
        )
    for name, operand in (
        ("numeric", comparison(text)),
        ("cidr", _block(text)),
        ("wildcard", text if "*" in text else ""),
    ):
        if operand:
            sentence = f"{shown(text)} is a text here, compared letter by letter"
            return PatternDoubt(place, sentence, f"write {shown({name: operand})}")
    return None


def _block(text: str) -> str:
    return text if "/" in text and len(text) < 50 and Block.read(text) else ""
