"""Reads one operator of a pattern, `{"prefix": "eu-"}` and its like. Knows nothing of fields, paths or events."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from .addresses import Block
from .amounts import is_number
from .invalid import InvalidPattern, Place
from .letters import AnyCase
from .operators import Accepted, AnythingBut, Operator, Prefix, Present, Suffix
from .ranges import read_range
from .values import excluded
from .wildcard import Wildcard

Read = Callable[[Place, Any], Operator]


def read_operator(place: Place, written: Mapping[Any, Any]) -> Operator | None:
    """The operator an object spells, None for `{"exists": false}`; raises InvalidPattern."""
    name, operand = _only_item(place, written, "prefix", OPERATORS)
    if name == "exists":
        return _read_exists((*place, name), operand)
    return OPERATORS[name]((*place, name), operand)


def _only_item(place: Place, written: Mapping[Any, Any], example: str, known: Mapping[str, object]) -> tuple[str, Any]:
    if len(written) != 1:
        raise InvalidPattern(place, f'an operator is an object with one key; write {{"{example}": ...}}, one for each')
    name, operand = next(iter(written.items()))
    if name not in known:
        raise InvalidPattern((*place, str(name)), _unknown(str(name), known))
    return name, operand


def _unknown(name: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return f"'{name}' is no operator here; did you mean '{near[0]}'?"
    fields = "; the fields of an object stand in no list" if known is OPERATORS else ""
    return f"'{name}' is no operator here; write {' or '.join(known)}{fields}"


def _read_exists(place: Place, operand: object) -> Present | None:
    if not isinstance(operand, bool):
        raise InvalidPattern(place, "'exists' wants true or false, without quotes")
    return Present() if operand else None


def _text(place: Place, operand: object) -> str:
    if not isinstance(operand, str):
        raise InvalidPattern(place, f'\'{place[-1]}\' wants a text; write {{"{place[-1]}": "..."}}')
    return operand


def _exactly(place: Place, operand: object) -> Operator:
    return Accepted(texts=frozenset([_text(place, operand)]))


def _prefix(place: Place, operand: object) -> Operator:
    if isinstance(operand, Mapping):
        return AnyCase.at_start(_ignoring_case(place, operand))
    return Prefix(_text(place, operand))


def _suffix(place: Place, operand: object) -> Operator:
    if isinstance(operand, Mapping):
        return AnyCase.at_end(_ignoring_case(place, operand))
    return Suffix(_text(place, operand))


def _ignoring_case(place: Place, operand: Mapping[Any, Any]) -> str:
    name, text = _only_item(place, operand, "equals-ignore-case", {"equals-ignore-case": None})
    return _text((*place, name), text)


def _any_case(place: Place, operand: object) -> Operator:
    return AnyCase.whole(_text(place, operand))


def _wildcard(place: Place, operand: object) -> Operator:
    text = _text(place, operand)
    try:
        return Wildcard.read(text)
    except ValueError as misspelt:
        raise InvalidPattern(place, f"'wildcard' cannot be read: {misspelt}") from None


def _cidr(place: Place, operand: object) -> Operator:
    block = Block.read(_text(place, operand))
    if block is None:
        reason = "'cidr' wants a block of addresses such as \"10.0.0.0/24\"; write a single address as a plain value"
        raise InvalidPattern(place, reason)
    return block


def _anything_but(place: Place, operand: object) -> Operator:
    if isinstance(operand, Mapping):
        name, texts = _only_item(place, operand, "prefix", BUT)
        return AnythingBut(Accepted(operators=_but_each((*place, name), texts)))
    return AnythingBut(_but_values(place, _listed(operand)))


def _but_values(place: Place, values: Sequence[Any]) -> Accepted:
    alike = all(isinstance(value, str) for value in values) or all(is_number(value) for value in values)
    if not values or not alike:
        reason = "'anything-but' wants one text or number, or a list of only texts or only numbers; write null, true "
        raise InvalidPattern(place, reason + "and false as plain values of the field instead")
    return excluded(place, values)


def _but_each(place: Place, operand: object) -> tuple[Operator, ...]:
    texts = _listed(operand)
    if not texts:
        raise InvalidPattern(place, f'\'{place[-1]}\' wants at least one text; write {{"{place[-1]}": "..."}}')
    if place[-1] in ("prefix", "suffix") and "" in texts:
        raise InvalidPattern(place, f"an empty '{place[-1]}' would exclude every text; write at least one letter")
    return tuple(BUT[str(place[-1])](place, text) for text in texts)


def _listed(operand: object) -> Sequence[Any]:
    return operand if isinstance(operand, list | tuple) else [operand]


def _only_text(read: Read) -> Read:
    return lambda place, operand: read(place, _text(place, operand))


BUT: Mapping[str, Read] = {
    "prefix": _only_text(_prefix),
    "suffix": _only_text(_suffix),
    "equals-ignore-case": _any_case,
    "wildcard": _wildcard,
}
OPERATORS: Mapping[str, Read] = {
    "anything-but": _anything_but,
    "cidr": _cidr,
    "equals-ignore-case": _any_case,
    "exactly": _exactly,
    "exists": lambda place, operand: _read_exists(place, operand) or Present(),
    "numeric": read_range,
    "prefix": _prefix,
    "suffix": _suffix,
    "wildcard": _wildcard,
}
