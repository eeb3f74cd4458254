"""Lists of SNS come in pages of 100. Pure."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from meshctl.adapters.local_aws.topics.refusals import invalid

PAGE = 100


def page(items: Sequence[Any], token: str | None) -> tuple[Sequence[Any], str | None]:
    """Give the items that a token stands for, and the token of the next ones; raises SNS's refusal."""
    start = _start(token) if token else 0
    following = start + PAGE
    return items[start:following], b64encode(b"%d" % following).decode() if len(items) > following else None


def _start(token: str) -> int:
    try:
        said = b64decode(token, validate=True)
    except (binascii.Error, ValueError):
        said = b""
    if not said.isdigit():
        raise invalid("NextToken")
    return int(said)
