"""Events that somebody goes on publishing while the mesh changes, and what of them arrives."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from .running_mesh import RunningMesh, wait_for

BETWEEN = 0.25  # seconds: four events a second


@dataclass
class Traffic:
    """Numbered events on the hub; `sent` are those that it has taken."""

    mesh: RunningMesh
    account: str
    source: str
    detail_type: str
    sent: list[int] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @contextmanager
    def flowing(self) -> Iterator[None]:
        """Publishes for as long as it is entered."""
        stop = Event()
        thread = Thread(target=self._publish, args=(stop,))
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def arrived(self, queue: str, *accounts: str) -> Counter[int]:
        """How often each event came into the queues of that name, as soon as none is missing that was sent."""
        asked, found = [self.mesh.aws("sqs", one) for one in accounts], Counter[int]()

        def all_there() -> bool:
            for sqs in asked:
                found.update(_received(sqs, queue))
            return found.keys() >= {*self.sent}

        wait_for(all_there, lambda: f"{sorted({*self.sent} - found.keys())} of {len(self.sent)} were lost")
        return found

    def _publish(self, stop: Event) -> None:
        events = self.mesh.aws("events", self.account)
        hub = self.mesh.arn("events", "hub", f"event-bus/{self.mesh.manifest['mesh']}_{self.mesh.stage}_hub")
        number = 0
        while not stop.is_set():
            number += 1
            detail = json.dumps({"meta": {}, "data": {"number": number}})
            entry = {"EventBusName": hub, "Source": self.source, "DetailType": self.detail_type, "Detail": detail}
            answer = events.put_events(Entries=[entry])["Entries"][0]
            if "EventId" in answer:
                self.sent.append(number)
            else:
                self.refused.append(answer["ErrorCode"])
            time.sleep(BETWEEN)


def _received(sqs: Any, queue: str) -> Iterator[int]:
    """The numbers of all events that lie in a queue, which are deleted."""
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    while batch := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
        yield from (json.loads(one["Body"])["detail"]["data"]["number"] for one in batch)
        handled = [{"Id": one["MessageId"], "ReceiptHandle": one["ReceiptHandle"]} for one in batch]
        sqs.delete_message_batch(QueueUrl=url, Entries=handled)
