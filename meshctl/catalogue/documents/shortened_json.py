"""What a finding quotes of a value: enough of it to know it again. Knows nothing of documents."""

from json import dumps
from typing import Any

MOST_SHOWN = 60


def shortened_json(value: Any) -> str:
    """`value` as JSON, cut after `MOST_SHOWN` characters."""
    text = dumps(value, ensure_ascii=False)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 3] + "..."
