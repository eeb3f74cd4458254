"""A function that is idempotent counts each event once: what comes twice, in any order, and beside what fails."""

import json
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

import pytest

from ..mesh.running_mesh import STAGE, wait_for
from .arrivals import Arrivals, bodies, written

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("ways")]
FUNCTION = f"ways_{STAGE}_near_counter_count"
DEAD = f"ways_{STAGE}_near_counter_sold_dead"
MOST_RECEIVED = 5
MANY = range(1_000, 1_250)
Sold = Mapping[str, Any]


def test_a_poison_message_alone_is_tried_again_and_ends_in_dead_letters_and_what_comes_twice_counts_once(
    ways: Arrivals,
) -> None:
    good = [sold(item) for item in range(8)]
    poison = sold(8) | {"impossible": True}
    with ways.functions_down(FUNCTION):
        put(ways, [*good, poison, good[3]])
        wait_for(lambda: waiting(ways) == 10, lambda: f"{waiting(ways)} wait")
    wait_for(lambda: said(ways, "tried")[8] == MOST_RECEIVED, lambda: str(said(ways, "tried")))
    wait_for(lambda: waiting(ways, DEAD) == 1, lambda: "no dead letter")
    (dead,) = bodies(ways.running, "near", DEAD)
    assert json.loads(dead)["detail"]["data"] == {"item": 8, "impossible": True}
    assert said(ways, "tried") == Counter({**dict.fromkeys(range(8), 1), 8: MOST_RECEIVED})
    assert said(ways, "counted") == Counter(range(8))


def test_each_of_many_events_counts_once_that_come_twice_and_mixed_and_fail_at_first(ways: Arrivals) -> None:
    random = Random(13)  # noqa: S311
    events = [sold(item) | {"doubtful": item % 50 == 0} for item in MANY]
    every = [*events, *events]
    random.shuffle(every)
    put(ways, every)
    wait_for(lambda: waiting(ways) == 0 and len(counted(ways)) == len(events), lambda: f"{len(counted(ways))}")
    assert counted(ways) == Counter(MANY)
    dead = {json.loads(one)["detail"]["data"]["item"] for one in bodies(ways.running, "near", DEAD)}
    assert dead <= set(MANY)  # of one that came twice, the other may have found it begun too often


def test_the_function_may_do_nothing_with_its_table_but_remember(ways: Arrivals) -> None:
    table = ways.running.aws("dynamodb", "near", f"{FUNCTION}_function")
    table.put_item(TableName=FUNCTION, Item={"id": {"S": "mine"}})
    for call in (table.describe_table, lambda **said: table.get_item(**said, Key={"id": {"S": "mine"}})):
        with pytest.raises(table.exceptions.ClientError, match="AccessDenied"):
            call(TableName=FUNCTION)


def sold(item: int) -> dict[str, Any]:
    return {"item": item}


def counted(ways: Arrivals) -> Counter[int]:
    return Counter({item: times for item, times in said(ways, "counted").items() if item in MANY})


def said(ways: Arrivals, word: str) -> Counter[int]:
    """How often the function has said this of each item."""
    lines = (line for line in written(ways.running, "near", f"/aws/lambda/{FUNCTION}") if line.startswith("{"))
    told = (json.loads(line) for line in lines)
    return Counter(one[word] for one in told if one.get(word) is not None)


def put(ways: Arrivals, events: Iterable[Sold]) -> None:
    """Each under the id of its item, whenever it comes; what is throttled is put again."""
    client = ways.running.aws("events", "near")
    waits = [entry(one) for one in events]
    while waits:
        answers = client.put_events(Entries=waits[:10])["Entries"]
        waits = [one for one, answer in zip(waits, answers, strict=False) if "EventId" not in answer] + waits[10:]


def entry(data: Sold) -> dict[str, str]:
    meta = {
        "event_id": str(uuid.uuid5(uuid.NAMESPACE_OID, str(data["item"]))),
        "correlation_id": str(uuid.UUID(int=0)),
        "causation_id": None,
        "time": "2026-11-27T00:00:00.000Z",
        "producer": "near/till",
        "schema_version": 1,
    }
    detail = json.dumps({"meta": meta, "data": data})
    return {"EventBusName": f"ways_{STAGE}_near", "Source": "near.till", "DetailType": "Sold.v1", "Detail": detail}


def waiting(ways: Arrivals, queue: str = f"ways_{STAGE}_near_counter_sold_buffer") -> int:
    """The messages in a queue, received or not."""
    sqs = ways.running.aws("sqs", "near")
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(told[name]) for name in names)
