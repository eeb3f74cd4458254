"""The form of results in the cache: MessagePack, those of one question together under its seal. Pure.

They are named tuples and dataclasses, and come back as such or not at all: no code is in a record.
"""

from typing import Generic, NamedTuple, TypeVar

from msgspec import MsgspecError, Raw, msgpack

from meshctl.app.check.seals import sealed, unsealed

Result = TypeVar("Result")
MOST_RESULTS = 16
"""Of one question; the one that was asked for first goes."""


class ResultForm(NamedTuple, Generic[Result]):
    """By which words a result is known among all that are told of a catalogue, and its type."""

    words: str
    type_: type[Result]


def encode_result(result: Result, form: ResultForm[Result], before: bytes, key: bytes) -> bytes | None:
    """The result beside those of the entry `before`, under the seal of the question that has this key.

    None where it holds what has no form, as half a letter.
    """
    known = _together(before, key)
    known.pop(form.words, None)
    try:
        content = Raw(msgpack.encode(result))
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None
    return sealed(msgpack.encode(dict([*known.items(), (form.words, content)][-MOST_RESULTS:])), key)


def decode_result(entry: bytes, key: bytes, form: ResultForm[Result]) -> Result | None:
    """The result of an entry, which may come from anywhere; None on a miss: it is none to this question."""
    try:
        content = _together(entry, key).get(form.words)
        return None if content is None else msgpack.decode(content, type=form.type_)
    except (MsgspecError, ValueError, RecursionError):
        return None


def _together(entry: bytes, key: bytes) -> dict[str, Raw]:
    content = unsealed(entry, key)
    try:
        return {} if content is None else msgpack.decode(content, type=dict[str, Raw])
    except (MsgspecError, ValueError, RecursionError):
        return {}
