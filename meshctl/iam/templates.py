"""Texts of policies with wildcards and variables, and when a value is like one.

`*` stands for anything and `?` for one character; what a variable stands for is taken as it is, wildcards and all.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from meshctl.iam.errors import PolicyNotUnderstood
from meshctl.iam.requests import Context

PIECE = re.compile(r"\$\{([^}]*)\}|([*?])")
VARIABLE = re.compile(r"\s*([A-Za-z0-9_.+=@:/\-]+)\s*(?:,\s*'([^']*)'\s*)?")
ESCAPED = ("*", "?", "$")
"""`${*}` is an asterisk and no wildcard."""


@dataclass(frozen=True)
class WildcardSign:
    """`*` or `?`."""

    sign: str


@dataclass(frozen=True)
class Variable:
    """`${key, 'default'}`."""

    key: str
    default: str | None

    def value(self, context: Context) -> str | None:
        """What it stands for; nothing where there is no value, or more than one."""
        values = context.get(self.key, ())
        return values[0] if len(values) == 1 else self.default


Piece = str | WildcardSign | Variable
Resolved = tuple[str | WildcardSign, ...]


@dataclass(frozen=True)
class Template:
    """A text of a policy, in pieces."""

    text: str
    pieces: tuple[Piece, ...]

    def resolved(self, context: Context) -> Resolved | None:
        """The text with what its variables stand for; nothing when one of them stands for nothing."""
        found: list[str | WildcardSign] = []
        for piece in self.pieces:
            said = piece.value(context) if isinstance(piece, Variable) else piece
            if said is None:
                return None
            found.append(said)
        return tuple(found)


@lru_cache(maxsize=4096)
def template(text: str, variables: bool = True) -> Template:
    """Take a text apart; `PolicyNotUnderstood` for a variable that is none. Without `variables`, `${` is just text."""
    pieces: list[Piece] = []
    end = 0
    for found in PIECE.finditer(text):
        if not found[2] and not variables:
            continue
        pieces += [text[end : found.start()], WildcardSign(found[2]) if found[2] else _variable(found[1])]
        end = found.end()
    return Template(text, tuple(piece for piece in (*pieces, text[end:]) if piece != ""))


def _variable(inside: str) -> str | Variable:
    if inside in ESCAPED:
        return inside
    found = VARIABLE.fullmatch(inside)
    if found is None:
        raise PolicyNotUnderstood(f"the policy variable ${{{inside}}}")
    return Variable(found[1].lower(), found[2])


def literally(pieces: Resolved) -> str:
    """The text, its wildcards as they are written."""
    return "".join(one.sign if isinstance(one, WildcardSign) else one for one in pieces)


def like(pieces: Resolved, value: str) -> bool:
    """Tell whether a value is like a text."""
    return _expression(pieces).fullmatch(value) is not None


def arn_like(pieces: Resolved, value: str) -> bool:
    """Compare two ARNs part by part: a `*` never reaches across the first five colons."""
    expression = _arn_expression(pieces)
    return expression is not None and expression.fullmatch(value) is not None


def any_like(templates: Sequence[Template], value: str, context: Context) -> bool:
    """Tell whether a value is like any of some texts."""
    return any((pieces := one.resolved(context)) is not None and like(pieces, value) for one in templates)


@lru_cache(maxsize=4096)
def _expression(pieces: Resolved) -> re.Pattern[str]:
    return _compiled(pieces, lambda _: ".")


@lru_cache(maxsize=4096)
def _arn_expression(pieces: Resolved) -> re.Pattern[str] | None:
    """Nothing for a text that has no six parts."""
    if literally(pieces).count(":") < 5:
        return None
    return _compiled(pieces, lambda colons: "[^:]" if colons < 5 else ".")


def _compiled(pieces: Resolved, one_character: Callable[[int], str]) -> re.Pattern[str]:
    source, colons = "", 0
    for piece in pieces:
        if isinstance(piece, WildcardSign):
            source += one_character(colons) + ("*" if piece.sign == "*" else "")
        else:
            source, colons = source + re.escape(piece), colons + piece.count(":")
    return re.compile(source, re.DOTALL)
