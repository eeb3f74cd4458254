"""Between what was applied last and what the catalogue says: each change of a catalogue in the words that people read."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from json import dumps, loads
from typing import Any

import pytest

from meshctl.changes.plan_change import plan_change
from meshctl.changes.planned_change import PlannedChange
from meshctl.passes.generations import Generation, StackInputs, StandingStacks
from meshctl.report.planned.sections import difference_as_text
from meshctl.report.planned.text import planned_as_text
from tests.support.shop_generations import (
    FULFILMENT,
    HUB,
    ORDERS,
    PAYMENTS,
    ROUTES,
    SILENT,
    in_one_pass,
    shop_generation,
    standing,
)

Inputs = Any


def planned(old: Generation, new: Generation) -> PlannedChange:
    return plan_change("dev", standing(old), new, in_one_pass(new), SILENT)


def told(old: Generation, new: Generation) -> list[str]:
    """The sentences, each with what differs."""
    return [
        ": ".join(filter(None, (one.sentence, "; ".join(map(difference_as_text, one.differences)))))
        for one in planned(old, new).changes
    ]


def changed(stack: tuple[str, str], change: Callable[[Inputs], None]) -> list[str]:
    new = shop_generation()
    change(new[stack].inputs)
    return told(shop_generation(), new)


def placed(inputs: Inputs) -> Inputs:
    return inputs["routes"]["payments/capture/order-placed"]


def capture(inputs: Inputs) -> Inputs:
    return inputs["functions"]["capture/capture"]


def with_filter(inputs: Inputs, where: Any) -> None:
    pattern = loads(placed(inputs)["pattern"])
    placed(inputs)["pattern"] = dumps({**pattern, "detail": {"data": where}})


def test_where_nothing_differs_nothing_is_said() -> None:
    assert told(shop_generation(), shop_generation()) == []


IN_ANOTHER_WAY = "payments/capture receives orders/OrderPlaced in another way"


@pytest.mark.parametrize(
    ("stack", "change", "words"),
    [
        (ROUTES, lambda it: with_filter(it, {"total": [{"numeric": [">", 9]}]}),
         f'{IN_ANOTHER_WAY}: filter: {{"total": [{{"numeric": [">", 0]}}]}} -> {{"total": [{{"numeric": [">", 9]}}]}}'),
        (ROUTES, lambda it: placed(it)["retry"].update(seconds=7200), f"{IN_ANOTHER_WAY}: retries: 24h -> 2h"),
        (ROUTES, lambda it: placed(it)["retry"].update(attempts=3), f"{IN_ANOTHER_WAY}: attempts: 185 -> 3"),
        (ROUTES, lambda it: placed(it).update(pattern=placed(it)["pattern"].replace("orders.checkout", "orders.shop")),
         f"{IN_ANOTHER_WAY}: publisher: orders.checkout -> orders.shop"),
        (ROUTES, lambda it: placed(it).update(pattern=placed(it)["pattern"].replace("Placed.v1", "Placed.v2")),
         f"{IN_ANOTHER_WAY}: event: OrderPlaced.v1 -> OrderPlaced.v2"),
        (PAYMENTS, lambda it: it["dead_letters"]["capture/order-placed"].update(keep_seconds=4 * 86_400),
         f"{IN_ANOTHER_WAY}: dead letters are kept for: 14d -> 4d"),
        (PAYMENTS, lambda it: capture(it).update(memory_mb=512), "the function payments/capture/capture changes: memory: 256MB -> 512MB"),
        (PAYMENTS, lambda it: capture(it).update(timeout_seconds=90), "the function payments/capture/capture changes: timeout: 5s -> 90s"),
        (PAYMENTS, lambda it: capture(it).update(package_hash="b3RoZXI="), "the function payments/capture/capture changes: the code changes"),
        (PAYMENTS, lambda it: capture(it)["environment"].update(API_URL="s3cret"),
         "the function payments/capture/capture changes: the value of API_URL is new"),
        (PAYMENTS, lambda it: capture(it)["environment"].update(MESH_SOURCE="s3cret"),
         "the function payments/capture/capture changes: the value of MESH_SOURCE changes"),
        (PAYMENTS, lambda it: capture(it)["environment"].pop("MESH_SOURCE"),
         "the function payments/capture/capture changes: the value of MESH_SOURCE is gone"),
        (PAYMENTS, lambda it: capture(it)["publishes"]["hub"].update(detail_types=["PaymentFailed.v1"]),
         "the function payments/capture/capture changes: may publish (hub): "
         "PaymentCaptured.v1, PaymentFailed.v1 as payments.capture -> PaymentFailed.v1 as payments.capture"),
        (FULFILMENT, lambda it: it["queues"]["returns/to-stop"]["queue"].update(keep_seconds=86_400),
         "the queue fulfilment/returns/to-stop changes: messages are kept for: 7d -> 24h"),
        (HUB, lambda it: it["bus"]["archive"].update(keep_days=60), "the hub changes: the archive keeps events for: 30d -> 60d"),
        (HUB, lambda it: it["bus"]["publishers"]["orders"].update(sources=["orders.checkout"]),
         "the hub changes: orders may publish: orders.cancellations, orders.checkout from account 222222222222"
         " -> orders.checkout from account 222222222222"),
        (ORDERS, lambda it: it["stack"]["tags"].update(team="a"), "the system orders changes: tag team: nothing -> a"),
        (ORDERS, lambda it: it["bus"].update(further={"thing": True}), "the local bus of orders changes: further thing: nothing -> yes"),
    ],
)  # fmt: skip
def test_each_change_says_what_was_and_what_will_be(
    stack: tuple[str, str], change: Callable[[Inputs], None], words: str
) -> None:
    assert changed(stack, change) == [words]


def test_another_target_is_told_by_its_name() -> None:
    queue = "arn:aws:sqs:eu-west-1:444444444444:shop_dev_fulfilment_returns_to-stop_queue"
    assert changed(ROUTES, lambda it: placed(it)["target"].update(arn=queue)) == [
        f"{IN_ANOTHER_WAY}: delivered to: the buffer of payments/capture/order-placed -> the queue fulfilment/returns/to-stop"
    ]


def test_a_subscription_that_goes_says_which_event_it_was() -> None:
    new = shop_generation()
    del new[ROUTES].inputs["routes"]["payments/capture/order-placed"]
    assert [one.sentence for one in planned(shop_generation(), new).changes] == [
        "payments/capture no longer receives orders/OrderPlaced"
    ]


def test_a_renamed_subscription_is_told_by_both_names() -> None:
    new = shop_generation()
    routes = new[ROUTES].inputs["routes"]
    routes["payments/capture/placed"] = routes.pop("payments/capture/order-placed")
    assert [one.sentence for one in planned(shop_generation(), new).changes] == [
        "payments/capture no longer receives orders/OrderPlaced as order-placed",
        "payments/capture now receives orders/OrderPlaced as placed",
    ]


def test_a_system_that_moves_to_another_account_is_one_change() -> None:
    old = shop_generation()
    text = dumps({"/".join(key): one.inputs for key, one in old.items()}).replace("333333333333", "555555555555")
    moved = [StackInputs(one.name, one.root, one.owner, key.partition("/")[0], inputs)
             for (key, inputs), one in zip(loads(text).items(), old.values(), strict=True)]  # fmt: skip
    assert told(old, {one.key: one for one in moved}) == [
        "the system payments moves to another account: account: 333333333333 -> 555555555555"
    ]


def test_values_that_read_alike_are_told_apart() -> None:
    other = "arn:aws:events:eu-west-1:111111111111:rule/other/shop_dev_payments_capture_order-placed"
    (said,) = changed(PAYMENTS, lambda it: _senders(it)["order-placed"].update(arn=other))
    assert "on the bus shop_dev_hub in account 111111111111 -> " in said
    assert said.endswith("on the bus other in account 111111111111")


def _senders(inputs: Inputs) -> Inputs:
    return inputs["dead_letters"]["capture/order-placed"]["senders"]


def test_after_an_interruption_both_that_may_stand_are_told() -> None:
    done, begun, new = shop_generation(), shop_generation(), shop_generation()
    placed(begun[ROUTES].inputs)["retry"]["seconds"] = 7200
    placed(new[ROUTES].inputs)["retry"]["seconds"] = 60
    stands = standing(done)
    interrupted = type(stands)(done, {ROUTES: begun[ROUTES]})
    (change,) = plan_change("dev", interrupted, new, in_one_pass(new), SILENT).changes
    assert [*map(difference_as_text, change.differences)] == ["retries: 24h or 2h -> 1m"]


def test_the_inputs_that_were_compared_are_left_alone() -> None:
    old = shop_generation()
    before = deepcopy(old)
    planned(old, shop_generation())
    assert old == before


def unbuffered() -> dict[tuple[str, str], StackInputs]:
    """`buffer: none` for one subscription: its function is invoked, and has dead letters of its own."""
    new = shop_generation()
    inputs, route = new[PAYMENTS].inputs, placed(new[ROUTES].inputs)
    (role,) = inputs["buffers"].pop("capture/order-placed")["queue"]["senders"].values()
    capture(inputs).update(
        consumes=[],
        invokers={"order-placed": role},
        dead_letters={"name": "d", "arn": "d", "keep_seconds": 1_209_600, "senders": {}, "source_queue_arn": None},
    )
    inputs["dead_letters"]["capture/order-placed"]["source_queue_arn"] = None
    route["target"]["arn"] = capture(inputs)["arn"]
    route["delivery"]["allows"] = [{"action": "lambda:InvokeFunction", "arn": capture(inputs)["arn"]}]
    return new


def told_lines(stands: StandingStacks, new: Generation) -> list[str]:
    change = plan_change("dev", stands, new, in_one_pass(new), SILENT)
    return planned_as_text(change).partition("What changes in dev:\n")[2].split("\n")


ROLE = "the role shop_dev_payments_capture_order-placed_delivery"
CAPTURE, BUFFER = "the function payments/capture/capture", "the buffer of payments/capture/order-placed"


def test_a_part_that_comes_or_goes_is_one_line_and_what_differs_in_those_that_stay_is_told() -> None:
    assert told_lines(standing(shop_generation()), unbuffered())[:8] == [
        f"  {IN_ANOTHER_WAY}",
        "      the buffer: gone",
        f"      the dead letters are also those of: {BUFFER} -> nothing",
        f"      delivered to: {BUFFER} -> {CAPTURE}",
        f"      the delivery role may deliver to: {BUFFER} -> {CAPTURE}",
        f"      {CAPTURE} lets in: nothing -> {ROLE}",
        f"  {CAPTURE} changes",
        "      the dead letters: new",
    ]


def test_what_a_stopped_apply_may_have_made_is_told_in_words() -> None:
    both = unbuffered()
    both[PAYMENTS] = replace(
        both[PAYMENTS],
        inputs={**both[PAYMENTS].inputs, "buffers": shop_generation()[PAYMENTS].inputs["buffers"]},
    )
    placed(both[ROUTES].inputs)["pattern"] = dumps({"$or": [
        {"source": ["orders.shop"], "detail-type": ["OrderPlaced.v1"], "account": ["555555555555"], "detail": {"data": {"a": ["b"]}}},
        loads(placed(both[ROUTES].inputs)["pattern"]),
    ]})  # fmt: skip
    placed(both[ROUTES].inputs).update(target=placed(shop_generation()[ROUTES].inputs)["target"])
    lines = told_lines(StandingStacks(shop_generation(), both), shop_generation())
    assert {*lines} >= {
        f"  {IN_ANOTHER_WAY}",
        f"      the dead letters are also those of: {BUFFER} or nothing -> {BUFFER}",
        f"      the delivery role may deliver to: {BUFFER} or {CAPTURE} -> {BUFFER}",
        '      lets in as well: nothing or OrderPlaced.v1 of orders.shop in account 555555555555 with {"a": ["b"]} -> nothing',
        "      the buffer is read by: payments/capture/capture or nothing -> payments/capture/capture",
        f"      {CAPTURE} lets in: nothing or {ROLE} -> nothing",
        f"  {CAPTURE} changes",
        "      the dead letters: gone, if there at all",
    }
    assert not [line for line in lines if line.endswith("}") or '"arn"' in line]


def test_a_grant_that_a_stopped_apply_may_have_added_is_told_beside_the_one_that_stands() -> None:
    begun, key = shop_generation(), "returns/to-stop"
    senders = begun[FULFILMENT].inputs["queues"][key]["queue"]["senders"]
    senders["cancelled-2"] = {"via": "role", "arn": "arn:aws:iam::999999999999:role/other", "account": "999999999999"}
    assert told_lines(StandingStacks(shop_generation(), begun), shop_generation())[:2] == [
        "  fulfilment/returns receives orders/OrderCancelled in another way",
        "      the queue fulfilment/returns/to-stop lets in: the role shop_dev_fulfilment_returns_cancelled_delivery"
        " and perhaps the role other -> the role shop_dev_fulfilment_returns_cancelled_delivery",
    ]


def test_what_a_function_reads_comes_and_goes_with_it() -> None:
    arn = shop_generation()[FULFILMENT].inputs["queues"]["returns/to-stop"]["queue"]["arn"]
    key = "warehouse/dispatch from queue returns/to-stop"
    mapping = {"source_arn": arn, "function": "warehouse/dispatch", "enabled": True, "batch_size": 10}

    def reading(inputs: Inputs) -> None:
        inputs["mappings"][key] = {**mapping, "window_seconds": 0, "filters": [], "stream": None}
        inputs["functions"]["warehouse/dispatch"]["consumes"].append(arn)

    assert changed(FULFILMENT, reading)[0].startswith(
        "the function fulfilment/warehouse/dispatch changes: may read: nothing -> the queue fulfilment/returns/to-stop; "
        "reads: nothing -> the queue fulfilment/returns/to-stop;"
    )
    new = shop_generation()
    reading(new[FULFILMENT].inputs)
    assert "the mapping: new" in planned_as_text(planned(shop_generation(), new))
