"""What stock moto loses or fails at when two calls come at once; ours bears that."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from moto.core.base_backend import BaseBackend
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.iam.models import IAMBackend
from moto.kinesis.models import Shard
from moto.sqs.models import Message, Queue

from meshctl.adapters.local_aws.adaptations import queues_bear_threads, tables_bear_threads
from meshctl.adapters.local_aws.adaptations.streams import streams_bear_threads

from .accounts import REGION

pytestmark = pytest.mark.local


class Looked(list[Any]):
    """A list of messages; when somebody has looked through it, another thread sends one more."""

    def __init__(self, queue: Any, *messages: Any) -> None:
        super().__init__(messages)
        self.sending = threading.Thread(target=lambda: queue.add_message(Message("late", "late")))

    def __iter__(self) -> Iterator[Any]:
        yield from super().__iter__()
        if not self.sending.ident:
            self.sending.start()
            self.sending.join(0.2)


@pytest.mark.parametrize(("ours", "kept"), [(False, []), (True, ["late"])])
def test_a_message_may_arrive_while_another_is_deleted(
    monkeypatch: pytest.MonkeyPatch, ours: bool, kept: list[str]
) -> None:
    for kind, name in [(Queue, "add_message"), (Queue, "delete_message")]:
        monkeypatch.setattr(kind, name, getattr(kind, name))  # taken back after the test
    if ours:
        queues_bear_threads.lock_the_queue()
    queue, first = Queue("q", REGION, DEFAULT_ACCOUNT_ID), Message("first", "first")
    first.receipt_handle = "handle"
    queue._messages = looked = Looked(queue, first)
    queue.delete_message("handle")
    looked.sending.join()
    assert [message.id for message in queue._messages] == kept


@pytest.mark.parametrize(("ours", "error"), [(False, "changed size"), (True, "not found")])
def test_a_table_may_grow_while_somebody_goes_through_it(
    ours: bool, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BaseBackend, "__setattr__", object.__setattr__)
    if ours:
        tables_bear_threads.install()
    iam = IAMBackend("aws", DEFAULT_ACCOUNT_ID)

    class Growing:
        @property
        def arn(self) -> str:
            iam.roles[str(len(iam.roles))] = Growing()
            return "another"

    iam.roles["0"] = Growing()
    with pytest.raises(Exception, match=error):
        iam.get_role_by_arn("wanted")


class CountedRecords(dict[int, Any]):
    """Records of a shard; when somebody has counted them, another thread puts one more."""

    def __init__(self, shard: Any) -> None:
        super().__init__()
        self.putting = threading.Thread(target=lambda: shard.put_record("late", "", ""))

    def keys(self) -> Any:
        counted = list(super().keys())
        if not self.putting.ident:
            self.putting.start()
            self.putting.join(0.2)
        return counted


@pytest.mark.parametrize(("ours", "kept"), [(False, 2), (True, 3)])
def test_a_record_may_arrive_while_another_is_put(monkeypatch: pytest.MonkeyPatch, ours: bool, kept: int) -> None:
    monkeypatch.setattr(Shard, "put_record", Shard.put_record)  # taken back after the test
    if ours:
        streams_bear_threads.install()
    shard = Shard(0, 0, 1)
    shard.records = records = CountedRecords(shard)
    records[1] = None
    shard.put_record("second", "", "")
    records.putting.join()
    assert len(records) == kept
