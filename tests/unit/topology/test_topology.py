import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.aws_facts import name_lengths
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.events import EventReference
from meshctl.model.kinds import KINDS
from meshctl.model.stages import local_account_number
from meshctl.topology.lowering.build_route import TARGET_ID
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.lowering.keys import is_hop, subscription_of_route
from meshctl.topology.names import aws_name, start_of_names
from meshctl.topology.parts.functions import FunctionPart, TablePart
from meshctl.topology.parts.grants import DeliveryGrant
from meshctl.topology.parts.stages import Topology
from tests.support.shop import shop_files, shop_mesh, shop_stage

MESH = shop_mesh()
STAGE = shop_stage("dev")
DEV = lower(MESH, STAGE)
HUB, ORDERS, PAYMENTS, FULFILMENT = "111111111111", "222222222222", "333333333333", "444444444444"
SYSTEMS = {system.name: system for system in DEV.systems}
PARTS = st.lists(st.from_regex(r"\A[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,3}\Z"), min_size=3, max_size=6)


@given(PARTS)
def test_a_name_fits_and_is_made_of_what_aws_takes(parts: list[str]) -> None:
    name = aws_name(*parts)
    assert len(name) <= name_lengths.NARROWEST and set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")


@given(PARTS, st.integers(1, 3))
def test_a_name_begins_as_all_names_with_the_same_first_parts_do(parts: list[str], first: int) -> None:
    assert aws_name(*parts, "delivery").startswith(start_of_names(*parts[:first]))


@given(PARTS, PARTS)
def test_different_things_have_different_names(one: list[str], other: list[str]) -> None:
    assert (aws_name(*one) == aws_name(*other)) == (one == other)


def test_a_name_too_long_keeps_its_beginning_and_gets_a_stable_hash() -> None:
    assert aws_name("shop", "dev", "a" * 60) == "shop_dev_" + "a" * 46 + "_b3dbdd42"


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_local_account_has_twelve_digits(stage: str, alias: str) -> None:
    number = local_account_number("shop", stage, alias)
    assert len(number) == 12 and number.isdigit() and number[0] != "0"


def test_every_hub_rule_pins_its_producers_account_and_source() -> None:
    pinned = {key: json.loads(route.pattern) for key, route in DEV.routes.items()}
    assert pinned["payments/capture/order-placed"] == {
        "account": [ORDERS],
        "source": ["orders.checkout"],
        "detail-type": ["OrderPlaced.v1"],
        "detail": {"data": {"total": [{"numeric": [">", 0]}]}},
    }
    assert all({"account", "source", "detail-type"} <= set(pattern) for pattern in pinned.values())


def test_a_route_to_another_account_has_a_delivery_role_in_the_hubs() -> None:
    route = DEV.routes["payments/capture/order-placed"]
    assert route.target.role_arn == f"arn:aws:iam::{HUB}:role/shop_dev_payments_capture_order-placed_delivery"
    assert (route.delivery.role_arn, route.delivery.allows) == (
        route.target.role_arn,
        (DeliveryGrant("sqs:SendMessage", route.target.arn),),
    )


def test_a_private_event_travels_on_its_systems_bus_without_a_role() -> None:
    route = SYSTEMS["payments"].routes["ledger/assessed"]
    assert (route.bus_name, route.delivery, route.target.role_arn) == ("shop_dev_payments", None, None)
    assert "payments/ledger/assessed" not in DEV.routes


def test_the_target_of_a_rule_is_called_the_same_wherever_it_leads() -> None:
    routes = [*DEV.routes.values(), *SYSTEMS["payments"].routes.values()]
    assert {route.target.id for route in routes} == {TARGET_ID}
    assert len({route.target.arn.split(":")[2] for route in routes}) > 1


def test_a_buffered_function_is_reached_through_its_queue() -> None:
    buffer = SYSTEMS["payments"].buffers["capture/order-placed"]
    assert DEV.routes["payments/capture/order-placed"].target.arn == buffer.queue.arn
    assert SYSTEMS["payments"].functions["capture/capture"].consumes == (buffer.queue.arn,)


def test_a_buffer_hides_a_message_for_six_times_its_functions_timeout() -> None:
    assert SYSTEMS["payments"].buffers["capture/order-placed"].queue.visibility_timeout_seconds == 6 * 5


def test_a_buffer_and_its_route_share_the_subscriptions_dead_letters() -> None:
    payments = SYSTEMS["payments"]
    buffer, dead_letters = payments.buffers["capture/order-placed"], payments.dead_letters["capture/order-placed"]
    assert buffer.queue.dead_letters_arn == dead_letters.arn
    assert dead_letters.source_queue_arn == buffer.queue.arn


