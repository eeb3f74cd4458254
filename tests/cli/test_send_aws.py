"""`meshctl send --aws`: what is refused before any AWS is asked."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.catalogues import CAPTURE, CHECKOUT, write_catalogue
from tests.support.running import Done, meshctl

UPLOADS = "aws:\n  uploads: {source: aws.s3}\n"
CREATED: dict[str, Any] = {"detail-type": "Object Created", "detail": {"bucket": {"name": "files"}}}
RECEIVED = {"payments/capture.yaml": f"{CAPTURE}{UPLOADS}"}


def send(directory: Path, event: Any, *more: str, service: str = "s3", stage: str = "local") -> Done:
    stdin = event if isinstance(event, bytes) else json.dumps(event).encode()
    return meshctl(directory, "send", "--aws", service, "-", "--stage", stage, *more, stdin=stdin)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (b"{", "the event is no JSON"),
        (b"[]", "the event is no JSON object"),
        ({"detail": {}}, "the event has no detail-type"),
        ({**CREATED, "detail-type": "x" * 129}, "the event has no detail-type of at most 128 characters"),
        ({**CREATED, "detail": "{}"}, "the event has no detail, or one that is no JSON object"),
        ({**CREATED, "detail": {"a": "\ud800"}}, "half a character"),
        ({**CREATED, "resources": "all"}, "the event's resources are no list of texts"),
        ({**CREATED, "source": "aws.ec2"}, "the event says another source than aws.s3"),
        ({**CREATED, "time": "noon"}, "the event's time is none"),
        (b" " * 1_100_000, "the event is larger than"),
    ],
)
def test_what_is_no_event_of_a_service_is_refused(tmp_path: Path, event: Any, said: str) -> None:
    done = send(write_catalogue(tmp_path, RECEIVED), event)
    assert (done.code, said in done.err) == (1, True)


@pytest.mark.parametrize("service", ["s3", "aws.s3"])
def test_it_is_for_the_only_system_that_receives_such_events(tmp_path: Path, service: str) -> None:
    done = send(write_catalogue(tmp_path, RECEIVED), CREATED, service=service)
    assert done.err.endswith("error: the embedded AWS is not running\n  = help: start it: meshctl local up\n")


@pytest.mark.parametrize("files", [{}, RECEIVED | {"orders/checkout.yaml": f"{CHECKOUT}{UPLOADS}"}])
def test_whose_account_it_is_has_to_be_said_where_none_or_several_want_it(
    tmp_path: Path, files: dict[str, str]
) -> None:
    done = send(write_catalogue(tmp_path, files), CREATED)
    assert (done.code, "say in whose account it happens: --system NAME" in done.err) == (1, True)
    assert "is not running" in send(tmp_path, CREATED, "--system", "orders").err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"service": "a b"}, "that is no AWS service"),
        ({"stage": "dev"}, "where nobody sends events in the name of its services"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, more: dict[str, str], said: str) -> None:
    done = send(write_catalogue(tmp_path, RECEIVED), CREATED, **more)
    assert (done.code, said in done.err) == (1, True)


@pytest.mark.parametrize(
    "more",
    [
        (),
        ("--aws", "s3", "--data", "{}"),
        ("--data", "{}", "--system", "orders"),
        ("--aws", "s3", "--bus", "customers"),
        ("--data", "{}", "--service", "pen"),
    ],
)
def test_it_is_one_or_the_other(tmp_path: Path, more: tuple[str, ...]) -> None:
    assert meshctl(write_catalogue(tmp_path), "send", "orders/OrderPlaced", "--stage", "local", *more).code == 2
