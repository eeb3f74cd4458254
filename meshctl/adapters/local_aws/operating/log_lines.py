"""What log groups hold, in all accounts and Regions at once: their names, and the lines of those of one name."""

from collections.abc import Iterator, Mapping
from heapq import nlargest
from typing import Any

from moto.logs.models import logs_backends

from meshctl.adapters.local_aws.operating.answering import Answers, Asked
from meshctl.adapters.local_aws.operating.asking import LOGS

MOST_LINES = 1000
"""Of one answer: the latest."""


def log_answers() -> Answers:
    """Lines that came after one, by its number, the oldest first; and the names of all groups."""

    def read(asked: Asked) -> Mapping[str, Any]:
        name, after = asked.get("group"), asked.get("after", -1)
        groups = [*_groups()]
        lines = (line for group in groups if group.name == name for line in _lines(group, int(after)))
        latest = nlargest(MOST_LINES, lines, key=lambda line: int(line["number"]))
        return {"groups": sorted({group.name for group in groups}), "lines": latest[::-1]}

    return {("POST", LOGS): read}


def _groups() -> Iterator[Any]:
    for account in list(logs_backends.values()):
        for backend in list(account.values()):
            yield from list(backend.groups.values())


def _lines(group: Any, after: int) -> Iterator[dict[str, Any]]:
    for stream in list(group.streams.values()):
        for event in list(stream.events):
            if event.event_id > after:
                yield {
                    "number": event.event_id,
                    "account": group.account_id,
                    "stream": stream.log_stream_name,
                    "milliseconds": int(event.timestamp),
                    "message": event.message,
                }
