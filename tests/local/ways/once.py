"""What is counted once within the system `near`, however often it comes, and who fails on what. Text only."""

ONCE = {
    "near/till.yaml": """\
service: till
publishes:
  Sold: {version: 1, schema: events/any.json, visibility: private, description: Something was sold.}
""",
    "near/counter.yaml": """\
service: counter
functions:
  count: {source: lambdas/counter, handler: handler.handle, timeout: 5s, idempotent: true}
subscribes:
  sold:
    event: near/Sold
    deliver_to: {function: count}
""",
    "near/lambdas/counter/handler.py": '''\
"""Says what it tries to count, and what it has counted; fails on what no till can have sold, and at first on what is doubtful."""

import json

from meshkit import DynamoStore, Event, consumer

tried = set()


@consumer(once=DynamoStore())
def handle(event: Event) -> None:
    """One line each."""
    item = event.data.get("item")
    print(json.dumps({"tried": item}))
    if event.data.get("impossible") or (event.data.get("doubtful") and item not in tried):
        tried.add(item)
        raise ValueError("cannot be counted")
    print(json.dumps({"counted": item}))
''',
}
