"""An event that arrives again has one effect, whatever happens between: by a store of this process, and by a table of DynamoDB."""

import os
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from meshkit import DynamoStore, Event, InProgress, MemoryStore, NoStore, NotHandled, Store, consumer
from moto import mock_aws

from .arrivals import batch, envelope, from_topic, in_order, of_stream

KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for key in KEYS:
        monkeypatch.setenv(key, "testing")
    with mock_aws():
        client = boto3.client("dynamodb", region_name="eu-west-1")
        client.create_table(
            TableName="handled",
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
        yield client


@pytest.fixture(params=["memory", "table"])
def store(request: pytest.FixtureRequest) -> Store:
    if request.param == "memory":
        return MemoryStore()
    return DynamoStore("handled", client=request.getfixturevalue("table"))


def events(*ids: str) -> dict[str, Any]:
    return batch(**{f"m{at}": envelope(event_id=one) for at, one in enumerate(ids)})


def items(answer: Any) -> list[str]:
    return [one["itemIdentifier"] for one in answer["batchItemFailures"]]


def test_the_same_event_has_one_effect_within_a_batch_and_in_a_later_one(store: Store) -> None:
    seen: list[str] = []
    handler = consumer(once=store)(lambda event: seen.append(event.meta.event_id))
    assert items(handler(events("a", "b", "a"), None)) == []
    assert items(handler(events("b", "c"), None)) == []
    assert seen == ["a", "b", "c"]


@pytest.mark.parametrize(
    "deliver", [lambda one: one, from_topic, of_stream, lambda one: {"Records": [in_order("m", "g", one)]}]
)
def test_it_does_on_every_way(store: Store, deliver: Callable[[Any], Any]) -> None:
    seen: list[Event] = []
    handler = consumer(seen.append, once=store)
    for _ in range(2):
        handler(deliver(envelope()), None)
    assert len(seen) == 1


def test_what_failed_is_handled_again(store: Store) -> None:
    fails = [True, True, False, False]

    @consumer(once=store)
    def handle(event: Event) -> None:
        if fails.pop(0):
            raise SystemExit if len(fails) == 3 else ValueError

    for expected in (NotHandled, ValueError):
        with pytest.raises(expected):
            handle(envelope(), None)
    handle(envelope(), None)
    handle(envelope(), None)
    assert fails == [False]


def test_what_another_invocation_has_begun_fails_and_comes_again(store: Store) -> None:
    @consumer(once=store)
    def outer(event: Event) -> None:
        with pytest.raises(InProgress, match="it comes again"):
            inner(envelope(), None)

    inner = consumer(once=store)(lambda event: None)
    outer(envelope(), None)


def test_the_same_id_of_another_source_is_another_event(store: Store) -> None:
    seen: list[str] = []
    handler = consumer(once=store)(lambda event: seen.append(event.source))
    handler(envelope(), None)
    handler(envelope() | {"source": "payments.risk"}, None)
    assert seen == ["orders.checkout", "payments.risk"]


def test_two_functions_share_a_store_and_each_handles_the_event(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    for name in ("pack", "bill", "pack"):
        monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", name)
        consumer(once=store)(lambda event: seen.append(os.environ["AWS_LAMBDA_FUNCTION_NAME"]))(envelope(), None)
    assert seen == ["pack", "bill"]


class Context:
    def get_remaining_time_in_millis(self) -> int:
        return 3_000


def test_what_was_begun_by_an_invocation_that_was_killed_is_free_once_that_could_not_have_lasted_longer() -> None:
    clock = [0.0]
    store = MemoryStore(keep=100, now=lambda: clock[0])
    assert store.begin("a", 3.0)
    with pytest.raises(InProgress):
        store.begin("a", 3.0)
    clock[0] = 3.1
    assert store.begin("a", 3.0)
    store.finish("a")
    clock[0] = 103.0
    assert not store.begin("a", 3.0)
    clock[0] = 103.2
    assert store.begin("a", 3.0)


def test_so_it_is_in_a_table(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_000.0]
    monkeypatch.setattr("meshkit.idempotency.dynamodb_store.time.time", lambda: clock[0])
    store = DynamoStore("handled", keep=100, client=table)
    assert store.begin("a", 3.0)
    clock[0] = 1_003.1
    other = DynamoStore("handled", keep=100, client=table)
    assert other.begin("a", 3.0)
    store.give_up("a")  # no longer its own
    with pytest.raises(InProgress):
        store.begin("a", 3.0)
    other.finish("a")
    clock[0] = 1_103.0
    assert not store.begin("a", 3.0)
    clock[0] = 1_105.0
    assert store.begin("a", 3.0)


def test_an_invocation_marks_an_event_for_as_long_as_it_may_last() -> None:
    class Marking(MemoryStore):
        def begin(self, key: str, seconds: float) -> bool:
            marked.append(seconds)
            return super().begin(key, seconds)

    marked: list[float] = []
    consumer(lambda event: None, once=Marking())(envelope(), Context())
    assert marked == [3.0]


def test_a_store_that_does_not_answer_fails_the_event_and_no_other(table: Any) -> None:
    seen: list[Event] = []
    handler = consumer(seen.append, once=DynamoStore("missing", client=table))
    assert items(handler(events("a", "b"), None)) == ["m0", "m1"]
    assert seen == []


def test_a_function_without_a_table_says_so_as_it_starts_on_lambda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MESH_IDEMPOTENCY_TABLE", raising=False)
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "pack")
    with pytest.raises(NoStore, match="say `idempotent: true` of this function"):
        DynamoStore()


def test_elsewhere_it_says_so_when_an_event_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MESH_IDEMPOTENCY_TABLE", raising=False)
    monkeypatch.delenv("AWS_LAMBDA_FUNCTION_NAME", raising=False)
    handler = consumer(once=DynamoStore())(lambda event: None)
    with pytest.raises(NoStore):
        handler(envelope(), None)


def test_the_table_is_the_one_that_the_function_is_told(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESH_IDEMPOTENCY_TABLE", "handled")
    assert DynamoStore(client=table).begin("a", 3.0)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=20))
