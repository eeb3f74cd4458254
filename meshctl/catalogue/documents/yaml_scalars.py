"""The value of a text without quotes by YAML 1.2's core schema, and whether it looks like another one. Reads no YAML."""

from json import dumps
from re import compile as pattern
from typing import Any

_INTEGER = pattern(r"^[-+]?[0-9]{1,18}$")
_FLOAT = pattern(
    r"^[-+]?(\.[0-9]{1,18}|[0-9]{1,18}\.[0-9]{0,18})([eE][-+]?[0-9]{1,2})?$|^[-+]?[0-9]{1,18}[eE][-+]?[0-9]{1,2}$"
)
_OF_OTHERS = pattern(
    r"^(?:[yY]es|YES|[nN]o|NO|[oO]n|ON|[oO]ff|OFF|TRUE|FALSE|NULL|Null|[-+]?0(?:x[0-9a-fA-F_]+|[ob]?[0-7_]+)|[-+]?[0-9][0-9_]*|"
    r"[-+]?[0-9]+(?::[0-5]?[0-9])+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|"
    r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)$"
)
"""Texts here that YAML 1.1, or another reader, takes for true, false, null or a number."""
_WORDS = {"true": True, "True": True, "false": False, "False": False, "null": None, "~": None, "": None}
_NUMBER_STARTS = frozenset("+-.0123456789")


def plain_value(text: str) -> Any:
    """What a text without quotes stands for; a number too long to be exact stays text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def is_respelt(text: str) -> bool:
    """Whether it is a number with zeros before or behind it, a plus or an exponent, all of which are lost; or what others read as one."""
    value = plain_value(text)
    if type(value) in (int, float):
        return dumps(value) != text
    return _OF_OTHERS.match(text) is not None
