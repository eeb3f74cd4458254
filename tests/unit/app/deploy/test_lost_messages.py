"""Stacks that go as a whole take no message with them that nobody has given up."""

from collections.abc import Collection, Mapping

import pytest

from meshctl.app.deploy.lost_messages import LeavingQueues, all_queues, leaving_queues, names_given_up
from meshctl.errors import MeshctlError, NotFound
from meshctl.retirement.queues import MessageCount, QueueAddress
from tests.support.kept_stage import ORDERS, apply_all, as_state, keep_state, resource, standing
from tests.support.memory_bucket import MemoryBucket

LETTERS, NOTES = QueueAddress("1", "letters"), QueueAddress("1", "notes")
LEAVING = LeavingQueues({"desk/clerk/letters": (LETTERS,), "desk/clerk/notes": (NOTES,), "dev/x/y": ()}, "read them")


class Counter:
    """SQS whose queues hold so many messages; one that is not named is not there."""

    def __init__(self, held: Mapping[QueueAddress, int]) -> None:
        self._held = held

    def count_messages(self, queues: Collection[QueueAddress]) -> dict[QueueAddress, MessageCount | None]:
        return {one: MessageCount(0, self._held[one], 0) if one in self._held else None for one in queues}


def test_messages_that_nobody_gave_up_are_told_with_where_they_are() -> None:
    with pytest.raises(
        MeshctlError, match=r"^3 messages would be lost: 2 in desk/clerk/letters, 1 in desk/clerk/notes$"
    ):
        LEAVING.refuse_losses(Counter({LETTERS: 2, NOTES: 1}), ())
    with pytest.raises(MeshctlError, match=r"^1 message would be lost: 1 in desk/clerk/notes$") as error:
        LEAVING.refuse_losses(Counter({LETTERS: 2, NOTES: 1}), ("desk/clerk/letters",))
    assert error.value.hint == "read them"


@pytest.mark.parametrize("given_up", ["desk", "desk/clerk", "desk/clerk/letters"])
def test_what_is_given_up_or_empty_or_not_there_may_go(given_up: str) -> None:
    assert LEAVING.refuse_losses(Counter({LETTERS: 2}), (given_up,)) == {"desk/clerk/letters": 2}
    assert LEAVING.refuse_losses(Counter({LETTERS: 0}), ()) == {}


def test_the_name_of_the_stage_gives_up_all_of_it() -> None:
    assert names_given_up(("prod",), "prod", LEAVING) == {"desk", "dev"}


def test_a_system_that_is_called_like_the_stage_is_meant_alone() -> None:
    assert names_given_up(("dev",), "dev", LEAVING) == {"dev"}


def test_a_name_of_nothing_there_is_refused() -> None:
    with pytest.raises(NotFound, match='nothing that goes is called "desk/clerk/note"') as error:
        names_given_up(("desk/clerk/note",), "prod", LEAVING)
    assert error.value.hint == 'did you mean "desk/clerk/notes"?'
    with pytest.raises(NotFound):
        names_given_up(("",), "prod", LEAVING)


def test_where_nothing_holds_anything_the_name_of_the_stage_is_still_one() -> None:
    assert names_given_up(("dev",), "dev", LeavingQueues({}, "")) == frozenset()


def test_of_a_recorded_stage_every_queue_is_known_by_its_part() -> None:
    apply_all(bucket := MemoryBucket())
    found = all_queues(standing(bucket), "dev").by_name
    assert (
        QueueAddress("333333333333", "shop_dev_payments_capture_order-placed_buffer")
        in found["payments/capture/order-placed"]
    )
    assert all(name.count("/") == 2 for name in found)


def test_of_what_is_not_recorded_they_are_those_of_its_state() -> None:
    arn = "arn:aws:sqs:eu-central-1:222222222222:old"
    keep_state(bucket := MemoryBucket(), ORDERS, as_state(resource("aws_sqs_queue", arn=arn)))
    found = leaving_queues(standing(bucket), [ORDERS], "")
    assert found.by_name == {"orders": (QueueAddress("222222222222", "old"),)}
