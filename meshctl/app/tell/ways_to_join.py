"""What to know of each way in which services can be joined: topic, queue, stream and event. Data only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WayToJoin:
    """A way to join services: what it couples, where it fits and where it does not, and which prices it is made of."""

    name: str
    about: str
    couples: str
    great_for: tuple[str, ...]
    bad_at: tuple[str, ...]
    prices: tuple[str, ...]


WAYS_TO_JOIN = (
    WayToJoin(
        name="topic",
        about="The producer owns an SNS topic; whoever wants its messages subscribes to it. Within a system only.",
        couples="the schema, and the producer's topic: each consumer knows its ARN, and its policy names each of them",
        great_for=(
            "one message to many services of the same team",
            "high rates: tens of thousands of messages a second, within tens of milliseconds",
        ),
        bad_at=(
            "moving or splitting the producer: every consumer holds the topic's ARN",
            "looking back: nothing is archived, and nothing can be replayed",
        ),
        prices=("topic-publish", "topic-delivery"),
    ),
    WayToJoin(
        name="queue",
        about="The consumer owns an SQS queue; whoever has work for it sends a message. Within a system only.",
        couples="the schema, and the consumer's queue: each producer knows its URL and is named in its policy",
        great_for=(
            "work items: each is done once, by one consumer, at the consumer's own pace",
            "taking peaks, and trying again what has failed",
        ),
        bad_at=(
            "a second consumer: it needs a queue of its own, and every producer must learn of it",
            "saying what has happened: the producer says who shall do what",
        ),
        prices=("queue-request", "fifo-queue-request"),
    ),
    WayToJoin(
        name="stream",
        about="A Kinesis stream keeps records in order for a while; several consumers read it. Within a system only.",
        couples="the schema, and the stream: its name, its partition key and its number of shards",
        great_for=(
            "order: all records of a key come in the order in which they were written",
            "volume: clicks, measurements, changes of a database; and reading again what was read before",
        ),
        bad_at=(
            "low volumes: shards cost by the hour",
            "single failures: a record that cannot be handled holds up all that come after it in its shard",
        ),
        prices=("stream-shard", "stream-put"),
    ),
    WayToJoin(
        name="event",
        about="A service says what has happened, over EventBridge. The only way between systems; within one as well.",
        couples="the schema, and nothing else: the producer does not know who receives the event, or how",
        great_for=(
            "between teams and accounts: a consumer comes and goes without a change at the producer",
            "filters on the data, retries, dead letters and an archive for everybody, without code",
        ),
        bad_at=(
            "order, and exactly once: an event may come twice, or after a later one",
            "large volumes of raw data: each 64 KB count as an event; publish what was made of it",
        ),
        prices=("custom-events", "cross-account-delivery", "same-account-delivery", "bus-hop", "archive", "replay"),
    ),
)
"""From the tightest coupling to the loosest that is left between systems."""
