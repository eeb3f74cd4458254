"""X-Ray's header, as callers send it. Pure.

Functions are given it in their environment, which holds no NUL, and queues and topics in XML: what is no such header ends
where it comes in, as if none had come. EventBridge takes 500 characters.
https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html
"""

import re
from collections.abc import Mapping
from typing import Any

TRACE_HEADER = "X-Amzn-Trace-Id"
_TRACE = re.compile(r"[ -~]{1,500}")


def trace_in(headers: Mapping[str, str]) -> str | None:
    """Give the trace that a call bears, if it bears one."""
    return trace_of(headers.get(TRACE_HEADER))


def trace_of(given: Any) -> str | None:
    """Give what somebody has sent for a trace, if it is one."""
    return given if isinstance(given, str) and _TRACE.fullmatch(given) else None
