"""Retired queues are looked at until they are empty for good, and nobody waits for ever."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from meshctl.app.deploy.retired_parts import LOOKS_WITHOUT_A_MESSAGE, MOST_LOOKS, drain, look_at_retired, queues_due
from meshctl.errors import AwsRefused, Interrupted
from meshctl.passes.generations import Retired, StandingStacks
from meshctl.retirement.queues import MessageCount, QueueAddress
from tests.support.shop_generations import PAYMENTS, shop_generation

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
STACKS = shop_generation()
DUE = Retired(PAYMENTS, "buffer", "capture/order-placed", NOW)
LATER = Retired(PAYMENTS, "buffer", "ledger/assessed", NOW + timedelta(days=1))


class Counter:
    """SQS that gives, look by look, so many messages for each queue."""

    def __init__(self, held: Iterator[int]) -> None:
        self._held = held
        self.looked_at: list[set[str]] = []

    def count_messages(self, queues: Collection[QueueAddress]) -> dict[QueueAddress, MessageCount | None]:
        self.looked_at.append({one.name for one in queues})
        held = next(self._held)
        return {one: MessageCount(held, 0, 0) for one in queues}


def forever(*first: int, then: int = 0) -> Iterator[int]:
    yield from first
    while True:
        yield then


def drained(counter: Counter, *parts: Retired, stop: Event | None = None) -> None:
    standing = StandingStacks(STACKS, {}, parts)
    drain(queues_due(standing, NOW), counter, lambda seconds, event: None, lambda about, line: None, stop or Event())


def test_a_queue_is_drained_when_every_look_of_a_minute_finds_it_empty() -> None:
    counter = Counter(forever(3, 0, 0, 2))
    drained(counter, DUE)
    assert len(counter.looked_at) == 4 + LOOKS_WITHOUT_A_MESSAGE


def test_only_what_may_go_otherwise_is_waited_for() -> None:
    counter = Counter(forever())
    drained(counter, DUE, LATER)
    assert set().union(*counter.looked_at) == {"shop_dev_payments_capture_order-placed_buffer"}
    drained(nothing := Counter(forever()), LATER)
    assert nothing.looked_at == []


def test_what_nobody_reads_is_not_waited_for_for_ever() -> None:
    counter = Counter(forever(then=1))
    drained(counter, DUE)
    assert len(counter.looked_at) == MOST_LOOKS


def test_waiting_ends_when_the_operator_says_stop() -> None:
    stop = Event()
    stop.set()
    with pytest.raises(Interrupted):
        drained(Counter(forever()), DUE, stop=stop)


def test_every_retired_part_is_counted_once() -> None:
    counter = Counter(forever(then=7))
    found = look_at_retired([DUE, LATER], STACKS, counter, NOW, (), print)
    assert [(one.name, one.messages, one.may_go) for one in found] == [
        ("payments/capture/order-placed", 7, False),
        ("payments/ledger/assessed", 7, False),
    ]
    assert len(counter.looked_at) == 1


class Closed(Counter):
    """An account that was closed."""

    def count_messages(self, queues: Collection[QueueAddress]) -> dict[QueueAddress, MessageCount | None]:
        raise AwsRefused("there is no such account")


def test_what_cannot_be_counted_stays_and_does_not_stop_the_plan(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = look_at_retired([DUE], STACKS, Closed(forever()), NOW, (), print)
    assert (found.messages, found.may_go) == (None, False)
    assert "in the account 333333333333 cannot be counted: there is no such account" in capsys.readouterr().out
    (found,) = look_at_retired([DUE], STACKS, Closed(forever()), NOW, ("payments",), print)
    assert found.may_go
