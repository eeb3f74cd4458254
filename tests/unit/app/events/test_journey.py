import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.events.journey import journey
from meshctl.errors import MeshctlError
from meshctl.report.events.journey import journey_as_json, journey_as_text


def line(kind: str, event: str, cause: str | None, after: int, account: str = "1", **facts: object) -> dict[str, Any]:
    marks = {"id": f"envelope-{event}", "source": f"s.{event}", "detail_type": f"{event}.v1"}
    mesh = {"event_id": event, "correlation_id": "A", "causation_id": cause}
    return {"at": f"2026-11-23T17:00:00.{after:03}Z", "kind": kind, "account": account, **marks, **mesh, **facts}


LINES = [
    line("published", "A", None, 0, bus="arn:aws:events:r:1:event-bus/hub"),
    line("delivered", "A", None, 5, rule="arn:aws:events:r:1:rule/hub/a-rule", target="arn:aws:sqs:r:2:a-queue"),
    line("published", "B", "A", 100, account="2", bus="arn:aws:events:r:1:event-bus/hub"),
    line(
        "invoked",
        "A",
        None,
        110,
        account="2",
        function="arn:aws:lambda:r:2:function:f",
        outcome="handled",
        milliseconds=9,
    ),
    line("dead-lettered", "B", "A", 120, queue="arn:aws:sqs:r:2:dead", code="NO_PERMISSIONS", reason="because"),
    {**line("published", "X", None, 7), "correlation_id": "X"},
]
TEXT = """\
A.v1 from s.A  (A)
       0 ms  orders       published on hub
       5 ms  orders       rule a-rule -> queue a-queue
     110 ms  2            handled by function f in 9 ms
  caused:
    B.v1 from s.B  (B)
         100 ms  2            published on hub
         120 ms  orders       dead letters queue dead: NO_PERMISSIONS: because

2 events over 2 accounts within 120 ms; 1 did not arrive"""


TOPIC, OVER_A_TOPIC = "arn:aws:sns:r:2:updates", {"topic": "arn:aws:sns:r:2:updates", "target": "arn:aws:sqs:r:2:q"}
TOPIC_LINES = [
    line("delivered", "A", None, 1, rule="arn:aws:events:r:1:rule/hub/a-rule", target=TOPIC),
    line("delivered", "A", None, 2, account="2", **OVER_A_TOPIC),
    line("filtered", "A", None, 3, account="2", **OVER_A_TOPIC),
    line("lost", "A", None, 4, account="2", **OVER_A_TOPIC, code="NO_RESOURCE", reason="because"),
    line("unmatched", "A", None, 5, account="2", topic=TOPIC),
]
TOPIC_TEXT = """\
A.v1 from s.A  (A)
       0 ms  orders       rule a-rule -> topic updates
       1 ms  2            topic updates -> queue q
       2 ms  2            queue q does not want it from topic updates
       3 ms  2            LOST on the way to queue q: because
       4 ms  2            nobody subscribes to topic updates

1 event over 2 accounts within 4 ms; 1 did not arrive"""


RULE, WORKFLOW = "arn:aws:events:r:1:rule/nightly", {"workflow": "arn:aws:states:r:1:stateMachine:onboard"}
WORKFLOW_LINES = [
    line("scheduled", "A", None, 0, rule=RULE),
    line("delivered", "A", None, 1, rule=RULE, target="arn:aws:logs:r:1:log-group:/aws/events/all:*"),
    line("delivered", "A", None, 2, rule=RULE, target="arn:aws:kinesis:r:1:stream/clicks"),
    line("workflow-started", "A", None, 3, **WORKFLOW),
    line("state-entered", "A", None, 4, **WORKFLOW, state="Ask"),
    line("workflow-succeeded", "A", None, 5, **WORKFLOW, error=None),
    line("workflow-failed", "A", None, 6, **WORKFLOW, error="States.Runtime"),
]
WORKFLOW_TEXT = """\
A.v1 from s.A  (A)
       0 ms  orders       rule nightly is due
       1 ms  orders       rule nightly -> log group /aws/events/all
       2 ms  orders       rule nightly -> stream clicks
       3 ms  orders       workflow onboard begins
       4 ms  orders       workflow onboard is in Ask
       5 ms  orders       workflow onboard has ended
       6 ms  orders       workflow onboard FAILED: States.Runtime

1 event over 1 account within 6 ms; 1 did not arrive"""


@pytest.mark.parametrize("wanted", ["A", "B", "envelope-B"])
def test_any_event_of_a_chain_tells_the_whole_chain(wanted: str) -> None:
    assert [event.event_id for event in journey(LINES, wanted)] == ["A", "B"]


def test_a_journey_tells_what_each_event_caused() -> None:
    first, second = journey(LINES, "A")
    assert ([step.kind for step in first.steps], second.caused_by) == (["published", "delivered", "invoked"], "A")


def test_a_journey_reads_as_a_tree() -> None:
    assert journey_as_text(journey(LINES, "A"), {"1": "orders"}) == TEXT


def test_a_journey_goes_through_workflows_streams_and_logs() -> None:
    assert journey_as_text(journey(WORKFLOW_LINES, "A"), {"1": "orders"}) == WORKFLOW_TEXT


def test_a_journey_goes_over_topics() -> None:
    assert journey_as_text(journey(TOPIC_LINES, "A"), {"1": "orders"}) == TOPIC_TEXT


def test_no_fact_is_lost_in_json() -> None:
    told = json.loads(journey_as_json(journey(LINES, "A")))
    assert told["events"][1]["steps"][1]["facts"]["reason"] == "because"


def test_an_event_of_no_chain_is_told_by_its_envelope() -> None:
    alone = [{**line("unmatched", "Z", None, 1), "event_id": None, "correlation_id": None, "bus": "b"}]
    assert [event.detail_type for event in journey(alone, "envelope-Z")] == ["Z.v1"]


def test_an_effect_whose_cause_is_not_in_the_journal_is_told_all_the_same() -> None:
    orphan = [line("published", "A", None, 0), line("published", "C", "unknown", 1)]
    assert [(event.event_id, event.depth) for event in journey(orphan, "A")] == [("A", 0), ("C", 0)]


@given(st.lists(st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF")), min_size=1))
def test_whatever_causes_are_claimed_every_event_is_told_once(pairs: Any) -> None:
    lines = [line("published", event, cause, 0) for event, cause in pairs]
    told = [event.event_id for event in journey(lines, pairs[0][0])]
    assert sorted(told) == sorted({event for event, _ in pairs})


@pytest.mark.bounds
def test_a_loop_in_the_mesh_makes_a_long_journey_and_no_crash() -> None:
    lines = [line("published", str(number), str(number - 1), 0) for number in range(5_000)]
    assert len(journey_as_text(journey(lines, "0"), {})) > 5_000


def test_an_unknown_event_is_an_error_with_a_way_out() -> None:
    with pytest.raises(MeshctlError, match="knows no event"):
        journey(LINES, "nobody")
