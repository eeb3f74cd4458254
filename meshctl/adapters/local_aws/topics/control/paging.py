"""Lists of SNS come in pages of 100. Pure."""

from collections.abc import Sequence
from typing import Any

from meshctl.adapters.local_aws.topics.refusals import invalid

PAGE = 100


def page(items: Sequence[Any], token: str | None) -> tuple[Sequence[Any], str | None]:
    """Give the items that a token stands for, and the token of the next ones; raises SNS's refusal."""
    if token and not (token.isascii() and token.isdigit()):
        raise invalid("NextToken")
    start = int(token or 0)
    left = items[start : start + PAGE]
    return left, str(start + PAGE) if len(items) > start + PAGE else None
