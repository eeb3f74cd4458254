"""Looks for what hand-written Terraform may not do. A scan of text in the form of `terraform fmt`, no HCL parser."""

import re
from collections.abc import Collection, Iterator

from .tree import Source

_COMMENT = re.compile(r"(?m)(^|\s)(#|//).*$")
_HEREDOC = re.compile(r"<<-?(\w+)\n.*?\n\s*\1\b", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\$]|\\.|\$(?!\{)|\$\{[^}]*\})*"')
_WIDE = re.compile(
    r'(?m)^\s*"?(Action|NotAction|Resource|NotResource|Principal)"?\s*[=:]\s*(\[?\s*"(?:[\w-]+:)?\*".*)$'
)
_ALLOW = re.compile(r'"?Effect"?\s*[=:]\s*"Allow"')
_ANYBODY = re.compile(r'\{\s*"?AWS"?\s*[=:]\s*"\*"\s*\}')
_INNERMOST = re.compile(r"\{[^{}]*\}")

FORBIDDEN = {
    "an endpoints block": re.compile(r"(?m)^\s*endpoints\s*\{|\"endpoints\""),
    "the type any": re.compile(r"(?m)\btype\s*=.*\bany\b|\(\s*any\s*\)|=\s*any\b"),
    "try(": re.compile(r"\btry\s*\("),
    "a data source": re.compile(r'(?m)^\s*data\s+"|\bdata\.[a-z_]+\.'),
    "a create switch": re.compile(r"(?m)^\s*create(_\w+)?\s*=|\bvar\.create\b|^\s*variable \"create(_\w+)?\""),
}


def forbidden_in(source: Source) -> list[str]:
    """`path: what` for everything of `FORBIDDEN` in a file; comments do not count, and prose not where it could."""
    code = _COMMENT.sub("", source.text)
    texts = {"the type any": _STRING.sub('""', _HEREDOC.sub('""', code))}
    return [f"{source.path}: {what}" for what, sign in FORBIDDEN.items() if sign.search(texts.get(what, code))]


def too_wide(source: Source, allowances: Collection[tuple[str, str]] = ()) -> list[str]:
    """Statements that allow everything: `"*"` or `"service:*"` as action, `"*"` as resource or principal."""
    return [
        f"{source.path}: {key} {value.strip()}"
        for statement in _statements(_ANYBODY.sub('"*"', _COMMENT.sub("", source.text)))
        for key, value in _WIDE.findall(statement)
        if _ALLOW.search(statement) and (source.path, key) not in allowances
    ]


def _statements(text: str) -> Iterator[str]:
    """Every `{...}`, from the innermost outwards; what has been given stands as `()` in what is around it."""
    text = _STRING.sub(lambda found: re.sub(r"[{}]", "_", found[0]), text)
    while _INNERMOST.search(text):
        yield from _INNERMOST.findall(text)
        text = _INNERMOST.sub("()", text)
