"""An event on its way: PutEvents entries are checked and become envelopes. Pure, apart from the time and a fresh id."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from moto.core.utils import unix_time

from meshctl.adapters.local_aws.journal import Marks, marks_of
from meshctl.adapters.local_aws.requests.traces import trace_of
from meshctl.patterns import read_event

BYTES_A_CALL = 1_048_576  # AWS, since 2026-01-29; of one entry and of all entries together
REQUIRED = ("Source", "DetailType", "Detail")


@dataclass(frozen=True)
class Refusal:
    """Why an entry is not taken: AWS's error code and a sentence."""

    code: str
    reason: str


@dataclass(frozen=True)
class BusEvent:
    """An envelope on a bus; `forwarded` once it came there from another bus. Nobody may change the envelope.

    `written` is its detail as patterns see it, which is more than Python's: both values of a key that stands twice, and
    every digit. `trace` is the header of X-Ray that it came with, `size` the bytes that an archive counts for it.
    """

    envelope: Mapping[str, Any]
    marks: Marks
    forwarded: bool = False
    trace: str | None = None
    size: int = 0
    written: Any = None

    @property
    def matched(self) -> Mapping[str, Any]:
        """What patterns are held against."""
        return self.envelope if self.written is None else {**self.envelope, "detail": self.written}

    def hop(self, *, elsewhere: bool) -> "BusEvent":
        """Give the same event as it reaches another bus; it keeps its id, unless the bus is in another Region."""
        return replace(self._again() if elsewhere else self, forwarded=True)

    def replayed(self, replay: str) -> "BusEvent":
        """Give the event as a replay delivers it: it says which one, between its Region and its resources, as AWS does."""
        envelope: dict[str, Any] = {}
        for name, value in self.envelope.items():
            envelope |= {"replay-name": replay, name: value} if name == "resources" else {name: value}
        return replace(self, envelope=envelope)

    def _again(self) -> "BusEvent":
        envelope = {**self.envelope, "id": str(uuid.uuid4())}
        return replace(self, envelope=envelope, marks=marks_of(envelope))


def entry_size(entry: Mapping[str, Any]) -> int:
    """Give the bytes AWS counts: 14 for a time, and the text of source, detail type, detail and each resource."""
    words = [entry.get(name) or "" for name in REQUIRED] + list(entry.get("Resources") or [])
    return (14 if entry.get("Time") else 0) + sum(len(str(word).encode()) for word in words)


def fault_of_call(entries: Sequence[Mapping[str, Any]]) -> str | None:
    """Say what is wrong with a whole PutEvents call, if anything is."""
    if sum(map(entry_size, entries)) > BYTES_A_CALL:
        return "Total size of the entries in the request is over the limit."
    return None


def fault_of_entry(entry: Mapping[str, Any]) -> Refusal | None:
    """Say what is wrong with one entry, if anything is."""
    for name in REQUIRED:
        if not entry.get(name):
            return Refusal("InvalidArgument", f"Parameter {name} is not valid. Reason: {name} is a required argument.")
    if str(entry["Source"]).lower().startswith("aws."):
        return Refusal("NotAuthorizedForSourceException", f"Not authorized for the source {entry['Source']}.")
    return None if _is_object(entry["Detail"]) else Refusal("MalformedDetail", "Detail is malformed.")


def _is_object(text: str) -> bool:
    """Whether a text is a JSON object that can be written again: Python reads NaN and half characters, AWS does not."""
    try:
        value = json.loads(text)
        json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict)


def event_of(entry: Mapping[str, Any], account: str, region: str) -> BusEvent:
    """Give the event of a sound entry; `account` is the producer's."""
    envelope = {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": entry["DetailType"],
        "source": entry["Source"],
        "account": account,
        "time": _time(entry.get("Time")),
        "region": region,
        "resources": list(entry.get("Resources") or []),
        "detail": json.loads(entry["Detail"]),
    }
    size = entry_size({**entry, "Time": None}) + len(envelope["time"])
    written = read_event(entry["Detail"])
    return BusEvent(envelope, marks_of(envelope), trace=trace_of(entry.get("TraceHeader")), size=size, written=written)


def scheduled_event(rule_arn: str, account: str, region: str, due: datetime) -> BusEvent:
    """Give the event of a rule that has a time instead of a pattern."""
    envelope = {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": account,
        "time": _time(due.timestamp()),
        "region": region,
        "resources": [rule_arn],
        "detail": {},
    }
    return BusEvent(envelope, marks_of(envelope))


def _time(given: float | str | None) -> str:
    moment = datetime.fromtimestamp(float(given) if given else unix_time(), UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
