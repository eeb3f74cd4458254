"""What is told in groups within the system `near`, and who hears it in which order. Text only.

A function says all that an event asks it to, each message into a group: to a fifo topic, a fifo queue of another service, and a
stream. The topic brings it to a fifo queue that a function reads, to one that keeps it, and to a queue without order.
"""

HEARING = ("from-topic", "from-queue", "from-stream")
"""The functions that say in their logs what they have heard."""
KEPT_GROUPS = ("a", "b")
"""The groups that the queue `kept` wants."""

IN_ORDER = {
    "near/asker.yaml": """\
service: asker
publishes:
  Asked: {version: 1, schema: events/any.json, visibility: private, description: Something is to be told.}
""",
    "near/teller.yaml": """\
service: teller
functions:
  tell: {source: lambdas/teller, handler: handler.handle, timeout: 60s}
topics:
  told: {order: fifo}
streams:
  told: {shards: 2}
sends_to: {queues: [from-queue]}
subscribes:
  asked:
    event: near/Asked
    deliver_to: {function: tell, buffer: none}
""",
    "near/listener.yaml": f"""\
service: listener
functions:
  from-topic: {{source: lambdas/listener, handler: handler.handle}}
  from-queue: {{source: lambdas/listener, handler: handler.handle}}
  from-stream: {{source: lambdas/listener, handler: handler.handle}}
queues:
  from-topic: {{order: fifo}}
  from-queue: {{order: fifo}}
  kept: {{order: fifo}}
  loose: {{}}
subscribes:
  told: {{topic: told, deliver_to: {{queue: from-topic}}}}
  kept: {{topic: told, where: {{group: [{", ".join(KEPT_GROUPS)}]}}, deliver_to: {{queue: kept}}}}
  loose: {{topic: told, deliver_to: {{queue: loose}}}}
  from-topic: {{queue: from-topic, deliver_to: {{function: from-topic}}}}
  from-queue: {{queue: from-queue, deliver_to: {{function: from-queue}}}}
  from-stream:
    stream: told
    retry: {{attempts: 3}}
    deliver_to: {{function: from-stream}}
""",
    "near/lambdas/teller/handler.py": '''\
"""Tells what it is asked to, in groups."""

from meshkit import Event, consumer, send

ENDS = (("topic", "told"), ("queue", "from-queue"), ("stream", "told"))


@consumer
def handle(event: Event) -> None:
    """Each message to each end, one after the other."""
    for message in event.data.get("messages", ()):
        for kind, name in ENDS:
            send(kind, name, message, group=message["group"])
''',
    "near/lambdas/listener/handler.py": '''\
"""Says what it hears, and fails on poison; of its group nothing is heard after that, until it is gone."""

import base64
import json


def handle(batch, context):
    """What failed, and what may not overtake it, goes back."""
    failed, stopped = [], set()
    for record in batch["Records"]:
        item, message = _read(record)
        place = "stream" if "kinesis" in record else message["group"]
        if place in stopped or message.get("poison"):
            failed.append({"itemIdentifier": item})
            stopped.add(place)
        else:
            print(json.dumps(message))
    return {"batchItemFailures": failed}


def _read(record):
    if "kinesis" in record:
        one = record["kinesis"]
        return one["sequenceNumber"], json.loads(base64.b64decode(one["data"]))
    return record["messageId"], json.loads(record["body"])
''',
}
