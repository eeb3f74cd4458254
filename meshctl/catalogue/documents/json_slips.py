"""What was meant by a text that is nearly JSON, or another language. Decides nothing."""

from re import compile as expression

_KEY = expression(r"[A-Za-z_$\"'-][^{}\[\]\n]{0,100}:(\s|$)")
_OTHER_UNICODE = (b"\xff\xfe", b"\xfe\xff", b"\x00", b"{\x00", b"[\x00")
"""How a text of UTF-16 or UTF-32 begins."""


def is_other_unicode(content: bytes) -> bool:
    """Whether the bytes are text in UTF-16 or UTF-32, in which programs of Windows write."""
    return content.startswith(_OTHER_UNICODE)


def json_meant(text: str, position: int) -> str:
    """A way out where reading JSON has ended; empty where none is known."""
    before, after = text[max(position - 200, 0) : position].rstrip(), text[position : position + 200]
    is_end, is_begin = not after.strip(), not text[:position].strip()
    slips = [
        (is_end and is_begin, "the file is empty: write what it is for"),
        (after.startswith(("//", "/*", "#")), "JSON has no comments: leave it out, or say it in a text"),
        (before.endswith(",") and (is_end or after[:1] in "}]"), "leave out the comma before it"),
        (after.startswith("'"), 'JSON has double quotes alone: "..."'),
        (is_end, "the file ends too soon: write the rest of it"),
        (
            is_begin and _KEY.match(after),
            "it looks like YAML: `meshctl schema convert FILE.yaml` prints a schema as JSON",
        ),
    ]
    return next((help_ for is_one, help_ in slips if is_one), "")