def test_a_function_without_a_buffer_has_dead_letters_of_its_own() -> None:
    functions = SYSTEMS["payments"].functions
    assert functions["ledger/book"].dead_letters.name == "shop_dev_payments_ledger_book_function_dead"
    assert functions["capture/capture"].dead_letters is None


def test_without_a_buffer_the_function_itself_is_the_target() -> None:
    function = SYSTEMS["payments"].functions["ledger/book"]
    assert DEV.routes["payments/ledger/captured"].target.arn == function.arn
    assert (function.invokers["captured"].via, function.invokers["captured"].account) == ("role", HUB)


def test_a_function_that_is_idempotent_has_a_table_of_its_own_and_is_told_of_it() -> None:
    name = "shop_dev_payments_ledger_book"
    booking = remembering("payments/ledger/book")["payments/ledger/book"]
    assert booking.table == TablePart(name, f"arn:aws:dynamodb:eu-west-1:{PAYMENTS}:table/{name}")
    assert booking.environment["MESH_IDEMPOTENCY_TABLE"] == name


def test_no_other_function_has_one() -> None:
    others = [one for key, one in remembering("payments/ledger/book").items() if key != "payments/ledger/book"]
    assert {(one.table, "MESH_IDEMPOTENCY_TABLE" in one.environment) for one in others} == {(None, False)}


def remembering(function: str) -> dict[str, FunctionPart]:
    """All functions, of which that one is idempotent."""
    system, service, name = function.split("/")
    files = shop_files()
    file = f"{system}/{service}.yaml"
    said = files.contents[file].decode().replace(f"{name}: {{", f"{name}: {{idempotent: true, ")
    mesh = read_catalogue(replace(files, contents={**files.contents, file: said.encode()})).mesh
    assert mesh
    parts = lower(mesh, next(one for one in mesh.stages if one.name == "dev")).systems
    return {f"{one.name}/{key}": part for one in parts for key, part in one.functions.items()}


def test_every_route_has_dead_letters_that_let_its_own_rule_in() -> None:
    for system in DEV.systems:
        for key, dead_letters in system.dead_letters.items():
            route = DEV.routes.get(f"{system.name}/{key}") or system.routes.get(key)
            if route is None:
                continue  # that of a topic lets in the topic
            (sender,) = dead_letters.senders.values()
            assert (route.dead_letters_arn, sender.via, sender.arn) == (dead_letters.arn, "service", route.rule.arn)


def test_every_subscription_to_what_comes_over_a_bus_has_exactly_one_route() -> None:
    local = [f"{system.name}/{key}" for system in DEV.systems for key in system.routes]
    over_a_bus = (
        one.key for one in MESH.subscriptions if isinstance(one.wants, EventReference) or KINDS[one.wants.kind].bus
    )
    on_hub = [key for key in DEV.routes if not is_hop(key)]
    assert sorted(map(subscription_of_route, [*on_hub, *local])) == sorted(over_a_bus)


def test_the_hub_lets_each_account_publish_only_its_public_sources() -> None:
    granted = {name: (*one.accounts, one.sources) for name, one in DEV.hub.publishers.items()}
    assert granted == {
        "fulfilment": (FULFILMENT, ("fulfilment.warehouse",)),
        "orders": (ORDERS, ("orders.cancellations", "orders.checkout")),
        "payments": (PAYMENTS, ("payments.capture",)),
    }


def test_a_function_is_granted_its_own_events_on_their_own_bus() -> None:
    publishes = SYSTEMS["payments"].functions["risk/assess"].publishes
    assert list(publishes) == ["local"]
    assert (publishes["local"].source, publishes["local"].detail_types) == ("payments.risk", ("RiskAssessed.v1",))


@pytest.fixture
def shared_account() -> Topology:
    """The shop with payments in the hub's own account."""
    from dataclasses import replace

    accounts = tuple(one._replace(number=HUB) if one.alias == "payments" else one for one in STAGE.accounts)
    return lower(MESH, replace(STAGE, accounts=accounts))


def test_delivery_within_one_account_needs_no_role(shared_account: Topology) -> None:
    route = shared_account.routes["payments/capture/order-placed"]
    (system,) = (one for one in shared_account.systems if one.name == "payments")
    (sender,) = system.buffers["capture/order-placed"].queue.senders.values()
    assert (route.delivery, route.target.role_arn) == (None, None)
    assert (sender.via, sender.arn) == ("service", route.rule.arn)