def test_each_event_has_one_effect_as_soon_as_one_attempt_did_not_fail(
    table: Any, arrivals: list[tuple[str, bool]]
) -> None:
    effects = Counter[str]()
    fails = iter([failed for _, failed in arrivals])
    store = DynamoStore("handled", client=table)

    def handle(event: Event) -> None:
        if event.data["fails"]:
            raise ValueError
        effects[event.meta.event_id] += 1

    handler = consumer(handle, once=store)
    run = os.urandom(4).hex()
    for one, _ in arrivals:
        handler(batch(m=envelope({"fails": next(fails)}, event_id=run + one)), None)
    assert effects == Counter({run + one for one, failed in arrivals if not failed})


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("begin", "finish", "give_up")), st.sampled_from("abcd"), st.integers(1, 9), st.integers(0, 6)
    ),
    max_size=60,
)


@given(STEPS)
def test_a_store_of_one_process_says_what_a_plain_list_of_marks_would_and_keeps_none_that_is_over(
    steps: list[tuple[str, str, int, int]],
) -> None:
    clock = [0]
    store, marks = MemoryStore(keep=5, now=lambda: clock[0]), dict[str, tuple[bool, int]]()
    for step, key, seconds, later in steps:
        if step == "begin":
            marks = {one: mark for one, mark in marks.items() if mark[1] > clock[0]}
            assert begun(store, key, seconds) == marks.get(key, (None, 0))[0]
            marks.setdefault(key, (False, clock[0] + seconds))
            assert len(store) == len(marks)
        elif step == "finish":
            store.finish(key)
            marks[key] = True, clock[0] + 5
        else:
            store.give_up(key)
            marks.pop(key, None)
        clock[0] += later


def begun(store: Store, key: str, seconds: float) -> bool | None:
    """Whether the event was done before; None where it was free."""
    try:
        return None if store.begin(key, seconds) else True
    except InProgress:
        return False


def test_a_process_holds_no_more_of_many_events_than_of_those_whose_time_is_not_over() -> None:
    clock = [0.0]
    store = MemoryStore(keep=10, now=lambda: clock[0])
    tracemalloc.start()
    for at in range(10_000):
        clock[0] = at / 10
        store.begin(f"event {at}", 3.0)
        store.finish(f"event {at}")
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (len(store), held < 100_000) == (100, True)
