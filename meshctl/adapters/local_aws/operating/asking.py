"""Asks a running embedded AWS what AWS has no call for. Imports neither moto nor flask."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from meshctl.adapters.local_aws.state import RunningServer
from meshctl.errors import LocalAwsFailed

CLOCK, EVENTS, LOGS = "/_meshctl/clock", "/_meshctl/events", "/_meshctl/logs"
KEY = "X-Meshctl-Key"
"""The header that bears the secret key; what is asked here is not signed."""
PATIENCE = 30
LOST, ANEW = "the embedded AWS does not answer", "look for it: meshctl local status"


@dataclass(frozen=True)
class ClockReading:
    """What the clock says (UTC), and by how many seconds it is ahead of this machine's."""

    time: datetime
    ahead: float


def read_clock(running: RunningServer) -> ClockReading:
    """Raises `LocalAwsFailed` where it does not answer."""
    return _reading(ask(running, "GET", CLOCK))


def move_clock(running: RunningServer, seconds: int) -> ClockReading:
    """Let so many seconds have passed; gives what the clock says then. Raises `LocalAwsFailed` where it refuses."""
    return _reading(ask(running, "POST", CLOCK, {"seconds": seconds}))


def put_aws_event(running: RunningServer, account: str, region: str, entry: Mapping[str, Any]) -> str:
    """Put an event of an AWS service on an account's default bus; gives its id. Raises `LocalAwsFailed` where it is refused."""
    return str(ask(running, "POST", EVENTS, {"account": account, "region": region, "entry": entry})["id"])


@dataclass(frozen=True)
class LogLine:
    """A line of a log group: a number that grows, whose it is, when it says it was written, and what it says."""

    number: int
    account: str
    stream: str
    milliseconds: int
    message: str


@dataclass(frozen=True)
class LogAnswer:
    """The names of all log groups, and the latest lines of the one that was asked for."""

    groups: tuple[str, ...]
    lines: tuple[LogLine, ...]


def read_logs(running: RunningServer, group: str, after: int = -1) -> LogAnswer:
    """Give the lines of the groups of one name, in all accounts, that came after one. Raises `LocalAwsFailed`."""
    said = ask(running, "POST", LOGS, {"group": group, "after": after})
    return LogAnswer(tuple(said["groups"]), tuple(LogLine(**line) for line in said["lines"]))


def ask(running: RunningServer, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Give its answer, directly and through no proxy. Raises `LocalAwsFailed` with its sentence where it refuses."""
    place = urlsplit(running.endpoint)
    asking = http.client.HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    try:
        sent = json.dumps(body).encode() if body is not None else None
        asking.request(method, path, sent, {KEY: running.secret_key})
        answer = asking.getresponse()
        said: dict[str, Any] = json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise LocalAwsFailed(LOST, ANEW) from problem
    finally:
        asking.close()
    if answer.status != 200:
        raise LocalAwsFailed(str(said.get("message", LOST)), str(said.get("hint", ANEW)))
    return said


def _reading(said: dict[str, Any]) -> ClockReading:
    return ClockReading(datetime.fromisoformat(said["time"]), float(said["ahead"]))
