"""What Terraform says when it fails, with the way out that fits."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.terraform.failures import failure

STACK = Path("dev/stacks/hub")


@pytest.mark.parametrize(
    ("said", "way_out"),
    [
        ("Error acquiring the state lock: ...", "`meshctl unlock hub --stage dev`"),
        ("write terraform.tfstate: no space left on device", "make room"),
        ("operation error STS: GetCallerIdentity, StatusCode: 403, api error ExpiredToken: it is expired", "expired"),
        ("operation error STS: AssumeRole, StatusCode: 403, api error AccessDenied: no", "trust you"),
        ("operation error SQS: CreateQueue, StatusCode: 403, api error AccessDenied: no", "lacks a right"),
        ("operation error S3: ListObjectsV2, StatusCode: 404, api error NoSuchBucket: none", "bucket must exist"),
        ("operation error Lambda: CreateFunction, api error RequestEntityTooLargeException: large", "send less"),
        ("operation error IAM: CreateRole, api error Throttling: Rate exceeded", "asked too often"),
        ("failed to refresh cached credentials, no EC2 IMDS role found", "log in to AWS"),
        ("failed to get shared config profile, stale", "AWS_PROFILE"),
        ("proxyconnect tcp: dial tcp 10.0.0.1:3128: connect: connection refused", "HTTPS_PROXY"),
        ("dial tcp 127.0.0.1:4747: connect: connection refused", "meshctl local up"),
        ("Plugin did not respond: The plugin encountered an error", "memory"),
        ("couldn't load the provided path as a local plan file (zip: not a valid zip file)", "is the disk full?"),
        ("Unheard of", "mend that"),
    ],
)
def test_an_error_has_a_way_out_of_its_own(said: str, way_out: str) -> None:
    failed = failure("plan", 1, [said], STACK)
    assert failed.message == f"terraform plan failed: {said}"
    assert way_out in failed.hint


@pytest.mark.parametrize(
    ("why", "way_out"),
    [
        ("api error ExpiredToken: The provided token has expired.", "log in again"),
        ("dial tcp 127.0.0.1:4747: connect: connection refused", "meshctl local up"),
        ("connection reset by peer", "when AWS answers"),
    ],
)
def test_who_could_not_write_a_state_is_told_why_and_where_it_is(why: str, way_out: str) -> None:
    kept = 'the state has been written to the file "errored.tfstate" in the current working directory'
    failed = failure("apply", 1, [why, kept], STACK)
    assert way_out in failed.hint
    assert "errored.tfstate in dev/stacks/hub" in failed.hint


@pytest.mark.parametrize(
    ("code", "said", "left"),
    [
        (-9, "", True),
        (137, "", True),
        (1, "Error releasing the state lock: none answers", True),
        (1, "no right", False),
    ],
)
def test_a_lock_is_left_by_who_was_killed_or_could_not_take_it_away(code: int, said: str, left: bool) -> None:
    assert failure("apply", code, [said], STACK).left_lock == left


@pytest.mark.parametrize("errors", [[], ["", " "]])
def test_who_says_nothing_may_have_had_no_room_to_say_it(errors: list[str]) -> None:
    assert "the disk may be full" in failure("plan", 1, errors, STACK).hint


@pytest.mark.parametrize("code", [-9, 137])
@pytest.mark.parametrize("errors", [[], [""], ["it was about to"]])
def test_a_terraform_that_is_killed_says_so(code: int, errors: list[str]) -> None:
    failed = failure("plan", code, errors, STACK)
    assert failed.message.startswith("terraform plan failed: it was killed (SIGKILL)")
    assert "memory" in failed.hint


@given(st.integers(-64, 255), st.lists(st.text("{}ab \n")))
def test_there_is_always_something_to_say_and_a_way_out(code: int, errors: list[str]) -> None:
    failed = failure("apply", code, errors, STACK)
    assert failed.message.removeprefix("terraform apply failed:").strip() and failed.hint
