"""What retired parts hold: which queues are theirs, what people call them, and which of them may go."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.passes.generations import Retired
from meshctl.retirement.outlook import outlooks
from meshctl.retirement.queues import MessageCount, QueueAddress, name_of, queues_of, queues_of_stack
from tests.support.shop_generations import HUB, PAYMENTS, ROUTES, shop_generation

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
STANDING = shop_generation()
EMPTY = MessageCount(0, 0, 0)
PARTS = [
    (PAYMENTS, "buffer", "capture/order-placed", ["shop_dev_payments_capture_order-placed_buffer"]),
    (PAYMENTS, "dead letters", "ledger/captured", ["shop_dev_payments_ledger_captured_dead"]),
    (PAYMENTS, "function", "ledger/book", ["shop_dev_payments_ledger_book_function_dead"]),
    (PAYMENTS, "function dead letters", "ledger/book", ["shop_dev_payments_ledger_book_function_dead"]),
    (PAYMENTS, "function", "capture/capture", []),
    (PAYMENTS, "retention", "buffer ledger/assessed", ["shop_dev_payments_ledger_assessed_buffer"]),
    (PAYMENTS, "retention", "dead letters ledger/assessed", ["shop_dev_payments_ledger_assessed_dead"]),
    (ROUTES, "route", "payments/capture/order-placed", []),
    (ROUTES, "delivery", "payments/capture/order-placed to arn:aws:sqs:eu-west-1:333333333333:old", []),
    (HUB, "archive", "archive", []),
    (HUB, "retention", "archive", []),
    (HUB, "publisher", "orders.checkout", []),
]


def retired(stack: tuple[str, str], kind: str, name: str, until: datetime = NOW) -> Retired:
    return Retired(stack, kind, name, until)


@pytest.mark.parametrize(("stack", "kind", "name", "queues"), PARTS)
def test_a_retired_part_has_the_queues_that_go_with_it(
    stack: tuple[str, str], kind: str, name: str, queues: list[str]
) -> None:
    found = queues_of(retired(stack, kind, name), STANDING[stack])
    assert found == tuple(QueueAddress(stack[0], one) for one in queues)


@pytest.mark.parametrize(
    ("stack", "kind", "name", "called"),
    [
        (PAYMENTS, "buffer", "capture/order-placed", "payments/capture/order-placed"),
        (PAYMENTS, "retention", "dead letters ledger/assessed", "payments/ledger/assessed"),
        (ROUTES, "route", "payments/capture/order-placed", "payments/capture/order-placed"),
        (ROUTES, "delivery", "payments/capture/order-placed to arn:x", "payments/capture/order-placed"),
        (HUB, "retention", "archive", "hub/archive"),
        (HUB, "publisher", "orders.checkout OrderPlaced.v1 in 222222222222", "orders/checkout"),
    ],
)
def test_parts_that_serve_one_thing_have_its_name(stack: tuple[str, str], kind: str, name: str, called: str) -> None:
    assert name_of(retired(stack, kind, name), STANDING[stack]) == called


def test_a_stack_has_the_queues_of_all_its_parts() -> None:
    found = {name: [one.name for one in queues] for name, queues in queues_of_stack(STANDING[PAYMENTS]).items()}
    assert found["payments/capture/order-placed"] == [
        "shop_dev_payments_capture_order-placed_buffer",
        "shop_dev_payments_capture_order-placed_dead",
    ]
    assert found["payments/ledger/book"] == ["shop_dev_payments_ledger_book_function_dead"]
    assert "payments/capture/capture" not in found
    assert queues_of_stack(STANDING[ROUTES]) == {}


def may_go(part: Retired, counts: dict[QueueAddress, MessageCount | None], *given_up: str) -> bool:
    (found,) = outlooks([part], STANDING, counts, NOW, given_up)
    return found.may_go


BUFFER = retired(PAYMENTS, "buffer", "capture/order-placed")
(ITS_QUEUE,) = queues_of(BUFFER, STANDING[PAYMENTS])


def test_what_is_empty_goes_on_its_day_and_not_before() -> None:
    assert may_go(BUFFER, {ITS_QUEUE: EMPTY})
    tomorrow = retired(PAYMENTS, "buffer", "capture/order-placed", NOW + timedelta(days=1))
    assert not may_go(tomorrow, {ITS_QUEUE: EMPTY})


@given(st.tuples(*[st.integers(0, 10**6)] * 3).filter(any))
def test_what_holds_a_message_in_whatever_state_stays(counts: tuple[int, int, int]) -> None:
    assert not may_go(BUFFER, {ITS_QUEUE: MessageCount(*counts)})


def test_what_nobody_has_counted_stays() -> None:
    assert not may_go(BUFFER, {})
    assert not may_go(retired(HUB, "archive", "archive"), {})
    assert not may_go(retired(HUB, "retention", "archive"), {})


def test_what_is_not_there_any_more_holds_nothing() -> None:
    assert may_go(BUFFER, {ITS_QUEUE: None})


@pytest.mark.parametrize("name", ["payments", "payments/capture", "payments/capture/order-placed"])
def test_what_is_given_up_goes_with_all_that_it_holds(name: str) -> None:
    later = retired(PAYMENTS, "buffer", "capture/order-placed", NOW + timedelta(days=1))
    assert may_go(later, {ITS_QUEUE: MessageCount(3, 0, 0)}, name)


@pytest.mark.parametrize("name", ["pay", "payments/cap", "orders", "capture/order-placed", ""])
def test_giving_up_one_name_gives_up_no_other(name: str) -> None:
    assert not may_go(BUFFER, {ITS_QUEUE: MessageCount(3, 0, 0)}, name)


def given_up(name: str, *parts: Retired) -> list[str]:
    """The kinds of parts that are given up with a name."""
    return [one.part.kind for one in outlooks(parts, STANDING, {}, NOW, (name,)) if one.given_up]


WAY = (
    retired(ROUTES, "route", "payments/capture/order-placed"),
    BUFFER,
    retired(PAYMENTS, "function", "capture/capture"),
)


def test_who_gives_up_a_function_gives_up_what_is_on_its_way_there() -> None:
    assert given_up("payments/capture/capture", *WAY) == ["route", "buffer", "function"]
    assert given_up("payments/capture/order-placed", *WAY) == ["route", "buffer"]


def test_an_earlier_target_goes_with_its_queue() -> None:
    arn = STANDING[PAYMENTS].inputs["buffers"]["capture/order-placed"]["queue"]["arn"]
    earlier = retired(ROUTES, "delivery", f"payments/other/one to {arn}")
    assert given_up("payments/capture", earlier, BUFFER) == ["delivery", "buffer"]
    assert given_up("payments/capture", earlier) == []  # its queue stays, and takes what is tried again


def test_who_gives_up_dead_letters_of_a_function_gives_up_what_invokes_it_directly() -> None:
    function = STANDING[PAYMENTS].inputs["functions"]["ledger/book"]["arn"]
    earlier = retired(ROUTES, "delivery", f"payments/other/one to {function}")
    dead_letters = retired(PAYMENTS, "function dead letters", "ledger/book")
    buffer = retired(PAYMENTS, "buffer", "ledger/assessed")
    assert given_up("payments/ledger/book", earlier, dead_letters, buffer) == ["delivery", "function dead letters"]


def test_a_route_that_still_takes_events_has_no_day_yet_and_goes_when_it_is_given_up() -> None:
    route = retired(ROUTES, "route", "payments/capture/order-placed")
    (found,) = outlooks([route], STANDING, {}, NOW, ())
    assert (found.day_has_come, found.may_go) == (False, False)
    assert may_go(route, {}, "payments/capture")
