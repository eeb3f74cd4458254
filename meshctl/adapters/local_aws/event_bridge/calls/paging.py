"""Lists of EventBridge in pages. Pure."""

from collections.abc import Sequence
from typing import Any

from moto.events.exceptions import ValidationException

from meshctl.adapters.local_aws.requests.paging import NoSuchPage, page_of

MOST_ITEMS = 100


def page(handler: Any, name: str, items: Sequence[Any]) -> dict[str, Any]:
    """Give the answer with the page that a request asks for; `ValidationException` for a token that nobody was given."""
    try:
        size, token = int(handler._get_param("Limit") or MOST_ITEMS), handler._get_param("NextToken")
        found, following = page_of(items, size, token)
    except NoSuchPage:
        raise ValidationException("Parameter NextToken is not valid.") from None
    return {name: found, **({"NextToken": following} if following else {})}
