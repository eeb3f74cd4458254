"""Secrets that are known by the name beside them: `name`, separator, value, in settings, options, headers, JSON and XML.

The names are searched for first; from each one it is looked back for its beginning and on for its value, so that a text
is read once, however it is made.
"""

from collections.abc import Iterator
from re import VERBOSE, Match, Pattern
from typing import NamedTuple

from meshctl.masking.late_pattern import late_pattern as pattern
from meshctl.masking.mask import Span
from meshctl.masking.secret_names import (
    ASKED_PARTS,
    DOUBTFUL_PARTS,
    FURTHER,
    HEADERS,
    SURE,
    SURE_PARTS,
    has_secret,
    header_has_secret,
    is_mixed,
    is_no_secret,
    is_of_pages,
    is_word,
)

_NAME = pattern(rf"(?:{HEADERS}|{SURE}|{DOUBTFUL_PARTS}|{ASKED_PARTS}){FURTHER}(?![a-z0-9_])")
_KIND = pattern(
    rf"(?:(?P<header>{HEADERS})|(?P<sure>{SURE}|(?<=[_-])(?:{SURE_PARTS}))|(?<![a-z0-9])(?P<doubtful>{DOUBTFUL_PARTS}|{ASKED_PARTS}))"
    rf"{FURTHER}(?![a-z0-9_])"
)
_USER = pattern(
    r"(?<![^\s\"'\[,])(?:-u|--(?:proxy-)?user)(?:[= ]|\\?[\"'],\s{0,20}\\?[\"']){1,4}\\?[\"']?[^\s:\"'\\]{1,200}:(?P<value>[^\s\"']+)"
)
_SEPARATOR = pattern(
    r"""(?P<close>\\*["'`]\]?|\])?
    (?:[^\S\n]{0,4}(?P<mark>:=|=>|=(?!=)|:(?![:/])|%(?:25)*3[dD])[^\S\n]{0,8}
      |(?P<close_tag>>)
      |(?P<said>\s(?:is|was)\s(?:one\sof\s)?)(?=\\*["'])
      |(?P<gap>,?\s{1,20}))
    (?P<quote>\\*["'`])?""",
    VERBOSE,
)
_LOOKED_BACK = 80
_LONGEST_ELEMENT = 500
_NAME_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.%"
_ASKED = pattern(r"%(?:25)*(?:3[fF]|26)[\w.-]*$")
_BARE = pattern(
    r"""(?:[^\s"'`<>,;&\\]|["'`](?![\s,;:)\]}]|$)|<(?!/)|>|\\(?!\\*["'`])|[,;&](?![\w.-]{1,80}[=:]|\s|$))+"""
)
_IN_QUERY = pattern(r"[^\s\"'<>&#;]+")
_IN_ENCODED_QUERY = pattern(r"(?:[^\s\"'<>&#;%]|%(?!(?:25)*(?:26|23)))+")
_BLOCK = pattern(r"[|>][-+0-9]{0,2}[ \t]*\n(?P<value>(?:[ \t]+\S[^\n]*(?:\n|$))+)")
_ESCAPED = pattern(r"[?&;](?P<name>(?:[\w.-]{0,20}%[0-9A-Fa-f]{2}){1,9}[\w.-]{0,20})=(?P<value>[^\s\"'<>&#;]+)")
_HEX = pattern(r"%([0-9A-Fa-f]{2})")
_SAID = (pattern(r"[^\r\n\"']{0,200}"), pattern(r"[^\s\"'<>&#;]{0,200}"))
_STRUCTURE = (pattern(r"[{\[(]"), pattern(r"[{\[(](?:[\"'\\\s]|$)"))
"""What begins a table or a list, after `:` and after `=`."""
_QUOTES = ('"', "'", "`")
_TRAILING = ",;.:!?)]}>'\"`\\"


class _Named(NamedTuple):
    """A name that asks for a secret, and what stands around it: its beginning, and the letter before."""

    kind: str
    name: str
    before: str
    end: int

    @property
    def is_option(self) -> bool:
        return self.name.startswith("--")

    @property
    def is_asked_for(self) -> bool:
        """Whether it stands in what a URL asks for."""
        return self.before in ("?", "&", "#", ";") or bool(_ASKED.search(self.name))


def written_secrets(text: str) -> Iterator[Span]:
    """Where the values of names that ask for a secret stand, in their order."""
    lowered = text.replace("\u0130", "I").lower()  # the only letter that grows with it
    position = 0
    while found := _NAME.search(lowered, position):
        position = found.end()
        kind = _KIND.match(lowered, found.start())
        if kind and (span := _value_of(_named(text, kind), text)):
            yield span
            position = max(position, span[1])


def users_passwords(text: str) -> Iterator[Span]:
    """Where the passwords of options for a user stand: `-u NAME:PASSWORD`."""
    if "-u" in text:
        yield from (found.span("value") for found in _USER.finditer(text) if not is_no_secret(found["value"]))


