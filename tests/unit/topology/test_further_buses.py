"""A further bus: what gets onto it, what its rules take of that, and who may bring it there."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.patterns import Pattern
from meshctl.topology.event_pins import EventPin
from meshctl.topology.further_patterns import further_pattern
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.parts.grants import Grant, WriteGrant
from meshctl.topology.parts.stages import SystemPart
from meshctl.topology.staged_ways import StagedWay, staged_ways
from tests.unit.topology.test_ways import mesh, staged

FEED = """\
service: feed
buses: {reports: {}}
queues: {letters: {}}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {bus: reports}}
  all: {bus: reports, deliver_to: {queue: letters}}
"""
TELL = """\
service: tell
sends_to: {buses: [reports]}
functions: {work: {source: lambdas/charge, handler: handler.handle}}
buses: {second: {}}
queues: {letters: {}}
subscribes:
  on: {bus: reports, deliver_to: {bus: second}}
  end: {bus: second, deliver_to: {queue: letters}}
"""
PLACED = {"account": ["222222222222"], "source": ["orders.checkout"], "detail-type": ["OrderPlaced.v1"]}
TOLD = {"account": ["333333333333"], "source": ["payments.tell"]}
ROLE = "arn:aws:iam::111111111111:role/shop_dev_payments_feed_placed_bus_reports_333333333333_delivery"


def ways(**files: str) -> dict[str, StagedWay]:
    found = mesh(**files)
    return {one.subscription.key: one for one in staged_ways(found, staged(found, "dev"))}


def payments(**files: str) -> SystemPart:
    found = mesh(**files)
    return next(one for one in lower(found, staged(found, "dev")).systems if one.name == "payments")


def test_a_rule_takes_what_gets_onto_its_bus_and_nothing_else() -> None:
    found = ways(payments__feed=FEED, payments__tell=TELL)
    assert found["payments/feed/all"].pattern == {"$or": [PLACED, TOLD]}


def test_of_what_is_on_a_bus_only_what_was_sent_there_goes_on_to_another() -> None:
    assert ways(payments__feed=FEED, payments__tell=TELL)["payments/tell/end"].pattern == TOLD


def test_a_bus_is_the_hop_itself_and_its_readers_have_none() -> None:
    found = ways(payments__feed=FEED)
    hops = [(found[f"payments/feed/{name}"].hops, found[f"payments/feed/{name}"].by_role) for name in ("placed", "all")]
    assert hops == [(1, True), (0, False)]


FILTERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "the detail": ({"detail": {"data": {"total": [5]}}}, {**PLACED, "detail": {"data": {"total": [5]}}}),
    "a source that is there": ({"source": ["orders.checkout", "else"]}, PLACED),
    "a source that is not there": ({"source": ["else"]}, {}),
    "a detail-type by its beginning": ({"detail-type": [{"prefix": "Order"}]}, PLACED),
    "one of two, of which one is met": ({"$or": [{"source": ["orders.checkout"]}, {"detail": {"a": [1]}}]}, PLACED),
    "one of two, of which one cannot be": (
        {"$or": [{"source": ["else"]}, {"detail": {"a": [1]}}]},
        {**PLACED, "$or": [{"detail": {"a": [1]}}, {"detail": {"a": [1]}}]},
    ),
}
PINS = (EventPin("orders", "orders.checkout", ("OrderPlaced.v1",)),)
ACCOUNTS = {"orders": "222222222222", "payments": "333333333333"}


@pytest.mark.parametrize("said", FILTERS)
def test_what_a_filter_asks_of_the_envelope_is_answered_before(said: str) -> None:
    where, pattern = FILTERS[said]
    assert further_pattern(PINS, ACCOUNTS, where) == pattern


_LEAVES = {
    "source": st.lists(st.sampled_from(["orders.checkout", "payments.tell", "else"]), min_size=1, max_size=2),
    "detail-type": st.sampled_from([["OrderPlaced.v1"], [{"prefix": "Order"}], [{"anything-but": ["Other.v1"]}]]),
    "detail": st.sampled_from([{"total": [5]}, {"total": [{"numeric": [">", 6]}]}]),
}
_FLAT = st.fixed_dictionaries({}, optional=_LEAVES).filter(bool)
_FILTERS = st.one_of(_FLAT, st.builds(lambda both: {"$or": both}, st.lists(_FLAT, min_size=2, max_size=3)))
_EVENTS = st.fixed_dictionaries(
    {
        "account": st.sampled_from([*ACCOUNTS.values(), "444444444444"]),
        "source": st.sampled_from(["orders.checkout", "payments.tell", "else"]),
        "detail-type": st.sampled_from(["OrderPlaced.v1", "OrderPaid.v1", "Other.v1"]),
        "detail": st.sampled_from([{"total": 5}, {"total": 7}]),
    }
)
_ARRIVING = (
    EventPin("orders", "orders.checkout", ("OrderPlaced.v1",)),
    EventPin("orders", "orders.checkout", ("OrderPaid.v1",)),
    EventPin("payments", "payments.tell"),
)


@given(_FILTERS, _EVENTS)
def test_a_rule_takes_exactly_what_gets_there_and_passes_the_filter(
    where: dict[str, Any], event: dict[str, Any]
) -> None:
    gets_there = any(
        (ACCOUNTS[pin.system], pin.source) == (event["account"], event["source"])
        and event["detail-type"] in (pin.types or (event["detail-type"],))
        for pin in _ARRIVING
    )
    pattern = further_pattern(_ARRIVING, ACCOUNTS, where)
    takes = bool(pattern) and Pattern.parse(pattern).matches(event)
    assert takes == (gets_there and Pattern.parse(where).matches(event))


def test_a_bus_lets_in_the_roles_of_the_routes_that_lead_there() -> None:
    assert asdict(payments(payments__feed=FEED).buses["feed/reports"]) == {
        "name": "shop_dev_payments_feed_reports",
        "arn": "arn:aws:events:eu-west-1:333333333333:event-bus/shop_dev_payments_feed_reports",
        "description": "The bus reports of payments/feed.",
        "senders": {"placed": asdict(Grant("role", ROLE, "111111111111"))},
    }


def test_a_route_on_a_further_bus_stands_beside_those_of_other_buses() -> None:
    routes = payments(payments__feed=FEED, payments__tell=TELL).routes
    on = routes["tell/on to bus second on further bus feed/reports"]
    assert on.delivery
    assert on.rule.arn.split(":rule/")[1] == "shop_dev_payments_feed_reports/shop_dev_payments_tell_on_bus_second"
    role = "shop_dev_payments_tell_on_bus_second_feed_reports_delivery"
    assert on.delivery.role_arn == f"arn:aws:iam::333333333333:role/{role}"


def test_a_function_sends_to_a_bus_under_its_own_source() -> None:
    function = payments(payments__feed=FEED, payments__tell=TELL).functions["tell/work"]
    arn = "arn:aws:events:eu-west-1:333333333333:event-bus/shop_dev_payments_feed_reports"
    assert function.writes == (WriteGrant("events:PutEvents", (arn,), "payments.tell"),)
    assert json.loads(function.environment["MESH_SENDS_TO"]) == {"bus": {"reports": arn}}
