"""Turns a function of one event into a Lambda handler, which counts as handled nothing but what was.

An event may arrive twice and in any order: what it does must be safe to do again, or be remembered in a store.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from itertools import islice
from typing import Any, TypeVar, overload

from meshkit.answers import refuse_unfinished, refuse_what_is_no_handler, refusing_unawaited
from meshkit.cause import handling
from meshkit.deliveries import Channel, Delivery, Record, delivery_of
from meshkit.envelope import Event
from meshkit.errors import MeshkitError, NotAHandler, NotHandled
from meshkit.idempotency.once import LONGEST_INVOCATION, Store
from meshkit.idempotency.once import once as handle_once
from meshkit.typed import is_event_class, typed_event

Handle = Callable[[Event], None]
Payload = dict[str, Any]
Handler = Callable[[Payload, object], Payload | None]
Typed = TypeVar("Typed")
Other = TypeVar("Other")


@overload
def consumer(handle: Handle, /, *, once: Store | None = None) -> Handler: ...


@overload
def consumer(*, once: Store) -> Callable[[Handle], Handler]: ...


@overload
def consumer(class_: type[Typed], /, *, once: Store | None = None) -> Callable[[Callable[[Typed], None]], Handler]: ...


@overload
def consumer(
    class_: type[Typed], or_: type[Other], /, *, once: Store | None = None
) -> Callable[[Callable[[Typed | Other], None]], Handler]: ...


@overload
def consumer(*classes: type[Any], once: Store | None = None) -> Callable[[Callable[[Any], None]], Handler]: ...


def consumer(*said: Any, once: Store | None = None) -> Any:
    """A Lambda handler that calls a function once per event, and takes an event for handled when that has answered None.

    The function gets the `Event`, or where classes of events are said (`@consumer(OrderPlaced)`), an instance of the event's class. With
    a store, an event that arrives again is handled once.

    From a queue, what fails is logged and given back to the queue, and only that. Of a stream, nothing after the first record
    that fails is handled: Lambda gives it and all after it again, in their order. An event that EventBridge, a topic or a
    workflow hands over directly fails with its own exception, so that Lambda's retries and dead letters apply.

    Raises NotAHandler for what does not do its work when it is called: coroutine functions, generators, classes.
    """
    if len(said) == 1 and not is_event_class(said[0]):
        return _handler(_Consumer(said[0], (), once))
    if strange := [one for one in said if not is_event_class(one)]:
        raise NotAHandler(f"{strange[0]!r:.100} is no class of events, which says event_name and event_version")
    return lambda handle: _handler(_Consumer(handle, said, once))


@dataclass(frozen=True)
class _Consumer:
    """A function, the classes of events that it takes, and what remembers those it has handled."""

    handle: Callable[[Any], object]
    classes: tuple[type[Any], ...]
    store: Store | None

    def run(self, event: Event, context: object) -> None:
        """Raises what the function raises, and NotHandled for what it answers or would end the process with."""
        try:
            with handling(event):
                if self.store is None:
                    self._call(event)
                else:
                    handle_once(self.store, event, _seconds_left(context), lambda: self._call(event))
        except Exception:
            raise
        except BaseException as left:
            raise NotHandled(f"the handler left with {type(left).__name__}: the process goes on without it") from left

    def _call(self, event: Event) -> None:
        said = typed_event(event, self.classes) if self.classes else event
        with refusing_unawaited():
            refuse_unfinished(self.handle(said))


def _handler(consumer: _Consumer) -> Handler:
    refuse_what_is_no_handler(consumer.handle)

    @wraps(consumer.handle)
    def handler(payload: Payload, context: object) -> Payload | None:
        delivery = delivery_of(payload)
        if delivery.is_batch:
            failed = _failed_items(consumer, delivery, context)
            return {"batchItemFailures": [{"itemIdentifier": one} for one in failed]}
        _handle_all(consumer, delivery.records, context)
        return None

    return handler


def _handle_all(consumer: _Consumer, records: Iterable[Record], context: object) -> None:
    """Raises the first error, once all have been handled that can be."""
    errors = [error for record in records if (error := _error_of(consumer, record, context)) is not None]
    if errors:
        raise errors[0]


def _failed_items(consumer: _Consumer, delivery: Delivery, context: object) -> Iterator[str]:
    """Of a stream Lambda asks for the first alone, and gives again whatever follows it."""
    failed = _failures(consumer, delivery.records, context)
    return islice(failed, 1) if delivery.channel is Channel.STREAM else failed


def _failures(consumer: _Consumer, records: Iterable[Record], context: object) -> Iterator[str]:
    """Where an order is kept, nothing of a group is handled after what failed of it."""
    stopped = set[str]()
    for record in records:
        if record.order in stopped or _error_of(consumer, record, context, log=True) is not None:
            yield record.item
            stopped |= {record.order} - {""}


def _error_of(consumer: _Consumer, record: Record, context: object, *, log: bool = False) -> Exception | None:
    """What one record failed with: it must not take the batch down with it."""
    event = None
    try:
        event = record.read()
        consumer.run(event, context)
    except Exception as error:
        if log:
            _log_failure(record.item, event, error)
        return error
    return None


def _seconds_left(context: object) -> float:
    """Of this invocation, after which nothing of it is at work any more."""
    left = getattr(context, "get_remaining_time_in_millis", None)
    return float(left()) / 1000 if callable(left) else LONGEST_INVOCATION


def _log_failure(item: str, event: Event | None, error: Exception) -> None:
    """One JSON line, if it can be made and written: a handler may raise what cannot be shown, and close what is written to."""
    with suppress(Exception):
        sys.stderr.write(json.dumps(_failure(item, event, error)) + "\n")


def _failure(item: str, event: Event | None, error: Exception) -> dict[str, Any]:
    """An exception's text may quote the event's data, so only those of meshkit's own classes are told."""
    is_own = isinstance(error, MeshkitError) and type(error).__module__ == MeshkitError.__module__
    return {
        "level": "ERROR",
        "message": "event not handled",
        "message_id": item,
        "event": f"{event.source}/{event.name}.v{event.version}" if event else None,
        "event_id": event.meta.event_id if event else None,
        "correlation_id": event.meta.correlation_id if event else None,
        "error": type(error).__name__,
        "reason": str(error) if is_own else None,
        "at": _lines_of(error),
    }


def _lines_of(error: Exception) -> list[str]:
    """Where it was raised, and from where that was called: names of files and lines, and nothing that they hold."""
    from pathlib import PurePath  # noqa: PLC0415  late: most events are handled
    from traceback import extract_tb  # noqa: PLC0415

    origin = error.__cause__ if isinstance(error, NotHandled) and error.__cause__ is not None else error
    return [f"{PurePath(frame.filename).name}:{frame.lineno}" for frame in extract_tb(origin.__traceback__)]
