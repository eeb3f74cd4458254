"""Whatever Lambda hands over, no record counts as handled that was not, and a bad one leaves the others alone."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meshkit import Event, MalformedEvent, consumer

from .arrivals import envelope, from_topic, in_order, of_stream, record

KINDS: dict[str, Callable[[int], Any]] = {
    "queue": lambda at: record(f"n{at}", envelope({"at": at})),
    "ordered queue": lambda at: in_order(f"n{at}", f"group-{at}", envelope({"at": at})),
    "topic": lambda at: from_topic(envelope({"at": at}))["Records"][0],
    "stream": lambda at: of_stream(*[envelope({"at": at})] * (at + 1))["Records"][at],
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=3,
)


def places(value: Any, *steps: str) -> list[tuple[str, ...]]:
    """All that a record says, by name; what says whose record it is stands for itself."""
    if not isinstance(value, dict):
        return []
    named = [(*steps, name) for name in value if name not in ("eventSource", "EventSource")]
    return [*named, *(one for name in value for one in places(value[name], *steps, name))]


def without(value: Any, steps: tuple[str, ...]) -> None:
    for step in steps[:-1]:
        value = value[step]
    del value[steps[-1]]


def handled_by(payload: Any, seen: list[int]) -> Any:
    def handle(event: Event) -> None:
        seen.append(event.data["at"])

    return consumer(handle)(payload, None)


@pytest.mark.parametrize("payload", [None, [], "text", 7, {}, [{"eventSource": "aws:sqs"}]])
def test_what_is_neither_an_event_nor_a_batch_is_refused(payload: Any) -> None:
    with pytest.raises(MalformedEvent):
        handled_by(payload, [])


@given(st.sampled_from([None, [], {}, "", 0, False, "text", 7, {"0": {}}, True]))
def test_a_batch_without_records_is_no_success(records: Any) -> None:
    with pytest.raises(MalformedEvent, match="there is no event to handle"):
        handled_by({"Records": records}, [])


@given(st.lists(json_values | st.fixed_dictionaries({"eventSource": json_values}), min_size=1, max_size=3))
def test_a_batch_of_anything_else_is_refused_as_a_whole(records: list[Any]) -> None:
    with pytest.raises(MalformedEvent, match="SQS or from Kinesis only"):
        handled_by({"Records": records}, [])


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_what_a_record_lacks_is_a_matter_of_that_record(kind: str, data: st.DataObject) -> None:
    broken: Any = KINDS[kind](1)
    lacking = data.draw(st.sampled_from(places(broken)))
    without(broken, lacking)
    seen: list[int] = []
    payload = {"Records": [KINDS[kind](0), broken, KINDS[kind](2)]}
    try:
        answer = handled_by(payload, seen)
    except MalformedEvent:
        assert kind == "topic"
        assert seen == [0, 2]
        return
    failed = [one["itemIdentifier"] for one in (answer or {"batchItemFailures": []})["batchItemFailures"]]
    if 1 in seen:
        assert (seen, failed) == ([0, 1, 2], [])
    else:
        assert seen == ([0] if kind == "stream" else [0, 2])
        assert failed == ["" if lacking == ("kinesis",) else "n1"]


def test_a_failed_record_that_lambda_cannot_be_told_of_takes_all_back() -> None:
    nameless = {name: value for name, value in record("m", "no JSON").items() if name != "messageId"}
    answer = handled_by({"Records": [record("n0", envelope({"at": 0})), nameless]}, [])
    assert answer == {"batchItemFailures": [{"itemIdentifier": ""}]}


def test_of_a_queue_that_keeps_an_order_a_message_without_a_group_is_not_handled(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen: list[int] = []
    message = in_order("n0", "a", envelope({"at": 0})) | {"attributes": {}}
    assert handled_by({"Records": [message]}, seen) == {"batchItemFailures": [{"itemIdentifier": "n0"}]}
    assert seen == []
    assert "names no MessageGroupId" in json.loads(capsys.readouterr().err)["reason"]