def escaped_names(text: str) -> Iterator[Span]:
    """Where the values of names that a URL has with escaped letters stand: `t%6Fken=`."""
    if "%" in text:
        for found in _ESCAPED.finditer(text):
            name = _HEX.sub(lambda one: chr(int(one[1], 16)), found["name"])
            if has_secret(name, found["value"]):
                yield found.span("value")


def _named(text: str, found: Match[str]) -> _Named:
    head = text[max(0, found.start() - _LOOKED_BACK) : found.start()]
    before = head.rstrip(_NAME_LETTERS)
    return _Named(found.lastgroup or "", head[len(before) :] + found[0], before[-1:], found.end())


def _value_of(named: _Named, text: str) -> Span | None:
    link = _SEPARATOR.match(text, named.end)
    if link is None or is_of_pages(named.name.lower()) or not _links(named, link, text):
        return None
    if link["quote"] == named.before and not link["close"]:
        return None  # the end of the quote in which the name stands
    if named.kind == "header":
        return _header(named, link, text)
    start = link.end()
    if not link["quote"] and (block := _BLOCK.match(text, start)):
        return block.span("value")
    end = _end(named, link, text)
    value = text[start:end]
    return (start, end) if value and _is_secret(named, link, value) else None


def _links(named: _Named, link: Match[str], text: str) -> bool:
    """Whether what follows the name says that a value comes."""
    if link["close_tag"]:
        return named.before == "<" and "</" in text[link.end() : link.end() + _LONGEST_ELEMENT]
    if not link["gap"]:
        return not (named.before == ":" and link[0] == ":")  # within an ARN
    if named.is_option:
        return (link["gap"][0] != "," or bool(link["close"])) and text[link.end() : link.end() + 1] not in ("-", "")
    return not link["close"] and link["gap"] in (" ", "  ", "\t") and named.kind == "sure"


def _end(named: _Named, link: Match[str], text: str) -> int:
    start = link.end()
    if link["quote"]:
        return _closing(link["quote"], text, start)
    if link["close_tag"]:
        return _next(text, start, "<", "\n")
    if (link["mark"] or "").startswith("%"):
        return _matched(_IN_ENCODED_QUERY, text, start)
    return _matched(_IN_QUERY, text, start) if named.is_asked_for else _unquoted_end(named, link, text)


def _unquoted_end(named: _Named, link: Match[str], text: str) -> int:
    """Where a value without quotes of its own ends: at those in which it stands with its name, or with the word."""
    start = link.end()
    if named.before in _QUOTES and not link["close"] and not named.is_option:
        end = _closing(named.before, text, start)
        if text[end : end + 1] == named.before:
            return end
    if _STRUCTURE[link["mark"] == "="].match(text, start):
        return start
    return start + len(text[start : _matched(_BARE, text, start)].rstrip(_TRAILING))


def _closing(quote: str, text: str, start: int) -> int:
    """Where the quoted value ends: at the same quote, escaped as the first one; else with the line."""
    line = _next(text, start, "\n")
    end = start
    while (end := text.find(quote[-1], end, line)) >= 0:
        escapes = end - len(text[start:end].rstrip("\\")) - start
        if escapes <= len(quote) - 1 or (len(quote) == 1 and escapes % 2 == 0):
            return end - min(escapes, len(quote) - 1)
        end += 1
    return line


def _next(text: str, start: int, *marks: str) -> int:
    return min((end for mark in marks if (end := text.find(mark, start)) >= 0), default=len(text))


def _matched(form: Pattern[str], text: str, start: int) -> int:
    found = form.match(text, start)
    return found.end() if found else start


def _header(named: _Named, link: Match[str], text: str) -> Span | None:
    """All that a header says, as its parts are told in many ways; nothing where people speak of it."""
    start = link.end()
    if not header_has_secret(_SAID[named.is_asked_for].match(text, start)[0]):  # type: ignore[index]
        return None
    if quote := link["quote"] or (named.before if named.before in _QUOTES and not link["close"] else ""):
        return start, _closing(quote, text, start)
    return start, _matched(_IN_QUERY, text, start) if named.is_asked_for else _next(text, start, "\r", "\n")


def _is_secret(named: _Named, link: Match[str], value: str) -> bool:
    if is_no_secret(value):
        return False
    if named.kind == "doubtful":
        return has_secret(named.name, value) or (named.is_asked_for and is_mixed(value))
    if link["gap"] and not named.is_option:
        return is_mixed(value)
    return not (_is_said(link) and is_word(value)) and has_secret(named.name, value)


def _is_said(link: Match[str]) -> bool:
    """Whether the value may be a word of a sentence, or of code."""
    return bool(link["said"]) or (not link["quote"] and (link["mark"] == ":" or link[0][-1:].isspace()))
