"""Turns a function of one event into a Lambda handler, which counts as handled nothing but what was.

An event may arrive twice and in any order: what it does must be safe to do again.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps
from itertools import islice
from typing import Any

from meshkit.answers import refuse_unfinished, refuse_what_is_no_handler
from meshkit.cause import handling
from meshkit.deliveries import Channel, Delivery, Record, delivery_of
from meshkit.envelope import Event
from meshkit.errors import MeshkitError, NotHandled

Handle = Callable[[Event], None]
Payload = dict[str, Any]
_Called = Callable[[Event], object]
"""A handler as it is called: what it answers is looked at, whatever its type promises."""


def consumer(handle: Handle) -> Callable[[Payload, object], Payload | None]:
    """A Lambda handler that calls `handle` once per event, and takes an event for handled when that has answered None.

    From a queue, what fails is logged and given back to the queue, and only that. Of a stream, nothing after the first record
    that fails is handled: Lambda gives it and all after it again, in their order. An event that EventBridge, a topic or a
    workflow hands over directly fails with its own exception, so that Lambda's retries and dead letters apply.

    Raises NotAHandler for what does not do its work when it is called: coroutine functions, generators, classes.
    """
    refuse_what_is_no_handler(handle)

    @wraps(handle)
    def handler(payload: Payload, context: object) -> Payload | None:
        delivery = delivery_of(payload)
        if delivery.is_batch:
            return {"batchItemFailures": [{"itemIdentifier": one} for one in _failed_items(handle, delivery)]}
        _handle_all(handle, delivery.records)
        return None

    return handler


def _handle_all(handle: _Called, records: Iterable[Record]) -> None:
    """Raises the first error, once all have been handled that can be."""
    errors = [error for record in records if (error := _error_of(handle, record))]
    if errors:
        raise errors[0]


def _failed_items(handle: _Called, delivery: Delivery) -> Iterator[str]:
    """Of a stream Lambda asks for the first alone, and gives again whatever follows it."""
    failed = _failures(handle, delivery.records)
    return islice(failed, 1) if delivery.channel is Channel.STREAM else failed


def _failures(handle: _Called, records: Iterable[Record]) -> Iterator[str]:
    """Where an order is kept, nothing of a group is handled after what failed of it."""
    stopped = set[str]()
    for record in records:
        if record.order in stopped or not _is_handled(handle, record):
            yield record.item
            stopped |= {record.order} - {""}


def _is_handled(handle: _Called, record: Record) -> bool:
    """One bad record must not take the batch down with it."""
    return _error_of(handle, record, log=True) is None


def _error_of(handle: _Called, record: Record, *, log: bool = False) -> Exception | None:
    event = None
    try:
        event = record.read()
        _handle(handle, event)
    except Exception as error:
        if log:
            _log_failure(record.item, event, error)
        return error
    return None


def _handle(handle: _Called, event: Event) -> None:
    """Raises NotHandled also for what would end the process, which other events may still need."""
    try:
        with handling(event):
            refuse_unfinished(handle(event))
    except Exception:
        raise
    except BaseException as left:
        raise NotHandled(f"the handler left with {type(left).__name__}: the process goes on without it") from left


def _log_failure(item: str, event: Event | None, error: Exception) -> None:
    """One JSON line. An exception's text may quote the event's data, so only meshkit's own texts are written."""
    line = {
        "level": "ERROR",
        "message": "event not handled",
        "message_id": item,
        "event": f"{event.source}/{event.name}.v{event.version}" if event else None,
        "event_id": event.meta.event_id if event else None,
        "correlation_id": event.meta.correlation_id if event else None,
        "error": type(error).__name__,
        "reason": str(error) if isinstance(error, MeshkitError) else None,
        "at": _lines_of(error),
    }
    with suppress(Exception):  # a handler may have closed it
        sys.stderr.write(json.dumps(line) + "\n")


def _lines_of(error: Exception) -> list[str]:
    """Where it was raised, and from where that was called: names of files and lines, and nothing that they hold."""
    from pathlib import PurePath  # noqa: PLC0415  late: most events are handled
    from traceback import extract_tb  # noqa: PLC0415

    origin = error.__cause__ if isinstance(error, NotHandled) and error.__cause__ else error
    return [f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in extract_tb(origin.__traceback__)]
