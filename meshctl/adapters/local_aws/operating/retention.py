"""What is kept for a time is gone once the clock has passed it: messages, records, lines of logs, events of archives.

Nothing is forgotten before somebody moves the clock: the embedded AWS does not run for days.
"""

from collections.abc import Iterator
from typing import Any

from moto.core.base_backend import BackendDict
from moto.events.models import events_backends
from moto.kinesis.models import kinesis_backends
from moto.logs.models import logs_backends
from moto.sqs.models import sqs_backends

from meshctl.adapters.local_aws.clock import Clock

HOUR, DAY = 3600, 86_400


def forget_expired(clock: Clock) -> None:
    """Drop what has been kept for as long as its queue, stream or log group says."""
    now = clock.time()
    for backend in _every(sqs_backends):
        for queue in list(backend.queues.values()):
            _forget_messages(queue, now)
    for backend in _every(kinesis_backends):
        for stream in list(backend.streams.values()):
            _forget_records(stream, now)
    for backend in _every(logs_backends):
        for group in list(backend.groups.values()):
            _forget_lines(group, now)
    for backend in _every(events_backends):
        for archive in list(backend.archives.values()):
            _forget_archived(archive, now)


def _every(backends: BackendDict) -> Iterator[Any]:
    for account in list(backends.values()):
        yield from list(account.values())


def _forget_messages(queue: Any, now: float) -> None:
    oldest = (now - queue.message_retention_period) * 1000
    with queue._messages_lock:
        for message in [message for message in queue._messages if message.sent_timestamp <= oldest]:
            queue._messages.remove(message)
            queue.pending_messages.discard(message)  # else the order of its group would wait for it


def _forget_records(stream: Any, now: float) -> None:
    oldest = now - int(stream.retention_period_hours) * HOUR
    for shard in list(stream.shards.values()):
        for number in [number for number, record in list(shard.records.items()) if record.created_at <= oldest]:
            shard.records.pop(number, None)


def _forget_lines(group: Any, now: float) -> None:
    if group.retention_in_days:
        oldest = (now - int(group.retention_in_days) * DAY) * 1000
        for stream in list(group.streams.values()):
            stream.events = [event for event in stream.events if event.timestamp > oldest]


def _forget_archived(archive: Any, now: float) -> None:
    if archive.retention:
        oldest = now - int(archive.retention) * DAY
        archive.events = [one for one in archive.events if one.at > oldest]
