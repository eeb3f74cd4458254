"""The one wording of what a field accepts and of what a value is, for findings as for tests. Needs no event.

What it says may hold any letter of a pattern or an event, lone surrogates included; whoever shows it writes those out.
"""

import json
import re
from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address
from math import inf
from typing import NamedTuple

from meshctl.patterns.operators.accepted import Accepted, AnythingBut, Operator, Present
from meshctl.patterns.operators.addresses import Block, SameAddress
from meshctl.patterns.operators.any_case import AnyCase
from meshctl.patterns.operators.numbers import Amount, Number, Spelt
from meshctl.patterns.operators.numeric import Between
from meshctl.patterns.operators.prefix_suffix import Prefix, Suffix
from meshctl.patterns.operators.wildcard import Wildcard

LONGEST = 100  # letters of a value that tell it from others
MOST_EXCLUDED = 5
LONGEST_NUMBER = 200  # bits; a decimal spelling of a longer one tells nothing
ABSENT = "no value there"
_WORDS = {None: "null", True: "true", False: "false"}
_LETTER = re.compile(r"\(\?:([^|]+)\|[^)]+\)|\\(.)|(.)", re.DOTALL)  # as any_case.py writes them


class Phrase(NamedTuple):
    """One thing that a field accepts, as a predicate (`begins with "F"`) and as a noun (`text that begins with "F"`)."""

    predicate: str
    noun: str


def predicate(accepted: Accepted) -> str:
    """What the value of a field does: `is "DE" or begins with "F"`."""
    spoken = [each.predicate for each in _phrases(accepted)]
    return listed([_after(before, said) for before, said in zip(("", *spoken), spoken, strict=False)], "or")


def expectation(accepted: Accepted, most: int) -> str:
    """What the value of a field should be: `"DE" or text that begins with "F"`; at most so many of them, then a count."""
    return listed([each.noun for each in _phrases(accepted)], "or", most)


def listed(parts: Sequence[str], word: str, most: int | None = None) -> str:
    """`a, b or c`; beyond `most` of them only how many more there are."""
    if most is not None and len(parts) > most:
        parts = [*parts[:most], f"{len(parts) - most:,} more"]
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def shown(value: object) -> str:
    """A value of an event as JSON would write it, shortened; what is no plain value by its kind."""
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, Number):
        return _number(value)
    return "an empty array" if isinstance(value, list | tuple) else "an object"


def kind(value: object) -> str:
    """`text` or `number`; of everything else nothing, as it says itself what it is."""
    if isinstance(value, str):
        return "text"
    return "number" if isinstance(value, Number) and not isinstance(value, bool) else ""


def kinds(accepted: Accepted) -> set[str]:
    """The kinds of values of which the field accepts at least some."""
    found = {"text"} if accepted.texts else set()
    found |= {"number"} if accepted.amounts else set()
    for operator in accepted.operators:
        if isinstance(operator, Between):
            found.add("number")
        else:
            found |= {"text", "number"} if isinstance(operator, AnythingBut | Present) else {"text"}
    return found


def _after(before: str, said: str) -> str:
    return said.removeprefix("is ") if before.startswith("is ") else said


def _phrases(accepted: Accepted) -> list[Phrase]:
    """In an order that does not depend on how sets are kept: plain values, what is, what text does, what is not."""
    plain = [*map(_text, sorted(accepted.texts)), *_amounts(accepted.amounts), *_words(accepted.words)]
    spoken = [phrase for one in accepted.operators for phrase in _of_operator(one)]
    spoken.sort(key=lambda one: not one.predicate.startswith("is "))
    last = [Phrase("is not there", ABSENT)] if accepted.absent else []
    return [*(Phrase(f"is {each}", each) for each in plain), *spoken, *last]


def _of_operator(one: Operator) -> list[Phrase]:
    if isinstance(one, SameAddress):  # whose text is among the plain values
        return []
    return _phrases(one) if isinstance(one, Accepted) else [_operator(one)]


def _amounts(amounts: Iterable[Amount]) -> Iterable[str]:
    within = sorted(amount for amount in amounts if not isinstance(amount, tuple))
    beyond = sorted(amount[1] for amount in amounts if isinstance(amount, tuple) and amount[0] == "as spelt")
    return (*map(_number, within), *map(_cut, beyond))


def _words(words: Iterable[bool | None]) -> list[str]:
    return sorted(_WORDS[word] for word in words)


def _operator(one: Operator) -> Phrase:
    match one:
        case AnyCase(expression):
            return _any_case(expression.pattern)
        case Present():
            return Phrase("is there", "any text, number, true, false or null")
        case AnythingBut(inner):
            return _anything_but([each.noun for each in _phrases(inner)])
        case Between() | Block():
            return _noun(_range(one) if isinstance(one, Between) else _block(one))
    return _of_text(_predicate_of_text(one))


def _predicate_of_text(one: Operator) -> str:
    match one:
        case Prefix(text):
            return f"begins with {_text(text)}"
        case Suffix(text):
            return f"ends with {_text(text)}"
        case Wildcard(pieces):
            return f"fits {_text('*'.join(map(_unstarred, pieces)))}"
    raise TypeError(f"nobody has said what {type(one).__name__} means")


def _anything_but(excluded: list[str]) -> Phrase:
    shorter = listed(excluded, "and", MOST_EXCLUDED)
    return Phrase(f"is anything but {listed(excluded, 'and')}", f"anything but {shorter}")


def _of_text(predicate: str) -> Phrase:
    return Phrase(predicate, f"text that {predicate}")


def _noun(noun: str) -> Phrase:
    return Phrase(f"is {noun}", noun)


def _any_case(expression: str) -> Phrase:
    """An expression of any_case.py, which is all that is left of the text, in lower case."""
    inner = expression.removeprefix(r"\A").removesuffix(r"\Z")
    text = "".join(either or escaped or plain for either, escaped, plain in _LETTER.findall(inner))
    saying = f"{_text(text)} in any letter case"
    if inner + r"\Z" == expression:
        return _of_text(f"ends with {saying}")
    return _of_text(f"begins with {saying}") if rf"\A{inner}" == expression else _noun(saying)


def _unstarred(piece: str) -> str:
    return piece.replace("\\", "\\\\").replace("*", "\\*")


def _block(one: Block) -> str:
    first = (IPv4Address if one.bits == 32 else IPv6Address)(one.lead << one.free)
    return f"an address in {first}/{one.bits - one.free}"


def _range(one: Between) -> str:
    if one.low == one.high:
        return _number(one.low)
    below = f"{'of at least' if one.with_low else 'above'} {_number(one.low)}" if one.low > -inf else ""
    above = f"{'of at most' if one.with_high else 'below'} {_number(one.high)}" if one.high < inf else ""
    return f"a number {' and '.join(filter(None, (below, above)))}"


def _text(text: str) -> str:
    cut = json.dumps(text[:LONGEST], ensure_ascii=False)
    return f'{cut[:-1]}..."' if len(text) > LONGEST else cut


def _number(number: Number) -> str:
    if isinstance(number, Spelt):
        return _cut(number.text)
    if isinstance(number, int) and number.bit_length() > LONGEST_NUMBER:
        return f"a number of about {number.bit_length() * 30_103 // 100_000 + 1:,} digits"
    return _cut(repr(number).removesuffix(".0") if isinstance(number, float) else str(number))


def _cut(digits: str) -> str:
    return f"{digits[:LONGEST]}..." if len(digits) > LONGEST else digits
