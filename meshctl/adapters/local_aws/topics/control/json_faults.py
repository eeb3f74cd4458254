"""What AWS says of a text that is no JSON: the words of Jackson, its parser, where they are known. Pure."""

import re

SOURCE = "\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: "
VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
TOKEN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LONGEST_TOKEN = 256


def json_fault(text: str) -> str:
    """Say why a text is no JSON, as its first mistake is; a text whose mistake comes later fails without a reason."""
    said = "failed to parse JSON."
    if token := TOKEN.match(text):
        shown = token[0][:LONGEST_TOKEN]
        return f"{said} Unrecognized token '{shown}': was expecting {VALUES}{SOURCE}{len(shown) + 1}]"
    if text.startswith("{") and text[1:2] not in ("", '"', "}") and not text[1:2].isspace():
        named = (
            f"Unexpected character ('{text[1]}' (code {ord(text[1])})): was expecting double-quote to start field name"
        )
        return f"{said} {named}{SOURCE}2]"
    return said
