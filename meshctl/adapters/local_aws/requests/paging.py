"""Long answers in pages. Pure; a token says where the next page begins, and is opaque to who is given it."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class NoSuchPage(ValueError):
    """A token that nobody was given."""


def page_of(items: Sequence[Item], size: int, token: str | None) -> tuple[list[Item], str | None]:
    """Give the page that a token stands for, or the first one, and the token of the next. Raises `NoSuchPage`."""
    begin = _begin(token) if token else 0
    end = begin + size
    return list(items[begin:end]), _token(end) if end < len(items) else None


def _token(begin: int) -> str:
    return base64.urlsafe_b64encode(f"from {begin}".encode()).decode()


def _begin(token: str) -> int:
    try:
        word, _, number = base64.urlsafe_b64decode(token.encode()).decode().partition(" ")
    except (binascii.Error, ValueError):
        word, number = "", ""
    if word != "from" or not number.isdecimal():
        raise NoSuchPage(token)
    return int(number)
