"""The latest answers are given again, and take only so much memory."""

from collections.abc import Iterable
from typing import Any

import pytest

from meshctl.adapters.local_aws.answers import Application, Start, ask
from meshctl.adapters.local_aws.sdk_retries import KEPT, KEPT_BYTES, answering_repeats


def saying(body: bytes, asked: list[str]) -> Application:
    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        asked.append(environ["HTTP_AMZ_SDK_INVOCATION_ID"])
        start("200 OK", [])
        return [body]

    return application


@pytest.mark.parametrize(("size", "others"), [(KEPT_BYTES // 4, 3), (10, KEPT - 1)], ids=["bytes", "answers"])
def test_an_answer_is_given_again_until_there_is_no_room_for_it(size: int, others: int) -> None:
    asked: list[str] = []
    application = answering_repeats(saying(b"x" * size, asked))

    def call(name: str) -> None:
        answer = ask(application, {"REQUEST_METHOD": "POST", "HTTP_AMZ_SDK_INVOCATION_ID": name})
        assert len(answer.body) == size

    for name in ["first", *map(str, range(others)), "first"]:
        call(name)
    assert asked.count("first") == 1
    for name in ["last", "first"]:
        call(name)
    assert asked.count("first") == 2


def test_an_answer_is_given_again_to_its_own_caller_alone() -> None:
    asked: list[str] = []
    application = answering_repeats(saying(b"secret", asked))
    for key in ("A" * 20, "B" * 20, "A" * 20):
        signed = (
            f"AWS4-HMAC-SHA256 Credential={key}/20261126/eu-west-1/sts/aws4_request, SignedHeaders=host, Signature=0"
        )
        environ = {"REQUEST_METHOD": "POST", "HTTP_AMZ_SDK_INVOCATION_ID": "one", "HTTP_AUTHORIZATION": signed}
        ask(application, environ)
    assert len(asked) == 2
