"""Puts entries on buses: packed into few calls, those that are not taken once more, and given back if they stay.

EventBridge may take some entries of a call and refuse others. What it has taken is not put again.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from meshkit.errors import InvalidData, NotTaken, PublishFailed
from meshkit.event_bridge import event_bridge

MOST_ENTRIES = 10
"""In a call (EventBridge API reference, PutEvents)."""
MOST_BYTES = 1_048_576
"""Of all entries of a call, since 2026-01-29; see `Entry.size` for how they are counted."""
MOST_BYTES_OF_ONE = MOST_BYTES - 4_096
"""Of an entry. EventBridge takes one as large as a call, and then no queue can be given it: SQS takes as many bytes (SQS API
reference, SendMessage), and of these EventBridge's envelope needs about 300, and what it tells of a dead letter in attributes the rest."""
MOST_TRIES = 6
_FIRST_WAIT = 0.1
"""Seconds, at most, before the second try; each further wait may be twice as long."""
FINAL = frozenset(
    (
        "AccessDeniedException",
        "InvalidAccountIdException",
        "InvalidArgument",
        "MalformedDetail",
        "NotAuthorizedForDetailTypeException",
        "NotAuthorizedForSourceException",
        "RedactionFailure",
    )
)
"""Codes of entries that are refused however often they come (EventBridge API reference, PutEventsResultEntry)."""
_PASSING = re.compile(
    "Throttl|TooManyRequests|LimitExceeded|ThroughputExceeded|SlowDown|Timeout|NotComplete|InProgress"
    "|Internal|Unavailable|Expired|Skewed"
)
"""In codes of calls that may be taken later: those that botocore tries again ("Retries" in boto3's guide), and stale signatures."""


class Entry(NamedTuple):
    """An event as PutEvents takes it, with the id that the mesh knows it by."""

    event_id: str
    bus: str
    source: str
    detail_type: str
    detail: str

    @property
    def size(self) -> int:
        """Bytes, as EventBridge counts them ("Calculating PutEvents event entry size"): of source, detail-type and detail."""
        return len(f"{self.source}{self.detail_type}{self.detail}".encode())

    @property
    def request(self) -> dict[str, str]:
        """What PutEvents is given."""
        return {
            "EventBusName": self.bus,
            "Source": self.source,
            "DetailType": self.detail_type,
            "Detail": self.detail,
        }


def put_all(entries: Sequence[Entry]) -> None:
    """Puts all entries on their buses, in their order; raises PublishFailed with those that were not taken.

    What may be taken later is tried `MOST_TRIES` times, alone, after a random wait (full jitter) of 3 s at most in all.
    """
    for entry in entries:
        refuse_oversize(entry)
    given_up, waiting = list[NotTaken](), list(enumerate(entries))
    for attempt in range(MOST_TRIES):
        _wait(attempt)
        refused = [one for call in calls_of(waiting) for one in _put(call)]
        given_up += [one for one in refused if not _goes_again(one)]
        left = {one.position: one for one in refused if _goes_again(one)}
        waiting = [(at, entry) for at, entry in waiting if at in left]
        if not waiting:
            break
    _refuse(sorted([*given_up, *left.values()], key=lambda one: one.position), entries)


def calls_of(waiting: Sequence[tuple[int, Entry]]) -> Iterator[list[tuple[int, Entry]]]:
    """What goes into one call, and into the next: as many as there is room for, in their order."""
    call, size = list[tuple[int, Entry]](), 0
    for at, entry in waiting:
        size += (own := entry.size)
        if call and (len(call) == MOST_ENTRIES or size > MOST_BYTES):
            yield call
            call, size = [], own
        call.append((at, entry))
    if call:
        yield call


def _put(call: Sequence[tuple[int, Entry]]) -> list[NotTaken]:
    """One call, and what of it was not taken."""
    try:
        answer = event_bridge().put_events(Entries=[entry.request for _, entry in call])
    except Exception as error:
        return [_failed_with(error, at, entry) for at, entry in call]
    answers = list(answer.get("Entries") or [])[: len(call)]
    return [
        _refused(at, entry, one or {})
        for (at, entry), one in zip_longest(call, answers)
        if not (one and _is_taken(one))
    ]


def _is_taken(answer: Mapping[str, Any]) -> bool:
    return bool(answer.get("EventId")) and not answer.get("ErrorCode")


def _refused(at: int, entry: Entry, answer: Mapping[str, Any]) -> NotTaken:
    code = str(answer.get("ErrorCode") or "Unknown")
    reason = str(answer.get("ErrorMessage") or "EventBridge gave no reason")
    return NotTaken(at, entry.event_id, entry.detail_type, code, reason, code in FINAL)


def _failed_with(error: Exception, at: int, entry: Entry) -> NotTaken:
    code = _code(error) or type(error).__name__
    return NotTaken(at, entry.event_id, entry.detail_type, code, "the whole call failed", _is_final(error), error)


def _code(error: Exception) -> str:
    """AWS's, or an empty one where no answer came."""
    return str(_response(error).get("Error", {}).get("Code") or "")


def _response(error: Exception) -> Mapping[str, Any]:
    """What AWS answered, as botocore's ClientError has it."""
    return getattr(error, "response", None) or {}


def _is_final(error: Exception) -> bool:
    """Whether the call was refused for what it is. Where no answer came, EventBridge may even have taken all of it."""
    if not (code := _code(error)):
        return type(error).__name__ == "ParamValidationError"  # botocore's: such a call never leaves
    status = _response(error).get("ResponseMetadata", {}).get("HTTPStatusCode", 400)
    return status < 500 and status not in (408, 429) and not _PASSING.search(code)


def _goes_again(one: NotTaken) -> bool:
    """Where no answer came, botocore has waited long and tried again already: a function has no time for more of that."""
    return not one.is_final and (one.error is None or bool(_response(one.error)))


def refuse_oversize(entry: Entry) -> None:
    """Raises InvalidData for what no subscriber could be given."""
    if (fault := fault_of_size(entry)) is not None:
        raise InvalidData(fault)


def fault_of_size(entry: Entry) -> str | None:
    """That it is too large to be given to a subscriber, as a sentence; None where it is not."""
    if (size := entry.size) <= MOST_BYTES_OF_ONE:
        return None
    return (
        f"{entry.detail_type} takes {size:,} bytes, and an event may take {MOST_BYTES_OF_ONE:,}:"
        " keep what is large in a bucket, and say in the event where"
    )


def _refuse(not_taken: Sequence[NotTaken], entries: Sequence[Entry]) -> None:
    if not_taken:
        missing = {one.position for one in not_taken}
        taken = tuple(entry.event_id for at, entry in enumerate(entries) if at not in missing)
        raise PublishFailed(tuple(not_taken), taken) from not_taken[0].error


def _wait(attempt: int) -> None:
    if attempt:
        from random import uniform  # noqa: PLC0415  late: it is seldom needed

        time.sleep(uniform(0, _FIRST_WAIT * 2 ** (attempt - 1)))  # noqa: S311  no secret
