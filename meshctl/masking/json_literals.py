"""The texts of a JSON document, each as it is meant, and the document with others in their place. Pure.

All between them stays as it is, letter by letter.
"""

from collections.abc import Callable
from json import dumps, loads
from re import DOTALL, Match
from re import compile as pattern

_LITERAL = pattern(r'"((?:[^"\\]|\\.)*)"(?=(\s*:)?(\s*,)?)', DOTALL)


def with_literals(text: str, changed: Callable[[str, str], str]) -> str | None:
    """The document with each text `changed`, which is also told the name that belongs to it; None if it is no JSON.

    A name belongs to the texts right after it: that of a field, and that of an option in a list of arguments.
    """
    try:
        loads(text)
    except (ValueError, RecursionError):
        return None
    return _LITERAL.sub(_Literals(text, changed).next, text)


class _Literals:
    """Goes from one literal to the next, and remembers the last name and where the last literal ended."""

    def __init__(self, text: str, changed: Callable[[str, str], str]) -> None:
        self._text = text
        self._changed = changed
        self._name = ""
        self._end = 0

    def next(self, found: Match[str]) -> str:
        """The literal that comes in its place."""
        said = loads(found[0]) if "\\" in found[0] else found[1]
        is_name, goes_on = bool(found[2]), bool(found[3])
        name = "" if is_name or self._text[self._end : found.start()].strip(" \t\r\n:,[") else self._name
        told = self._changed(said, name)
        if is_name or (goes_on and said.startswith("--")):
            self._name = said
        else:
            self._name = name if goes_on and not name.startswith("--") else ""
        self._end = found.end()
        return found[0] if told == said else dumps(told, ensure_ascii=found[0].isascii())
