"""What an event's data may be: one rule, for whoever publishes and whoever receives. Pure.

Data is an object of JSON: names and, below them, texts, numbers, booleans, nothing, lists and objects of such. What JSON has no one
word for is refused and never guessed at: the reader would get something else than was meant. A message within a system may be
any value of JSON.
"""

import re
from collections.abc import Iterable
from json import JSONEncoder
from math import isfinite
from types import NoneType
from typing import Any

from meshkit.errors import InvalidData

MOST_LEVELS = 100
"""How deep values may lie within each other. What contains itself is deeper."""
MOST_VALUES = 600_000
"""More than fit into the 1 MB of an event, at two bytes each; lists that share their items may hold any number."""
_BITS_OF_EVENTS = 63
"""Of a whole number, without its sign (EventBridge API reference, PutEvents: -9,223,372,036,854,775,808 and its like)."""
_BITS_OF_MESSAGES = 14_000
"""Python reads no more than 4,300 digits (`sys.get_int_max_str_digits`)."""
json_text = JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False).encode
"""The JSON text of a value that is known to be sound, and so does not contain itself."""
_SMALL = 2**53
_LEAST, _MOST = -(2**_BITS_OF_EVENTS), 2**_BITS_OF_EVENTS - 1
_KINDS = (str, int, float, dict, list, bool, NoneType)
_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
_WAYS_OUT = {
    "Decimal": "write it as a text with str(), or as a number with int() or float()",
    "date": "write it as a text with .isoformat()",
    "time": "write it as a text with .isoformat()",
    "timedelta": "write it as a number with .total_seconds()",
    "set": "write it as a list with sorted()",
    "frozenset": "write it as a list with sorted()",
    "bytes": "write it as a text, in Base64 or as UTF-8",
    "bytearray": "write it as a text, in Base64 or as UTF-8",
    "UUID": "write it as a text with str()",
    "Enum": "write its .value",
}


def refuse_unsound_data(data: object) -> None:
    """Raises InvalidData for what no event may carry, with the place of what is wrong, and without the data."""
    if (fault := fault_of_data(data)) is not None:
        raise InvalidData(fault)


def text_with_data(data: object, body: object) -> str:
    """The JSON text of `body`, which holds an event's data; raises InvalidData for data that no event may carry."""
    if type(data) is dict and (text := _plain_text(data, body)) is not None:
        return text
    refuse_unsound_data(data)
    return json_text(body)


def message_text(message: object) -> str:
    """The JSON text of a message; raises InvalidData."""
    if type(message) in (dict, list) and (text := _plain_text(message, message)) is not None:
        return text
    if (fault := _fault(message, "the message", _BITS_OF_MESSAGES)) is not None:
        raise InvalidData(fault)
    return json_text(message)


def fault_of_data(data: object) -> str | None:
    """What is wrong with an event's data, as a sentence; None where it is sound."""
    if not isinstance(data, dict):
        return f"data is of the type {type(data).__name__} and no object: an event's data has named fields, such as order_id"
    return _fault(data, "data", _BITS_OF_EVENTS)


def _plain_text(value: Any, body: object) -> str | None:
    """The JSON text of `body`, which holds an object or a list; None where that needs a closer look, which can say what is wrong.

    Nearly everything is plain. What a look at each text and each fraction would find, their JSON tells of all of them at once.
    """
    try:
        text = json_text(body) if _is_plain(value) else None
    except (TypeError, ValueError):  # a name that is no text, a number that is none
        return None
    return text if text is not None and fault_of_text(text) is None else None


def _is_plain(value: dict[Any, Any] | list[Any]) -> bool:
    """Whether it is of JSON's own types within all bounds. Raises TypeError for names that are no texts."""
    level, left = [value], MOST_VALUES
    for _ in range(MOST_LEVELS):
        left -= sum(map(len, level))
        below = None if left < 0 else _level_below(level)
        if not below:
            return below is not None
        level = below
    return False


def _level_below(level: Iterable[dict[Any, Any] | list[Any]]) -> list[Any] | None:
    """The objects and lists within these; None where something is not plain."""
    found: list[Any] = []
    for one in level:
        if type(one) is dict:
            "".join(one)
        for value in one.values() if type(one) is dict else one:
            kind = type(value)
            if kind is str or kind is float or (kind is int and _LEAST <= value <= _MOST):
                continue
            if kind is dict or kind is list:
                found.append(value)
            elif kind is not bool and kind is not NoneType:
                return None
    return found


