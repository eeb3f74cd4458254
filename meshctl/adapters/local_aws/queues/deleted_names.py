"""Names of queues that were deleted a minute ago, which SQS gives to no other queue yet. Changes moto's class.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html, "QueueDeletedRecently"
"""

from typing import Any

from moto.sqs.exceptions import SQSException
from moto.sqs.models import SQSBackend

from meshctl.adapters.local_aws.clock import Clock

SECONDS = 60
CODE = "AWS.SimpleQueueService.QueueDeletedRecently"
TOLD = f"You must wait {SECONDS} seconds after deleting a queue before you can create another with the same name."
Place = tuple[str, str, str]
"""Account, Region and name."""


class DeletedQueues:
    """Queues that were deleted; of those that are long gone nothing is kept."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since: dict[Place, float] = {}

    def add(self, place: Place) -> None:
        """A queue is deleted now."""
        kept = {other: since for other, since in self._since.items() if self._clock.aged(since) < SECONDS}
        self._since = {**kept, place: self._clock.now()}

    def has(self, place: Place) -> bool:
        """Whether a queue was deleted less than a minute ago."""
        since = self._since.get(place)
        return since is not None and self._clock.aged(since) < SECONDS


def install(clock: Clock) -> None:
    """Have names given so, in this process and for good."""
    deleted, stock_create, stock_delete = DeletedQueues(clock), SQSBackend.create_queue, SQSBackend.delete_queue

    def create_queue(backend: Any, name: str, tags: dict[str, str] | None = None, **given: Any) -> Any:
        if deleted.has(_place(backend, name)):
            raise SQSException(CODE, TOLD)
        return stock_create(backend, name, tags, **given)

    def delete_queue(backend: Any, queue_name: str) -> None:
        stock_delete(backend, queue_name)
        deleted.add(_place(backend, queue_name))

    SQSBackend.create_queue, SQSBackend.delete_queue = create_queue, delete_queue


def _place(backend: Any, name: str) -> Place:
    return backend.account_id, backend.region_name, name
