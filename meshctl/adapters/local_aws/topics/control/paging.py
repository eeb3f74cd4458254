"""Lists of SNS in pages of 100. Pure."""

from collections.abc import Sequence
from typing import Any

from meshctl.adapters.local_aws.requests.paging import NoSuchPage, page_of
from meshctl.adapters.local_aws.topics.refusals import invalid

PAGE = 100


def page(items: Sequence[Any], token: str | None) -> tuple[Sequence[Any], str | None]:
    """Give the items that a token stands for, and the token of the next ones; raises SNS's refusal."""
    try:
        return page_of(items, PAGE, token)
    except NoSuchPage:
        raise invalid("NextToken") from None
