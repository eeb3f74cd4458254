"""An SDK that lost the answer to a call asks again, and is given the same answer. Knows nothing of what was called.

All attempts of a call bear the same `amz-sdk-invocation-id` (AWS SDKs' retry behaviour). Why it is needed:
docs/surprises.md, "An answer may be lost on the loopback address".
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from meshctl.adapters.local_aws.answers import Application, HttpAnswer, Start, ask

KEPT = 1000
"""Answers; an SDK asks again within seconds."""


def answering_repeats(application: Application) -> Application:
    """The application that changes nothing twice for one call: what succeeded is answered again, not done again."""
    answers: OrderedDict[str, HttpAnswer] = OrderedDict()
    one_at_a_time = threading.Lock()

    def keep(call: str, answer: HttpAnswer) -> None:
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
            answer = ask(application, environ)
            if answer.status.startswith("2"):
                keep(call, answer)
        return answer.send(start)

    return answered
