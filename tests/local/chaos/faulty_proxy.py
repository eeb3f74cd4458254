"""A faulty proxy before AWS: stands between AWS's clients and an embedded AWS, and now and then does not hand on, or not back."""

import json
import random
import re
import socket
import struct
import time
from collections import Counter
from collections.abc import Sequence
from threading import Lock

from ..mesh.proxy import Answer, HandingOn, Proxy

RETRIED = ("throttled", "unavailable", "reset", "slow")
"""What every client of AWS tries again by itself: nothing was done."""
LOST = "answer lost"
"""The effect is there, and nobody is told."""
_SIGNED = re.compile(r"Credential=[^/]+/\d+/[^/]+/(?P<service>[^/]+)/")


class FaultyProxy(Proxy):
    """Hands requests on to `endpoint`, all but a `share` of them, to which one of `faults` happens; `happened` counts them.

    Nothing happens before `share` is set. What is slow takes `pause` seconds.
    """

    def __init__(self, endpoint: str, faults: Sequence[str], seed: int, pause: float = 2) -> None:
        super().__init__(endpoint, _Failing)
        self.happened: Counter[str] = Counter()
        self.share, self.pause = 0.0, pause
        self._faults, self._random, self._alone = faults, random.Random(seed), Lock()  # noqa: S311  no secret

    def fault(self) -> str | None:
        """What happens to the next request, if anything."""
        with self._alone:
            if self._random.random() >= self.share:
                return None
            found = self._random.choice(self._faults)
            self.happened[found] += 1
            return found


class _Failing(HandingOn):
    server: FaultyProxy

    def hand_on(self) -> None:
        body, fault = self.asked(), self.server.fault()
        if fault == "unavailable":
            return self.give(Answer(503))
        if fault == "throttled":
            return self.give(self._throttled())
        if fault == "slow":
            time.sleep(self.server.pause)
        answer = None if fault == "reset" else self.bring(body)
        return self.give(answer) if answer and fault != LOST else self._reset()

    def _throttled(self) -> Answer:
        """In the form of the service's protocol."""
        signed = _SIGNED.search(self.headers.get("Authorization", ""))
        service = signed["service"] if signed else ""
        if service == "s3":
            told = "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
            return Answer(503, body=told.encode())
        if "X-Amz-Target" in self.headers or service in ("lambda", "scheduler"):
            code = "TooManyRequestsException" if service == "lambda" else "ThrottlingException"
            told = json.dumps({"__type": code, "message": "Rate exceeded"})
            return Answer(429 if service == "lambda" else 400, [("x-amzn-ErrorType", code)], told.encode())
        told = "<Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message>"
        return Answer(400, body=f"<ErrorResponse><Error>{told}</Error></ErrorResponse>".encode())

    def _reset(self) -> None:
        """The connection ends as if the other machine had gone."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True
