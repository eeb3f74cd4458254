"""What the output of a task tells of an answer over HTTP."""

from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.local_aws.workflows.interpreting.http_answers import HEADERS, TaskAnswer, sdk_metadata

SENT = st.dictionaries(
    st.sampled_from([name.lower() for names in HEADERS.values() for name in names] + ["x-other"]), st.text(max_size=5)
)


@given(st.sampled_from(sorted(HEADERS)), SENT)
def test_headers_are_told_by_the_names_that_the_service_writes(service: str, sent: dict[str, str]) -> None:
    http = sdk_metadata(service, "any", TaskAnswer(200, sent))["SdkHttpMetadata"]
    assert set(http["HttpHeaders"]) <= set(HEADERS[service])
    assert http["AllHttpHeaders"] == {name: [value] for name, value in http["HttpHeaders"].items()}
    for name in set(HEADERS[service]) & {"Content-Type", "Content-Length", "x-amzn-RequestId", "X-Amzn-Trace-Id"}:
        assert http["HttpHeaders"].get(name) == sent.get(name.lower())


@given(SENT)
def test_of_other_services_nothing_is_told(sent: dict[str, str]) -> None:
    assert sdk_metadata("events", "any", TaskAnswer(200, sent)) == {}
