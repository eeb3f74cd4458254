"""Lists of Step Functions in pages. Pure."""

from collections.abc import Sequence
from typing import Any

from meshctl.adapters.local_aws.requests.paging import NoSuchPage, page_of
from meshctl.adapters.local_aws.workflows.refusals import InvalidWorkflowToken

MOST_ITEMS = 100
"""Where a request does not say how many."""


def page(response: Any, items: Sequence[Any]) -> tuple[list[Any], str | None]:
    """Give the page that a request asks for, and the token of the next; `InvalidWorkflowToken` for one that nobody was given."""
    try:
        return page_of(items, response._get_int_param("maxResults") or MOST_ITEMS, response._get_param("nextToken"))
    except NoSuchPage:
        raise InvalidWorkflowToken from None
