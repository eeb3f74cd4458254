"""Long answers in pages. Pure; a token says where the next page begins, and is opaque to who is given it."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from moto.events.exceptions import ValidationException

MOST_ITEMS = 100
Item = TypeVar("Item")


def page(handler: Any, name: str, items: Sequence[Item]) -> dict[str, Any]:
    """Give the answer with the page that a request asks for; `ValidationException` for a token that nobody was given."""
    begin = _begin(handler._get_param("NextToken"))
    end = begin + int(handler._get_param("Limit") or MOST_ITEMS)
    more = {"NextToken": _token(end)} if end < len(items) else {}
    return {name: list(items[begin:end]), **more}


def _token(begin: int) -> str:
    return base64.urlsafe_b64encode(f"from {begin}".encode()).decode()


def _begin(token: str | None) -> int:
    if not token:
        return 0
    try:
        word, _, number = base64.urlsafe_b64decode(token.encode()).decode().partition(" ")
    except (binascii.Error, ValueError):
        word, number = "", ""
    if word != "from" or not number.isdecimal():
        raise ValidationException("Parameter NextToken is not valid.")
    return int(number)
