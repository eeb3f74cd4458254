"""An error of AWS has a way out that fits it, and never another error's."""

import inspect
from collections.abc import Callable

import pytest
from botocore import exceptions
from botocore.exceptions import BotoCoreError, ClientError
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.aws.helps import LOG_IN
from meshctl.adapters.aws.refusals import refusals, refused_entry
from meshctl.errors import AwsRefused

KINDS = [one for _, one in inspect.getmembers(exceptions, inspect.isclass) if issubclass(one, BotoCoreError)]


def way_out(error: Exception, *, embedded: bool = False) -> str:
    with pytest.raises(AwsRefused) as refused, refusals(embedded=embedded):
        raise error
    return refused.value.hint


def refusal(code: str, operation: str = "PutEvents", message: str = "no", status: int = 400) -> ClientError:
    return ClientError(
        {"Error": {"Code": code, "Message": message}, "ResponseMetadata": {"HTTPStatusCode": status}}, operation
    )


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (refusal("ExpiredToken"), "expired"),
        (refusal("AccessDenied", "AssumeRole"), "trust you"),
        (refusal("AccessDenied", "ListObjectsV2"), "lacks a right"),
        (refusal("NoSuchBucket"), "bucket must exist"),
        (refusal("RequestTimeTooSkewed"), "clock"),
        (refusal("EntityTooLarge"), "send less"),
        (refusal("ValidationException", message="Total size of the entries in the request is over the limit."), "send less"),
        (refusal("ThrottlingException"), "wait"),
        (refusal("Unheard", status=429), "wait"),
        (refusal("Unheard", status=503), "fault of its own"),
        (refusal("Unheard"), "correct what AWS names"),
    ],
    ids=lambda one: one.response["Error"]["Code"] if isinstance(one, ClientError) else "",
)  # fmt: skip
def test_a_refusal_has_a_way_out_of_its_own(error: ClientError, said: str) -> None:
    assert said in way_out(error)
    assert not way_out(error).startswith("log in")


def test_who_is_not_known_to_aws_logs_in() -> None:
    assert way_out(exceptions.NoCredentialsError()) == LOG_IN


@given(
    st.sampled_from(KINDS) | st.sampled_from([KeyError, ValueError, TypeError, AttributeError, OSError, RuntimeError]),
    st.booleans(),
)
def test_no_error_of_the_library_reaches_a_person(kind: type[Exception], embedded: bool) -> None:
    assert way_out(kind.__new__(kind), embedded=embedded)


@given(st.text(), st.sampled_from([ValueError, KeyError, lambda said: exceptions.HTTPClientError(error=said)]))
def test_words_that_may_quote_a_secret_are_not_shown(secret: str, error_of: Callable[[str], Exception]) -> None:
    error = error_of(secret)
    with pytest.raises(AwsRefused) as refused, refusals(embedded=False):
        raise error
    assert refused.value.message == f"your settings of AWS cannot be used ({type(error).__name__})"


@pytest.mark.parametrize("error", [refusal("InternalError", status=500), exceptions.ReadTimeoutError(endpoint_url="x")])
def test_a_fault_of_the_embedded_aws_leads_to_what_it_says(error: Exception) -> None:
    assert "server.log" in way_out(error, embedded=True)


def test_an_embedded_aws_that_does_not_answer_is_to_be_started() -> None:
    assert "meshctl local up" in way_out(exceptions.EndpointConnectionError(endpoint_url="x"), embedded=True)


@pytest.mark.parametrize(
    ("code", "said"),
    [("ThrottlingException", "wait"), ("InternalFailure", "fault"), ("AccessDeniedException", "applied?"), ("Unheard", "applied?")],
)  # fmt: skip
def test_an_event_that_is_refused_has_a_way_out_that_fits(code: str, said: str) -> None:
    assert said in refused_entry(code, "no").hint
