"""Puts the embedded AWS together: changes moto, starts the workers and the poller. The only place that knows all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from moto.core.config import default_user_config

from meshctl.adapters.local_aws import adaptations
from meshctl.adapters.local_aws.authorization import all_belong_to
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.enforcement import hook
from meshctl.adapters.local_aws.event_bridge.buses import Buses, Entry
from meshctl.adapters.local_aws.event_bridge.calls import install as calls
from meshctl.adapters.local_aws.event_bridge.deliveries import Deliveries
from meshctl.adapters.local_aws.event_bridge.events import BusEvent
from meshctl.adapters.local_aws.event_bridge.replays import Replays
from meshctl.adapters.local_aws.event_bridge.targets.buses import bus_kind
from meshctl.adapters.local_aws.event_bridge.targets.functions import function_kind
from meshctl.adapters.local_aws.event_bridge.targets.kinds import TargetKind
from meshctl.adapters.local_aws.event_bridge.targets.log_groups import LOG_GROUP
from meshctl.adapters.local_aws.event_bridge.targets.queues import QUEUE
from meshctl.adapters.local_aws.event_bridge.targets.streams import STREAM
from meshctl.adapters.local_aws.event_bridge.targets.targets import Targets
from meshctl.adapters.local_aws.event_bridge.targets.workflows import workflow_kind
from meshctl.adapters.local_aws.functions import lambda_api
from meshctl.adapters.local_aws.functions.calls import install as function_calls
from meshctl.adapters.local_aws.functions.destinations import Destinations
from meshctl.adapters.local_aws.functions.invocations import Invocations
from meshctl.adapters.local_aws.functions.runner import AT_ONCE, Runner
from meshctl.adapters.local_aws.identities import Caller
from meshctl.adapters.local_aws.journal import Journal, Marks
from meshctl.adapters.local_aws.mappings import mapping_api, redrives
from meshctl.adapters.local_aws.mappings.mapping import FunctionMapping
from meshctl.adapters.local_aws.mappings.poller import Poller
from meshctl.adapters.local_aws.mappings.queues import QueueMappings
from meshctl.adapters.local_aws.mappings.streams import StreamMappings
from meshctl.adapters.local_aws.operating.answering import Answers, clock_answers
from meshctl.adapters.local_aws.operating.aws_events import event_answers
from meshctl.adapters.local_aws.operating.log_lines import log_answers
from meshctl.adapters.local_aws.operating.retention import forget_expired
from meshctl.adapters.local_aws.queues import deleted_names, move_task_api, queue_api, queue_errors
from meshctl.adapters.local_aws.schedules import schedule_api
from meshctl.adapters.local_aws.schedules.firing import Firing
from meshctl.adapters.local_aws.schedules.scheduler import Scheduler
from meshctl.adapters.local_aws.streams import consumer_api, listing_api, record_api, shard_api
from meshctl.adapters.local_aws.streams import subscription_api as shard_subscription_api
from meshctl.adapters.local_aws.streams import tag_api as stream_tag_api
from meshctl.adapters.local_aws.streams.readings import Readings
from meshctl.adapters.local_aws.topics import publish_api
from meshctl.adapters.local_aws.topics.control import subscription_api, topic_api
from meshctl.adapters.local_aws.topics.deliveries import TopicDeliveries
from meshctl.adapters.local_aws.topics.endpoints import TopicEndpoints, ask_to_confirm
from meshctl.adapters.local_aws.topics.event_target import topic_kind
from meshctl.adapters.local_aws.topics.publishing import TopicMessage
from meshctl.adapters.local_aws.topics.signatures import sign_at
from meshctl.adapters.local_aws.topics.topics import Topics
from meshctl.adapters.local_aws.workers import Workers
from meshctl.adapters.local_aws.workflows.calls import (
    activity_api,
    alias_api,
    callback_api,
    execution_api,
    map_run_api,
    tag_api,
    version_api,
    workflow_api,
)
from meshctl.adapters.local_aws.workflows.executions import Executions

DELIVERIES_AT_ONCE = 4


@dataclass(frozen=True)
class Embedded:
    """What runs in the background of the server."""

    answers: Answers
    poller: Poller
    scheduler: Scheduler
    workers: tuple[Workers, ...]
    runner: Runner
    prepare: Mapping[str, Callable[[], None]]
    """By moto's name of a service what is done before its first call: it is not loaded before that."""

    def stop(self) -> None:
        """Receive, deliver and run nothing more."""
        self.poller.stop()
        self.scheduler.stop()
        for workers in self.workers:
            workers.stop()
        self.runner.stop()


