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

CLOCK = "/_meshctl/clock"
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
