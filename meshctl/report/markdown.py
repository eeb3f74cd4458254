"""Markdown for the page of a pull request. Pure."""

from re import sub

from meshctl.report.plain import plain


def escaped(text: str) -> str:
    """Text in which no character is markup, wherever its line begins, and which names nobody on a forge."""
    marked = sub(r"([\\`*_{}\[\]()<>#+!|~&])", r"\\\1", plain(text)).replace("@", "@\u200b")
    return sub(r"^( *[0-9]*)([-=.])", r"\1\\\2", marked)
