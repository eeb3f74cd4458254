"""Text that is safe to show: what comes from files may hold control characters and marks that turn a line around."""

import unicodedata


def plain(text: str) -> str:
    """`text` with control, format and lone surrogate characters written out (`\\u202e`)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def plain_lines(text: str) -> str:
    """The same for text whose line feeds mean something."""
    return "\n".join(plain(line) for line in text.split("\n"))


def _shown(character: str) -> str:
    if character == "\t":
        return " "
    return (
        f"\\u{ord(character):04x}" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") else character
    )
