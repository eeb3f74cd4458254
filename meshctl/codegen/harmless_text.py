"""Texts of a schema where they cannot do harm: as a comment, as a name. Pure.

Whoever writes a schema may write anything into it, and it ends up in code that others run.
"""

import re
import unicodedata

LONGEST = 300
_ENDS = str.maketrans({"\\": "/", '"': "'", "`": "'", "{": "(", "}": ")"})
_OTHER = re.compile(r"[^A-Za-z0-9]+")
LONGEST_NAME = 40


def harmless(text: object) -> str:
    """One line that ends no string and no comment, of any language, and shows nothing that is not there; empty for what is no text."""
    if not isinstance(text, str):
        return ""
    plain = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in text[: 4 * LONGEST])
    plain = " ".join(plain.translate(_ENDS).replace("*/", "* /").replace("/*", "/ *").split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 3]}..."


def class_name(words: str) -> str:
    """Words as a part of a class's name, of plain letters: `line item` is `LineItem`; empty where there are none."""
    return "".join(part[0].upper() + part[1:] for part in _OTHER.split(words) if part)[:LONGEST_NAME]
