"""Answers what whoever runs the embedded AWS asks of it, before moto is asked. Lets in who has the secret key of its start."""

import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from meshctl.adapters.local_aws.answers import Application, Start
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.operating.asking import CLOCK
from meshctl.adapters.local_aws.state import RunningServer

KEY = "HTTP_X_MESHCTL_KEY"
MOST_BYTES = 2_000_000
"""Of what is asked."""
MOST_SECONDS = 3660 * 86_400
"""Ten years: the longest that anything here is kept."""
Asked = Mapping[str, Any]
Answers = Mapping[tuple[str, str], Callable[[Asked], Mapping[str, Any]]]
"""By method and path: takes what is asked, gives the answer, raises `NotAnswered`."""


class NotAnswered(Exception):
    """A refusal: a sentence and a way out."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def answering(application: Application, running: RunningServer, answers: Answers) -> Application:
    """The application that answers these calls itself, and hands on all others."""

    def answered(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        answer = answers.get((environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")))
        if answer is None:
            return application(environ, start)
        if not hmac.compare_digest(environ.get(KEY, "").encode(), running.secret_key.encode()):
            return _said(start, "403 Forbidden", {"message": "this is asked with the key of its start only"})
        try:
            return _said(start, "200 OK", answer(_asked(environ)))
        except NotAnswered as refusal:
            return _said(start, "400 Bad Request", {"message": refusal.message, "hint": refusal.hint})

    return answered


def clock_answers(clock: Clock) -> Answers:
    """The clock, read and moved; it goes forward only."""

    def read(_: Asked) -> Mapping[str, Any]:
        return {"time": datetime.fromtimestamp(clock.time(), UTC).isoformat(), "ahead": clock.ahead}

    def move(asked: Asked) -> Mapping[str, Any]:
        seconds = asked.get("seconds")
        if not isinstance(seconds, int) or not 0 < seconds <= MOST_SECONDS - clock.ahead:
            raise NotAnswered("the clock goes forward only, and at most ten years ahead", "meshctl local clock +1h")
        clock.move(seconds)
        return read(asked)

    return {("GET", CLOCK): read, ("POST", CLOCK): move}


def _asked(environ: dict[str, Any]) -> Asked:
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > MOST_BYTES:
        raise NotAnswered("that is too much to ask at once", f"at most {MOST_BYTES} bytes")
    try:
        asked = json.loads(environ["wsgi.input"].read(length)) if length else {}
    except (ValueError, RecursionError):
        asked = None
    if not isinstance(asked, dict):
        raise NotAnswered("what is asked is no JSON object", "ask through meshctl")
    return asked


def _said(start: Start, status: str, said: Mapping[str, Any]) -> list[bytes]:
    body = json.dumps(said).encode()
    start(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