def install(home: Path, endpoint: str, speed: float, organization: str) -> Embedded:
    """Turn this process's moto into the embedded AWS, for good."""
    default_user_config["lambda"] = {"use_docker": False}
    clock, journal, runner = Clock(speed), Journal(home), Runner(home, endpoint)
    delivering, invoking = Workers("delivery", DELIVERIES_AT_ONCE, clock), Workers("function", AT_ONCE, clock)

    def receive(event: BusEvent) -> None:
        buses.receive(event)

    executions = Executions(endpoint, clock, journal, receive)
    invocations, topics, buses = _joined(runner, executions, delivering, invoking, clock, journal)
    if organization:
        all_belong_to(organization)
    adaptations.install(clock)
    clock.when_moved(lambda: forget_expired(clock))
    hook.install()
    redrives.install(journal)
    queue_api.install()
    queue_errors.install()
    deleted_names.install(clock)
    move_task_api.install(clock, delivering)
    mapping_api.install()
    lambda_api.install(invocations)
    function_calls.install()
    workflow_api.install()
    version_api.install()
    alias_api.install()
    execution_api.install(executions)
    callback_api.install()
    activity_api.install(clock)
    tag_api.install()
    map_run_api.install()
    _install_streams(clock)
    sign_at(endpoint)
    publish_api.install(topics)
    topic_api.install()
    subscription_api.install(ask_to_confirm)
    schedule_api.install()
    calls.install(buses, Replays(delivering, clock, buses.replay))
    due = SimpleQueue[FunctionMapping]()
    given = invocations, invoking, clock, due
    poller = Poller({"sqs": QueueMappings(*given), "kinesis": StreamMappings(*given)}, due)
    scheduler = Scheduler(clock, Firing(buses, journal), buses)
    poller.start()
    scheduler.start()
    answers = {**clock_answers(clock), **event_answers(buses), **log_answers()}
    prepare = {"dynamodb": lambda: _install_tables(clock)}
    return Embedded(answers, poller, scheduler, (delivering, invoking), runner, prepare)


def _install_streams(clock: Clock) -> None:
    readings = Readings()
    shard_subscription_api.install(clock, readings)
    consumer_api.install(when_taken=readings.end)
    listing_api.install()
    record_api.install()
    shard_api.install()
    stream_tag_api.install()


def _install_tables(clock: Clock) -> None:
    from meshctl.adapters.local_aws.tables import table_api  # noqa: PLC0415  most meshes have none

    table_api.install(clock)


def _joined(
    runner: Runner, executions: Executions, delivering: Workers, invoking: Workers, clock: Clock, journal: Journal
) -> tuple[Invocations, Topics, Buses]:
    """Functions are told of on buses, and events on buses are given to functions, at once or over topics."""

    def later(function: object, event: str, marks: Marks) -> None:
        invocations.later(function, event, marks)

    def put(entries: Sequence[Entry], caller: Caller, region: str) -> list[dict[str, str]]:
        return buses.put(entries, caller, region)

    def publish(topic: object, message: TopicMessage) -> object:
        return topics.publish(topic, message)

    invocations = Invocations(runner, Destinations(later, put, publish), invoking, clock, journal)
    topics = Topics(TopicDeliveries(TopicEndpoints(invocations.later), delivering, clock, journal), journal)
    kinds = {
        "lambda": function_kind(invocations.later),
        "states": workflow_kind(alias_api.find_startable, executions.start),
        "sns": topic_kind(topics.publish, delivering),
    }
    buses = _buses(kinds, delivering, clock, journal)
    return invocations, topics, buses


def _buses(kinds: Mapping[str, TargetKind], workers: Workers, clock: Clock, journal: Journal) -> Buses:
    """Buses begin deliveries, and a delivery may arrive on a bus; `kinds` are the targets that are made elsewhere."""

    def arrive(bus: object, event: BusEvent) -> None:
        buses.arrive(bus, event)

    own = {"sqs": QUEUE, "kinesis": STREAM, "logs": LOG_GROUP, "events:event-bus": bus_kind(arrive)}
    deliveries = Deliveries(Targets({**kinds, **own}), workers, clock, journal)
    buses = Buses(deliveries, journal)
    return buses
