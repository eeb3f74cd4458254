"""Reads one operator of a pattern, `{"prefix": "eu-"}` and its like. Knows nothing of fields, paths or events."""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from meshctl.patterns.operators.accepted import Accepted, AnythingBut, Operator, Present
from meshctl.patterns.operators.addresses import Block
from meshctl.patterns.operators.any_case import AnyCase
from meshctl.patterns.operators.numbers import is_number
from meshctl.patterns.operators.prefix_suffix import Prefix, Suffix
from meshctl.patterns.operators.wildcard import Wildcard
from meshctl.patterns.syntax.aws_messages import (
    BAD_EXISTS,
    BUT_KIND,
    BUT_MIXED,
    BUT_NO_TEXT,
    BUT_VALUE,
    EMPTY_PREFIX,
    ONE_KEY,
    TOO_MANY,
    Said,
    no_text,
)
from meshctl.patterns.syntax.aws_messages import block as refused_block
from meshctl.patterns.syntax.aws_messages import wildcard as refused_wildcard
from meshctl.patterns.syntax.invalid_pattern import NOWHERE, InvalidPattern, Place, Stop
from meshctl.patterns.syntax.meant import as_operators, excluded_meant, operator_meant
from meshctl.patterns.syntax.read_numeric import read_range
from meshctl.patterns.syntax.read_value import excluded

Read = Callable[[Place, Any], Operator]


def read_operator(place: Place, written: Mapping[Any, Any]) -> Operator | None:
    """The operator an object spells, None for `{"exists": false}`; raises InvalidPattern."""
    name, operand = _first_item(place, written, OPERATOR)
    known = _read_exists if name == "exists" else OPERATORS[name]
    operator = known((*place, name), operand)
    _alone(place, written, OPERATOR, TOO_MANY if name in ("anything-but", "numeric") else ONE_KEY)
    return operator


class _Kind(NamedTuple):
    """What may stand in an object of one key, an example, and what AWS says when there is nothing or nothing known."""

    known: Mapping[str, object]
    example: str
    nameless: str
    unknown: str


def _first_item(place: Place, written: Mapping[Any, Any], kind: _Kind) -> tuple[str, Any]:
    """AWS reads an object from its start, so a second key is a mistake only once the first has been read."""
    if not written:
        raise InvalidPattern(place, _one_key(kind), kind.nameless, Stop(place, "end"))
    name, operand = next(iter(written.items()))
    if name not in kind.known:
        raise InvalidPattern((*place, str(name)), _unknown(str(name), kind.known), f"{kind.unknown} {name}")
    return name, operand


def _alone(place: Place, written: Mapping[Any, Any], kind: _Kind, aws: str) -> None:
    if len(written) > 1:
        _, second, *_ = written
        raise InvalidPattern(place, _one_key(kind), aws, Stop((*place, str(second))))


def _one_key(kind: _Kind) -> str:
    return f'an operator is an object with one key; write {{"{kind.example}": ...}}, one for each'


def _unknown(name: str, known: Mapping[str, object]) -> str:
    meant = operator_meant(name)
    near = [meant] if meant in known else get_close_matches(name, known, n=1)
    if near:
        return f"'{name}' is no operator here; did you mean '{near[0]}'?"
    fields = "; the fields of an object stand in no list" if known is OPERATORS else ""
    return f"'{name}' is no operator here; write {' or '.join(known)}{fields}"


def _read_exists(place: Place, operand: object) -> Present | None:
    if not isinstance(operand, bool):
        raise InvalidPattern(place, "'exists' wants true or false, without quotes and in no list", BAD_EXISTS)
    return Present() if operand else None


def _text(place: Place, operand: object, aws: str = "", stop: Stop | None = None) -> str:
    if not isinstance(operand, str):
        raise InvalidPattern(place, _text_wanted(str(place[-1]), operand), aws or no_text(place[-1]), stop)
    return operand


def _text_wanted(name: str, operand: object) -> str:
    if isinstance(operand, list | tuple) and operand and all(isinstance(one, str) for one in operand):
        return f"'{name}' wants a text; write one operator for each, as in {as_operators(name, operand)}"
    return f'\'{name}\' wants a text; write {{"{name}": "..."}}'


def _exactly(place: Place, operand: object) -> Operator:
    return Accepted(texts=frozenset([_text(place, operand)]))


def _prefix(place: Place, operand: object) -> Operator:
    if isinstance(operand, Mapping):
        return AnyCase.at_start(_ignoring_case(place, operand, IN_PREFIX))
    return Prefix(_text(place, operand))


def _suffix(place: Place, operand: object) -> Operator:
    if isinstance(operand, Mapping):
        return AnyCase.at_end(_ignoring_case(place, operand, IN_SUFFIX))
    return Suffix(_text(place, operand))


