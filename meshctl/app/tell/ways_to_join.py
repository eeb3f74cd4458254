"""What to know of each way in which services can be joined: events, and all kinds of channels and sources. Data only."""

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
        name="function",
        about="Code on Lambda, which is called with what a subscription brings: an event over a buffer, a batch of a queue or stream.",
        couples="the schema; nobody but its own service and the workflows of that know the function",
        great_for=(
            "most of what has to be done when something has happened: in seconds, and in as many copies as it takes",
            "seldom and often alike: what is not called costs nothing",
        ),
        bad_at=(
            "work of more than 15 minutes, and connections that are held open",
            "once and no more: it may be called twice with the same, so what it does must be safe to do again",
        ),
        prices=("function-request", "function-duration"),
    ),
    WayToJoin(
        name="workflow",
        about="A Step Functions state machine takes several steps, waits, branches and tries again. Within a system only.",
        couples="the schema, and the channels of its system that its tasks name: its role may use just these",
        great_for=(
            "steps that follow one another over minutes, days or months, and that people want to see",
            "failures in the middle: each step is tried again, caught or taken back by itself",
        ),
        bad_at=(
            "a single step: a function does it for less, and its code is easier to try",
            "very many short runs, unless it is express: then five minutes at most, and a log in place of a history",
        ),
        prices=("workflow-transition", "express-workflow-request"),
    ),
    WayToJoin(
        name="log",
        about="A CloudWatch log group keeps whole events for as long as it says. Within a system only.",
        couples="the schema, for whoever reads it later",
        great_for=(
            "looking up later what has happened, by hand or with Logs Insights, without code",
            "seeing what comes over a new subscription before anything is built for it",
        ),
        bad_at=(
            "reacting to something: nobody is called",
            "events of other systems in large volumes: they come over a hop, and each is paid for once more",
        ),
        prices=("log-ingestion", "bus-hop"),
    ),
    WayToJoin(
        name="bus",
        about="A further EventBridge bus of a service, with rules of its own, for some of the events. Within a system only.",
        couples="the schema, and that bus: whoever reads it has a rule on it",
        great_for=(
            "events that need rules, quotas or an archive of their own",
            "tools that want a whole bus",
        ),
        bad_at=(
            "sorting events: a subscription has a filter",
            "going on: what came over one bus is passed on to no third one",
        ),
        prices=("bus-hop",),
    ),
    WayToJoin(
        name="schedule",
        about="EventBridge Scheduler puts an event on the system's local bus when it is time. For its own service only.",
        couples="nothing: the event says which time it is",
        great_for=(
            "what is done at its time: every so often, or by a cron with a time zone, also over changes of the clock",
            "every channel: from the bus on it is a private event, with retries and dead letters",
        ),
        bad_at=(
            "looking whether something has happened: let whoever knows publish an event",
            "times of less than a minute, and one time for each order or customer",
        ),
        prices=("schedule-times",),
    ),
    WayToJoin(
        name="aws",
        about="What AWS services say on the default bus of the system's own account. For its own service only.",
        couples="the form of AWS's event, and the names of the account's buckets, tasks and alarms",
        great_for=(
            "reacting to what happens in the account: an object in a bucket, a task that has ended",
            "costs: what AWS services send is free",
        ),
        bad_at=(
            "telling other systems: what AWS says is about buckets and keys; publish an event that says what it means",
            "completeness: of the events of some services AWS promises only its best effort",
        ),
        prices=("same-account-delivery",),
    ),
    WayToJoin(
        name="partner",
        about="Events that a SaaS partner sends to EventBridge. For its own service only. meshctl cannot build it yet.",
        couples="the form of the partner's event",
        great_for=("what happens at a partner of AWS, without an endpoint of one's own",),
        bad_at=("telling other systems: publish an event that says what it means to the business",),
        prices=("custom-events",),
    ),
    WayToJoin(
        name="webhook",
        about="An HTTPS endpoint of somebody else is called with the event. meshctl cannot build it yet.",
        couples="the schema, and the endpoint: its address, its key and how often it may be called",
        great_for=("telling those who are not on AWS, at their rate, with retries and dead letters",),
        bad_at=("slow endpoints: each has five seconds to answer",),
        prices=(),
    ),
    WayToJoin(
        name="task",
        about="A container on Fargate is started for the event. meshctl cannot build it yet.",
        couples="the schema, and the task's definition and network",
        great_for=("work that takes longer than the 15 minutes of a function, or needs a container of its own",),
        bad_at=("haste: a container has to be fetched and started for each event",),
        prices=(),
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
"""What joins services within a system, then what is delivered to, then what begins something; events, which couple least, last."""
