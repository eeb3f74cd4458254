"""JSON that a person hands in becomes an event, or a sentence that says where it is none. Reads no files."""

import json
from collections import Counter
from typing import Any, NoReturn

from meshctl.aws_facts.quotas import FIXED_EVENT
from meshctl.errors import MeshctlError
from meshctl.patterns.operators.numbers import SpeltDecimal

MOST_BYTES = FIXED_EVENT
"""Of whatever a person hands in: an event, or a pattern, which is shorter."""
NEWLINE = b"\n"

EventObject = dict[str, Any]


class _NoJson(ValueError):
    """What Python reads though it is no JSON, or though AWS reads it otherwise."""


def decoded_text(content: bytes, what: str) -> str:
    """UTF-8 of at most `MOST_BYTES`; `what` names it. Raises `MeshctlError`."""
    if len(content) > MOST_BYTES:
        raise MeshctlError(f"{what} is larger than {MOST_BYTES:,} bytes", "AWS takes nothing larger")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start]
        place = f"line {before.count(NEWLINE) + 1}, byte {error.start - before.rfind(NEWLINE)}"
        raise MeshctlError(f"{what} is no UTF-8 at {place}", "save it as UTF-8") from error


def decoded_event(content: bytes, what: str, first_line: int = 1) -> EventObject:
    """The event with all digits of its numbers; `first_line` is where it begins in its file. Raises `MeshctlError`."""
    text = decoded_text(content, what)
    try:
        event = json.loads(
            text,
            parse_int=SpeltDecimal,
            parse_float=SpeltDecimal,
            parse_constant=_constant,
            object_pairs_hook=_once_each,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno + first_line - 1}, column {error.colno}"
        raise MeshctlError(f"{what} is no JSON at {place}: {error.msg}", "mend it there") from error
    except _NoJson as error:
        raise MeshctlError(f"{what} {error}", "write what every reader of JSON reads alike") from error
    except RecursionError as error:
        raise MeshctlError(f"{what} is nested too deeply to be read", "AWS reads no more than 1,000 levels") from error
    except ArithmeticError as error:
        raise MeshctlError(f"{what} holds a number with an endless exponent", "write fewer digits") from error
    if not isinstance(event, dict):
        raise MeshctlError(f"{what} is no JSON object", 'write it like {"source": "orders.checkout", "detail": {}}')
    return event


def _constant(name: str) -> NoReturn:
    raise _NoJson(f"holds {name}, which is no JSON")


def _once_each(pairs: list[tuple[str, Any]]) -> EventObject:
    """AWS sees both values of a key that stands twice, and Python the last one alone."""
    read = dict(pairs)
    if len(read) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise _NoJson(f'has the key "{twice[:100]}" twice in one object')
    return read
