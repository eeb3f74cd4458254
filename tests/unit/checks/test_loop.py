"""Cycles over services and events: found once, shortest, in linear time."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meshctl.checks.shared.graphs import shortest_cycle, strongly_connected

from .conftest import Found
from .written import FUNCTION, merged, subscriptions
from .written import service as in_payments

NODES = [f"n{number}" for number in range(6)]
graphs = st.fixed_dictionaries({node: st.lists(st.sampled_from(NODES), unique=True) for node in NODES})


def service(name: str, *receives: str) -> str:
    subscriptions = "".join(
        f"  from-{one}: {{event: orders/{one.capitalize()}Done, deliver_to: {{queue: letters}}}}\n" for one in receives
    )
    event = f"  {name.capitalize()}Done: {{version: 1, schema: events/OrderPlaced.v1.json}}\n"
    return f"service: {name}\npublishes:\n{event}queues:\n  letters: {{}}\nsubscribes:\n{subscriptions}"


def reachable(graph: dict[str, list[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [*graph[start]]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting += graph[node]
    return seen


def test_a_service_that_receives_its_own_event_is_a_loop(found: Found) -> None:
    (one,) = found("loop", {"orders/a.yaml": service("a", "a")})
    assert one.message == '"orders/a" can trigger itself: orders/a -> ADone -> orders/a'
    assert str(one.place) == "orders/a.yaml:7:19"


def test_of_two_ways_round_the_shorter_one_is_told_once(found: Found) -> None:
    files = {"a": ("c", "b"), "b": ("a",), "c": ("b",)}
    (one,) = found("loop", {f"orders/{name}.yaml": service(name, *receives) for name, receives in files.items()})
    assert "orders/a -> ADone -> orders/b -> BDone -> orders/a (3 services are tangled" in one.message


def test_two_loops_apart_are_two_findings(found: Found) -> None:
    files = {"a": ("b",), "b": ("a",), "c": ("d",), "d": ("c",)}
    told = found("loop", {f"orders/{name}.yaml": service(name, *receives) for name, receives in files.items()})
    assert [one.message.split('"')[1] for one in told] == ["orders/a", "orders/c"]


def test_a_long_way_round_is_shortened(found: Found) -> None:
    names = [f"s{chr(97 + number)}" for number in range(20)]
    files = {f"orders/{name}.yaml": service(name, before) for before, name in pairwise([names[-1], *names])}
    (one,) = found("loop", files)
    assert one.message.count("->") < 16
    assert " -> ... 14 more ... -> " in one.message


def working(name: str, sections: str, wants: str) -> dict[str, str]:
    """A service with a function that works on what it subscribes to."""
    received = subscriptions(s=f"{wants}, deliver_to: {{function: work}}")
    return in_payments(name, f"functions: {{work: {FUNCTION}}}\n{sections}\n{received}")


@pytest.mark.parametrize(
    ("kind", "declared", "begins"),
    [
        ("topic", "topics: {side: {}}", ""),
        ("stream", "streams: {side: {}}", ""),
        ("queue", "queues: {side: {}}", "sends_to: {queues: [side]}"),
        ("bus", "buses: {side: {}}", "sends_to: {buses: [side]}"),
    ],
)
def test_a_service_can_trigger_itself_through_channels(found: Found, kind: str, declared: str, begins: str) -> None:
    first = working("first", f"{declared}\n{begins}", "queue: back")
    second = working("second", "queues: {back: {}}\nsends_to: {queues: [payments/back]}", f"{kind}: side")
    (one,) = found("loop", merged(first, second))
    assert one.message == (
        '"payments/first" can trigger itself: payments/first -> side -> payments/second -> back -> payments/first'
    )
    assert str(one.place).startswith("payments/first.yaml:")


def test_who_delivers_an_event_to_a_channel_triggers_who_subscribes_to_that(found: Found) -> None:
    done = "publishes: {Done: {version: 1, schema: ../orders/events/OrderPlaced.v1.json}}\n"
    filling = "queues: {side: {}}\n" + subscriptions(s="event: payments/Done, deliver_to: {queue: side}")
    files = merged(in_payments("filling", filling), working("second", done, "queue: side"))
    (one,) = found("loop", files)
    assert "payments/filling -> side -> payments/second -> Done -> payments/filling" in one.message


def test_a_service_that_hands_on_what_it_receives_to_itself_is_no_loop(found: Found) -> None:
    topic = "topics: {side: {}}\nqueues: {kept: {}}\n"
    said = subscriptions(
        s="topic: side, deliver_to: {queue: kept}",
        e="event: orders/OrderPlaced, deliver_to: {queue: kept}",
        w="queue: kept, deliver_to: {function: work}",
    )
    files = in_payments("alone", f"functions: {{work: {FUNCTION}}}\n{topic}{said}")
    assert found("loop", files) == []
    (one,) = found("loop", {path: text + "sends_to: {queues: [kept]}\n" for path, text in files.items()})
    assert one.message == '"payments/alone" can trigger itself: payments/alone -> kept -> payments/alone'


@given(graphs)
def test_a_tangle_is_all_that_lead_to_each_other(graph: dict[str, list[str]]) -> None:
    reach = {node: reachable(graph, node) for node in NODES}
    wanted = {frozenset({a, *(b for b in NODES if b in reach[a] and a in reach[b])}) for a in NODES}
    assert {frozenset(one) for one in strongly_connected(graph)} == {one for one in wanted if len(one) > 1}


@given(graphs)
@example({"n0": ["n1", "n2"], "n1": ["n0"], "n2": ["n3"], "n3": ["n0"], "n4": [], "n5": []})
def test_a_shortest_cycle_is_a_cycle_and_no_shorter_one_exists(graph: dict[str, list[str]]) -> None:
    for component in strongly_connected(graph):
        cycle = shortest_cycle(graph, component[0], component)
        assert cycle[0] == component[0] and len(set(cycle)) == len(cycle) > 1
        assert all(after in graph[node] for node, after in pairwise([*cycle, cycle[0]]))
        assert len(cycle) == shortest_length(graph, component[0])


def shortest_length(graph: dict[str, list[str]], start: str) -> int:
    """By trying all walks, one step longer each time; a node that leads to itself does not count."""
    ends, length = {start}, 0
    while start not in ends or not length:
        ends = {other for node in ends for other in graph[node] if other != node}
        length += 1
    return length


@pytest.mark.bounds
def test_a_ring_of_100_000_services_is_walked_without_recursion() -> None:
    ring = {str(number): [str((number + 1) % 100_000)] for number in range(100_000)}
    (component,) = strongly_connected(ring)
    assert len(shortest_cycle(ring, component[0], component)) == 100_000


def test_a_log_group_leads_nowhere(found: Found) -> None:
    text = service("a", "a").replace("queues:\n  letters", "logs:\n  audit").replace("queue: letters", "log: audit")
    assert found("loop", {"orders/a.yaml": text}) == []


DONE = "publishes: {Done: {version: 1, schema: ../orders/events/OrderPlaced.v1.json}}\n"
SIDES = {"topic": "topics", "stream": "streams", "bus": "buses"}


def keeping(kind: str) -> str:
    """What is delivered to a channel that is there for those who subscribe to it."""
    return f"{SIDES[kind]}: {{side: {{}}}}\n" + subscriptions(s=f"event: payments/Done, deliver_to: {{{kind}: side}}")


@pytest.mark.parametrize("kind", SIDES)
def test_a_service_that_keeps_its_own_event_for_subscribers_does_not_trigger_itself(found: Found, kind: str) -> None:
    files = merged(in_payments("doing", DONE + keeping(kind)), working("following", "", f"{kind}: side"))
    assert found("loop", files) == []


@pytest.mark.parametrize("kind", SIDES)
def test_an_event_triggers_who_subscribes_to_what_it_is_delivered_to(found: Found, kind: str) -> None:
    (one,) = found("loop", merged(in_payments("keeping", keeping(kind)), working("doing", DONE, f"{kind}: side")))
    assert one.message == '"payments/doing" can trigger itself: payments/doing -> Done -> payments/doing'
    assert str(one.place) == "payments/keeping.yaml:4:14"
