"""The text of a pattern as AWS reads it, token by token: nothing that is written hides anything else. Judges no field."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

from meshctl.patterns.operators.numbers import Spelt, read_int
from meshctl.patterns.syntax.invalid_pattern import InvalidPattern, Place, field_of

DEEPEST = 50  # names; the work per field grows with the square, and an event of the mesh is rarely ten deep
TOO_DEEP = f"it is more than {DEEPEST} levels deep; write a flatter pattern"


class Repeating(Mapping[str, Any]):
    """An object in which a key stands more than once: all its members, in order."""

    __slots__ = ("_members",)

    def __init__(self, members: Sequence[tuple[str, Any]]) -> None:
        self._members = members

    def __getitem__(self, key: str) -> Any:
        """The last value of the key."""
        return dict(self._members)[key]

    def __iter__(self) -> Iterator[str]:
        """Every key, as often as it stands there."""
        return (key for key, _ in self._members)

    def __len__(self) -> int:
        """How many members there are."""
        return len(self._members)

    def items(self) -> Any:
        """Every member."""
        return self._members


def decoded(text: str) -> object:
    """The JSON of a text, every number as it is spelt; raises InvalidPattern where it is none."""
    try:
        return json.loads(
            text, parse_int=_integer, parse_float=Spelt, parse_constant=_no_json, object_pairs_hook=_object
        )
    except RecursionError:
        raise InvalidPattern((), TOO_DEEP) from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InvalidPattern((), f"it is no JSON ({error.msg} at {place}); write a JSON object") from None


def _integer(text: str) -> int | float:
    return Spelt(text) if text == "-0" else read_int(text)


def _object(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    read = dict(pairs)
    return read if len(read) == len(pairs) else Repeating(pairs)


def _no_json(constant: str) -> NoReturn:
    raise InvalidPattern((), f"{constant} is no JSON; write a number, or null")


def repeated_fields(text: str) -> tuple[str, ...]:
    """The fields whose key stands more than once in one object; raises InvalidPattern where the text is no JSON."""
    return tuple(dict.fromkeys(map(field_of, _repeated(decoded(text), ()))))


def _repeated(written: object, place: Place) -> Iterator[Place]:
    if isinstance(written, Mapping):
        yield from ((*place, key) for key, times in Counter(iter(written)).items() if times > 1)
        for key, value in written.items():
            yield from _repeated(value, (*place, key))
    elif isinstance(written, list):
        for at, value in enumerate(written):
            yield from _repeated(value, (*place, at))
