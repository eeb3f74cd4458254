"""What the hub delivers to no other account comes over the local bus: one hop for each event and system, filters behind it."""

import json
from typing import Any

import pytest

from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.parts.grants import DeliveryGrant, Grant
from meshctl.topology.parts.stages import SystemPart, Topology
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import mesh_of

HUB, ORDERS, PAYMENTS = "111111111111", "222222222222", "333333333333"
EVENT, HOP = "orders/OrderPlaced.v1", "payments/orders/OrderPlaced.v1"
ROLE = f"arn:aws:iam::{HUB}:role/shop_dev_payments_orders_OrderPlaced_v1_delivery"
LOCAL_BUS = f"arn:aws:events:eu-west-1:{PAYMENTS}:event-bus/shop_dev_payments"
PINNED = {"account": [ORDERS], "source": ["orders.checkout"], "detail-type": ["OrderPlaced.v1"]}
AUDIT = """\
service: audit
logs:
  all: {keep: 365d}
  german: {}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {log: all}, retry: {for: 1h, attempts: 9}, dead_letters: {keep: 5d}}
  german: {event: orders/OrderPlaced, where: {country: [DE]}, deliver_to: {log: german}, retry: {for: 2h, attempts: 3}}
"""


def topology(audit: str = AUDIT, **files: str) -> Topology:
    found = mesh_of({**SOUND, "payments/audit.yaml": audit, **files})
    stage = found.stage("dev")
    assert stage
    return lower(found, stage)


DEV = topology()


def payments(lowered: Topology = DEV) -> SystemPart:
    return next(one for one in lowered.systems if one.name == "payments")


def pattern(route: Any) -> Any:
    return json.loads(route.pattern)


def test_one_hop_brings_an_event_to_a_local_bus_for_however_many_subscriptions() -> None:
    assert [key for key in DEV.routes if "audit" in key or key == HOP] == [HOP]
    hop = DEV.routes[HOP]
    assert (hop.bus_name, hop.target.arn, hop.target.role_arn) == ("shop_dev_hub", LOCAL_BUS, ROLE)
    assert hop.delivery and hop.delivery.allows == (DeliveryGrant("events:PutEvents", LOCAL_BUS),)


def test_a_hop_takes_all_of_an_event_and_the_rules_behind_it_filter() -> None:
    assert pattern(DEV.routes[HOP]) == PINNED
    behind = payments().routes
    assert pattern(behind["audit/placed"]) == PINNED
    assert pattern(behind["audit/german"]) == {**PINNED, "detail": {"data": {"country": ["DE"]}}}


def test_the_rules_behind_it_are_of_the_local_bus_and_need_no_role() -> None:
    route = payments().routes["audit/placed"]
    assert (route.bus_name, route.delivery, route.target.role_arn) == ("shop_dev_payments", None, None)
    assert route.target.arn == f"arn:aws:logs:eu-west-1:{PAYMENTS}:log-group:/aws/events/shop_dev_payments_audit_all"


def test_the_local_bus_lets_in_the_hop_and_the_log_group_its_rule() -> None:
    assert payments().hops == {EVENT: Grant("role", ROLE, HUB)}
    rule = payments().routes["audit/placed"].rule.arn
    assert payments().logs["audit/all"].senders == {"placed": Grant("service", rule, PAYMENTS)}


def test_a_hop_tries_and_keeps_for_as_long_as_any_of_its_subscriptions_wants() -> None:
    hop = DEV.routes[HOP]
    assert (hop.retry.seconds, hop.retry.attempts) == (7200, 9)
    dead = payments().dead_letters[EVENT]
    assert (dead.arn, dead.keep_seconds) == (hop.dead_letters_arn, 14 * 86_400)
    assert dead.senders == {"hop": Grant("service", hop.rule.arn, HUB)}


def test_a_hop_keeps_nothing_where_all_say_that_it_may_be_lost() -> None:
    lost = topology(
        "service: audit\nlogs: {all: {}}\nsubscribes:\n  placed: {event: orders/OrderPlaced, deliver_to: {log: all}, dead_letters: none}\n"
    )
    assert lost.routes[HOP].dead_letters_arn is None
    assert EVENT not in payments(lost).dead_letters


def test_what_the_hub_reaches_by_itself_takes_no_hop() -> None:
    assert [key for key in topology("service: audit\n").routes if key.rpartition("/")[2][0].isupper()] == []


@pytest.mark.parametrize("kept", ["audit/placed", "audit/german"])
def test_in_the_account_of_the_hub_its_own_rule_delivers(kept: str) -> None:
    one_account = topology(**{"mesh.yaml": SOUND["mesh.yaml"].replace(PAYMENTS, HUB)})
    assert HOP not in one_account.routes
    route = one_account.routes[f"payments/{kept}"]
    assert (route.bus_name, route.target.role_arn) == ("shop_dev_hub", None)
    assert payments(one_account).hops == {}