def _ignoring_case(place: Place, operand: Mapping[Any, Any], kind: _Kind) -> str:
    name, operand_of_it = _first_item(place, operand, kind)
    text = _text((*place, name), operand_of_it)
    _alone(place, operand, kind, ONE_KEY)
    return text


def _any_case(place: Place, operand: object) -> Operator:
    return AnyCase.whole(_text(place, operand))


def _wildcard(place: Place, operand: object, read: Stop | None = None) -> Operator:
    text = _text(place, operand)
    try:
        return Wildcard.read(text)
    except ValueError as misspelt:
        reason = f"'wildcard' cannot be read: {misspelt}"
        raise InvalidPattern(place, reason, refused_wildcard(text), read or Stop(place, "text")) from None


def _cidr(place: Place, operand: object) -> Operator:
    text = _text(place, operand)
    block = Block.read(text)
    if block is None:
        reason = "'cidr' wants a block of addresses such as \"10.0.0.0/24\"; write a single address as a plain value"
        raise InvalidPattern(place, reason, refused_block(text), NOWHERE)
    return block


def _anything_but(place: Place, operand: object) -> Operator:
    if isinstance(operand, Mapping):
        name, texts = _first_item(place, operand, IN_BUT)
        excluded_texts = _but_each((*place, name), texts)
        _alone(place, operand, IN_BUT, TOO_MANY)
        return AnythingBut(Accepted(operators=excluded_texts))
    return AnythingBut(_but_values(place, operand))


def _but_values(place: Place, operand: object) -> Accepted:
    values = _listed(operand)
    alike = all(isinstance(value, str) for value in values) or all(is_number(value) for value in values)
    if not values or not alike:
        reason = "'anything-but' wants one text or number, or a list of only texts or only numbers; write null, true "
        reason += "and false as plain values of the field instead"
        meant = excluded_meant(operand)
        reason = (
            f"'anything-but' takes the operator itself, and no list of operators; write {meant}" if meant else reason
        )
        raise InvalidPattern(place, reason, *_but_of(place, operand))
    return excluded(place, operand)


def _but_of(place: Place, operand: object) -> Said:
    if not isinstance(operand, list | tuple):
        return BUT_VALUE, Stop(place)
    for at, value in enumerate(operand):
        if not isinstance(value, str) and not is_number(value):
            return BUT_KIND, Stop((*place, at), twice=True)
    return BUT_MIXED, Stop(place, "end")


def _but_each(place: Place, operand: object) -> tuple[Operator, ...]:
    if not isinstance(operand, list | tuple):
        aws = BUT_NO_TEXT[str(place[-1])] if is_number(operand) else BUT_VALUE
        return (_but_text(place, _text(place, operand, aws), Stop(place, "text")),)
    if not operand:
        raise InvalidPattern(place, f'\'{place[-1]}\' wants at least one text; write {{"{place[-1]}": "..."}}')
    texts = [_but_listed(place, at, item) for at, item in enumerate(operand)]
    return tuple(_but_text(place, text, Stop(place, "end")) for text in texts)


def _but_listed(place: Place, at: int, item: object) -> str:
    text = _text(place, item, BUT_NO_TEXT[str(place[-1])], Stop((*place, at), twice=True))
    _not_empty(place, text, Stop((*place, at), "text", twice=True))
    return text


def _but_text(place: Place, text: str, read: Stop) -> Operator:
    _not_empty(place, text, read)
    return _wildcard(place, text, read) if place[-1] == "wildcard" else OPERATORS[str(place[-1])](place, text)


def _not_empty(place: Place, text: str, read: Stop) -> None:
    if place[-1] in ("prefix", "suffix") and not text:
        reason = f"an empty '{place[-1]}' would exclude every text; write at least one letter"
        raise InvalidPattern(place, reason, EMPTY_PREFIX, read)


def _listed(operand: object) -> Sequence[Any]:
    return operand if isinstance(operand, list | tuple) else [operand]


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

_IGNORING_CASE = {"equals-ignore-case": None}
OPERATOR = _Kind(OPERATORS, "prefix", "Match expression name not found", "Unrecognized match type")
IN_PREFIX = _Kind(
    _IGNORING_CASE, "equals-ignore-case", "Prefix expression name not found", "Unsupported prefix pattern:"
)
IN_SUFFIX = _Kind(
    _IGNORING_CASE, "equals-ignore-case", "Suffix expression name not found", "Unsupported suffix pattern:"
)
IN_BUT = _Kind(BUT_NO_TEXT, "prefix", "Anything-But expression name not found", "Unsupported anything-but pattern:")