class _Unsound(Exception):
    """What is wrong, and where: the steps that lead there are added on the way back."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.steps: list[str] = []


class _Look:
    """One look through a value, which ends after `MOST_VALUES`."""

    def __init__(self, bits: int) -> None:
        self.bits, self.left = bits, MOST_VALUES

    def at(self, value: Any, level: int) -> None:
        kind = type(value)
        kind = kind if kind in _KINDS else _kind(value)
        if kind is str:
            _refuse_unsound_text(value)
        elif kind is dict:
            self._object(value, level)
        elif kind is list:
            self._list(value, level)
        elif kind is int and (value if value >= 0 else ~value).bit_length() > self.bits:
            raise _Unsound(f"is a whole number of more than {self.bits} bits, which is not taken: write it as a text")
        elif kind is float and not isfinite(value):
            raise _Unsound("is no number (NaN or infinite), which JSON has no word for: leave it out")

    def _object(self, value: dict[Any, Any], level: int) -> None:
        self._descend(value, level)
        for name in value:
            if type(name) is str and name.isascii():
                continue
            if not isinstance(name, str):
                raise _Unsound(f"has a name of the type {type(name).__name__}: names are texts")
            _refuse_unsound_text(name)
        self._inside(value.items(), level)

    def _list(self, value: list[Any] | tuple[Any, ...], level: int) -> None:
        self._descend(value, level)
        self._inside(enumerate(value), level)

    def _inside(self, inside: Iterable[tuple[str | int, Any]], level: int) -> None:
        """Nearly all values are simple ones, which are let pass here: a call for each would take the most time of all."""
        for step, inner in inside:
            kind = type(inner)
            if (
                (kind is str and inner.isascii())
                or (kind is int and -_SMALL < inner < _SMALL)
                or (kind is float and isfinite(inner))
                or kind is bool
                or kind is NoneType
            ):
                continue
            try:
                self.at(inner, level + 1)
            except _Unsound as unsound:
                unsound.steps.append(_step(step))
                raise

    def _descend(self, value: Any, level: int) -> None:
        self.left -= len(value)
        if level >= MOST_LEVELS:
            raise _Unsound(f"lies more than {MOST_LEVELS} levels deep, or contains itself: write it flatter")
        if self.left < 0:
            raise _Unsound(f"holds more than {MOST_VALUES:,} values, which no event has room for")


def _step(step: str | int) -> str:
    """Names of fields and numbers of items; any other name may be data itself."""
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if _FIELD.fullmatch(step) else "[...]"


def _fault(value: object, name: str, bits: int) -> str | None:
    try:
        _Look(bits).at(value, 0)
    except _Unsound as unsound:
        place = "".join(reversed(unsound.steps[-8:]))
        return f"{name}{place} {unsound}"
    return None


def fault_of_text(text: str) -> str | None:
    """What is wrong with a text; None where it is sound."""
    if text.isascii():
        return None
    try:
        text.encode()
    except UnicodeEncodeError:
        return "has half of a character (a lone surrogate), which no text has"
    if "\ufffe" in text or "\uffff" in text:
        return "has U+FFFE or U+FFFF, which are no characters, and which no queue takes: leave them out"
    return None


def _refuse_unsound_text(text: str) -> None:
    """SQS takes no message with U+FFFE or U+FFFF (SQS API reference, SendMessage)."""
    if (fault := fault_of_text(text)) is not None:
        raise _Unsound(fault)


def _kind(value: object) -> type:
    """What a value of a type derived from JSON's is written as: a StrEnum as a text, a tuple as a list."""
    for kind in (*_KINDS, tuple):
        if isinstance(value, kind):
            return list if kind is tuple else kind
    names = [kind.__name__ for kind in type(value).__mro__]
    ways_out = [_WAYS_OUT[name] for name in names if name in _WAYS_OUT]
    out = ways_out[0] if ways_out else "write it with texts, numbers, lists and dicts"
    raise _Unsound(f"is of the type {names[0]}, which JSON has no word for: {out}")
