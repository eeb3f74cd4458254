"""Reads a whole pattern into branches: fields below fields, lists of what they accept, and `$or`. Matches nothing."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from meshctl.patterns.operators.accepted import Accepted, AnythingBut, Operator
from meshctl.patterns.operators.numbers import Number
from meshctl.patterns.operators.wildcard import Wildcard
from meshctl.patterns.syntax import aws_messages
from meshctl.patterns.syntax.branches import Branch, joined
from meshctl.patterns.syntax.decoded import DEEPEST, TOO_DEEP, decoded
from meshctl.patterns.syntax.invalid_pattern import NOWHERE, InvalidPattern, Place, Stop
from meshctl.patterns.syntax.meant import instead_of_value, objects_meant
from meshctl.patterns.syntax.paths import Path
from meshctl.patterns.syntax.read_operator import OPERATORS, read_operator
from meshctl.patterns.syntax.read_value import plain
from meshctl.patterns.syntax.wildcard_complexity import Group, is_too_complex

MOST_FIELDS = 256  # of one combination of choices; AWS's own engine takes no more
MOST_BRANCHES = 1_000  # AWS refuses more combinations of `$or`
CHOICES_WANTED = "'$or' wants a list of at least two objects, each with the fields of one choice"

# AWS keeps these for itself: an `$or` over them is the name of a field, as it was before `$or` came.
RESERVED = frozenset(OPERATORS) | {
    *("=", "<", "<=", ">", ">=", "regex", "not-wildcard", "not-equals-ignore-case"),
    *("date-after", "date-on-or-after", "date-before", "date-on-or-before", "in-date-range"),
    *("ip-address-in-range", "ip-address-not-in-range"),
}

Draft = dict[Path, Accepted]  # one branch while it is read; of a field that is named twice, the last counts


def parse(written: object) -> tuple[Branch, ...]:
    """The branches of a pattern, one of which an event has to match; raises InvalidPattern."""
    pattern = decoded(written) if isinstance(written, str) else written
    try:
        return joined(_read_object((), Path(), pattern, [{}], choosing=True))
    except InvalidPattern as refused:
        return joined(_without_choices(pattern, refused))


def _without_choices(pattern: object, refused: InvalidPattern) -> list[Draft]:
    """AWS takes `$or` for the name of a field where it cannot be a choice; all other mistakes show up once more."""
    try:
        return _read_object((), Path(), pattern, [{}], choosing=False)
    except InvalidPattern:
        raise refused from None


def _read_object(place: Place, path: Path, written: object, drafts: list[Draft], *, choosing: bool) -> list[Draft]:
    if not isinstance(written, Mapping):
        reason = 'a pattern is an object; write {"source": ["orders.checkout"]} or the like'
        raise InvalidPattern(place, reason, aws_messages.NO_CHOICE if place else aws_messages.NO_OBJECT)
    if not written:
        reason = "an empty object says nothing; write at least one field into it, or leave it out"
        raise InvalidPattern(place, reason, aws_messages.EMPTY_OBJECT, Stop(place, "end"))
    for key, below in written.items():
        _check_name(place, key, choosing=choosing)
        if choosing and key == "$or":
            drafts = _read_choices((*place, key), path, below, drafts)
        else:
            drafts = _read_field((*place, key), _down(place, path, key), below, drafts, choosing=choosing)
    return drafts


def _check_name(place: Place, key: object, *, choosing: bool) -> None:
    if not isinstance(key, str):
        raise InvalidPattern((*place, str(key)), f'a name is a text; write "{key}" in quotes')
    if choosing and key in RESERVED and "$or" in place:
        aws = f"{key} is Ruler reserved fieldName which cannot be used inside $or."
        raise InvalidPattern((*place, key), f"inside '$or', '{key}' is reserved; write the name of a field", aws)


def _down(place: Place, path: Path, key: str) -> Path:
    if len(path.names) + key.count(".") >= DEEPEST:
        raise InvalidPattern((*place, key), TOO_DEEP)
    return path.down(key)


def _read_field(place: Place, path: Path, written: object, drafts: list[Draft], *, choosing: bool) -> list[Draft]:
    if isinstance(written, Mapping):
        return _read_object(place, path, written, drafts, choosing=choosing)
    if not isinstance(written, list | tuple):
        aws = f'"{place[-1]}" must be an object or an array'
        raise InvalidPattern(place, instead_of_value(place, written), aws)
    if any(len(draft) >= MOST_FIELDS and path not in draft for draft in drafts):
        raise InvalidPattern(place, f"these are more than {MOST_FIELDS} fields; write fewer, AWS takes no such pattern")
    accepted = _read_items(place, written)
    for draft in drafts:
        draft[path] = accepted
    return drafts


def _read_choices(place: Place, path: Path, written: object, drafts: list[Draft]) -> list[Draft]:
    if not isinstance(written, list | tuple):
        raise InvalidPattern(place, CHOICES_WANTED, aws_messages.NO_CHOICES)
    chosen: list[Draft] = []
    for at, choice in enumerate(written):
        chosen += _read_object((*place, at), path, choice, [dict(draft) for draft in drafts], choosing=True)
        if len(chosen) > MOST_BRANCHES:
            reason = f"'$or' may make at most {MOST_BRANCHES:,} combinations; split the pattern into several"
            raise InvalidPattern(place, reason)
    if len(written) < 2:
        raise InvalidPattern(place, CHOICES_WANTED, aws_messages.FEW_CHOICES, Stop(place, "end"))
    return chosen


def _read_items(place: Place, items: Sequence[Any]) -> Accepted:
    if not items:
        reason = "an empty list accepts nothing; write at least one value or operator into it"
        raise InvalidPattern(place, reason, aws_messages.EMPTY_LIST, Stop(place, "end"))
    values, operators = [], []
    for at, item in enumerate(items):
        if isinstance(item, Mapping):
            operators.append(_read_operator((*place, at), item))
        else:
            values.append(_plain_value((*place, at), item))
    _check_wildcards(place, operators)
    return _together(plain(place, values), operators)


def _read_operator(place: Place, written: Mapping[Any, Any]) -> Operator | None:
    try:
        return read_operator(place, written)
    except InvalidPattern as refused:
        reason = objects_meant(place[-2], written)
        if not reason:
            raise
        raise InvalidPattern(refused.place, reason, refused.aws, refused.stop) from None


def _check_wildcards(place: Place, operators: Sequence[Operator | None]) -> None:
    groups = [group for operator in operators if (group := _wildcards(operator))]
    if groups and is_too_complex(groups):
        reason = "its wildcards are too complex for AWS; write fewer stars, or fewer letters alike after a star"
        raise InvalidPattern(place, reason, aws_messages.TOO_COMPLEX, NOWHERE)


def _wildcards(operator: Operator | None) -> Group:
    """The wildcards of one operator, byte by byte."""
    if isinstance(operator, AnythingBut):
        return tuple(chain.from_iterable(map(_wildcards, operator.inner.operators)))
    if not isinstance(operator, Wildcard):
        return ()
    return (tuple(piece.encode("utf-8", "surrogatepass") for piece in operator.pieces),)


def _plain_value(place: Place, item: object) -> object:
    if isinstance(item, list | tuple):
        reason = "a list inside a list means nothing; write its items into the outer one"
        raise InvalidPattern(place, reason, aws_messages.NO_VALUE)
    if item is not None and not isinstance(item, str | bool | Number):
        raise InvalidPattern(place, f"a {type(item).__name__} is no JSON value; write it as a text")
    return item


def _together(values: Accepted, operators: list[Operator | None]) -> Accepted:
    """One field's values and operators; the operator that is None says that the field may be absent."""
    asked = (*values.operators, *(operator for operator in operators if operator is not None))
    return Accepted(values.texts, values.amounts, values.words, asked, absent=None in operators)
