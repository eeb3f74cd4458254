"""An SDK that lost the answer to a call asks again, and is given the same answer. Knows nothing of what was called.

All attempts of a call bear the same `amz-sdk-invocation-id` (AWS SDKs' retry behaviour). Why it is needed:
docs/surprises.md, "An answer may be lost on the loopback address".
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from meshctl.adapters.local_aws.answers import Application, HttpAnswer, Start, ask
from meshctl.adapters.local_aws.http_gate import signed_by

KEPT, KEPT_BYTES = 1000, 16_777_216
"""Answers, and all their bodies together; an SDK asks again within seconds."""


class KeptAnswers:
    """The latest answers, by the calls that they were given to."""

    def __init__(self) -> None:
        self._answers: OrderedDict[str, HttpAnswer] = OrderedDict()
        self._bytes = 0
        self._one_at_a_time = threading.Lock()

    def find(self, call: str) -> HttpAnswer | None:
        """Give the answer to a call, as long as it is kept."""
        return self._answers.get(call)

    def keep(self, call: str, answer: HttpAnswer) -> None:
        """Keep an answer, and forget the oldest that there is no room for."""
        with self._one_at_a_time:
            self._forget(call)
            self._answers[call] = answer
            self._bytes += len(answer.body)
            while len(self._answers) > KEPT or self._bytes > KEPT_BYTES:
                self._forget(next(iter(self._answers)))

    def _forget(self, call: str) -> None:
        forgotten = self._answers.pop(call, None)
        self._bytes -= len(forgotten.body) if forgotten else 0


def answering_repeats(application: Application) -> Application:
    """The application that changes nothing twice for one call: what succeeded is answered again, not done again.

    A call is one caller's: whoever says the id of another's is not told the answer to that.
    """
    answers = KeptAnswers()

    def answered(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        invocation = environ.get("HTTP_AMZ_SDK_INVOCATION_ID", "")
        call = f"{signed_by(environ)} {invocation}"
        if not invocation or environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            return application(environ, start)
        answer = answers.find(call)
        if answer is None:
            answer = ask(application, environ)
            if answer.status.startswith("2") and answer.pieces is None:
                answers.keep(call, answer)
        return answer.send(start)

    return answered
