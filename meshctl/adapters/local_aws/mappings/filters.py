"""Which records a mapping gives its function. Pure.

https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from meshctl.patterns import Pattern
from meshctl.patterns.dialects.mapping_filters import read_filter_text


@dataclass(frozen=True)
class RecordFilter:
    """A pattern over records. Payloads that it looks into are read as JSON, those that it compares are text."""

    pattern: Pattern
    looked_into: frozenset[str]
    compared: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "RecordFilter":
        """Read a filter; raises InvalidPattern."""
        return _read(text)

    def lets_pass(self, record: Mapping[str, Any]) -> bool:
        """Whether a record matches; one whose payload is JSON where text is compared does not, nor the other way round."""
        place, text = _payload(record)
        parsed = _json(text)
        if place in (self.looked_into if parsed is None else self.compared):
            return False
        seen = {**record, **record.get("kinesis", {}), place: parsed if place in self.looked_into else text}
        return self.pattern.matches(seen)


@lru_cache(maxsize=1000)
def _read(text: str) -> RecordFilter:
    pattern = read_filter_text(text)
    paths = [field.path.names for branch in pattern.branches for field in branch]
    return RecordFilter(
        pattern,
        frozenset(names[0] for names in paths if len(names) > 1),
        frozenset(names[0] for names in paths if len(names) == 1),
    )


def _payload(record: Mapping[str, Any]) -> tuple[str, str]:
    """Where a pattern finds what the sender wrote, and that as text."""
    if "kinesis" not in record:
        return "body", record["body"]
    try:
        return "data", base64.b64decode(record["kinesis"]["data"]).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "data", ""


def _json(text: str) -> Any | None:
    """An object or an array, or nothing."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) else None
