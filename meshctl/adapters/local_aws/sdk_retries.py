"""An SDK that lost the answer to a call asks again, and is given the same answer. Knows nothing of what was called.

All attempts of a call bear the same `amz-sdk-invocation-id` (AWS SDKs' retry behaviour). Why it is needed:
docs/surprises.md, "An answer may be lost on the loopback address".
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from meshctl.adapters.local_aws.http_gate import Application, Start

KEPT = 1000
"""Answers; an SDK asks again within seconds."""


@dataclass(frozen=True)
class _Answer:
    status: str
    headers: list[tuple[str, str]]
    body: bytes


def answering_repeats(application: Application) -> Application:
    """The application that changes nothing twice for one call: what succeeded is answered again, not done again."""
    answers: OrderedDict[str, _Answer] = OrderedDict()
    one_at_a_time = threading.Lock()

    def keep(call: str, answer: _Answer) -> None:
        with one_at_a_time:
            answers[call] = answer
            if len(answers) > KEPT:
                answers.popitem(last=False)

    def answered(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        call = environ.get("HTTP_AMZ_SDK_INVOCATION_ID", "")
        if not call or environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return application(environ, start)
        answer = answers.get(call)
        if answer is None:
            answer = _asked(application, environ)
            if answer.status.startswith("2"):
                keep(call, answer)
        start(answer.status, answer.headers)
        return [answer.body]

    return answered


def _asked(application: Application, environ: dict[str, Any]) -> _Answer:
    status, headers = "", list[tuple[str, str]]()

    def start(said: str, others: list[tuple[str, str]], _: Any = None) -> None:
        nonlocal status, headers
        status, headers = said, others

    pieces = application(environ, start)
    try:
        body = b"".join(pieces)
    finally:
        if hasattr(pieces, "close"):
            pieces.close()
    return _Answer(status, headers, body)
