"""What functions read of queues and streams of their system on AWS: Lambda's mappings, which no bus has to do with. Pure."""

from collections.abc import Iterator

from meshctl.model.channels import Channel, Function, Queue, Stream
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.services import FunctionBatch, Service, Subscription
from meshctl.model.sources import Link
from meshctl.model.systems import System
from meshctl.patterns.dialects.mapping_filters import filter_text
from meshctl.topology.lowering.keys import channel_key, key_from, subscription_key
from meshctl.topology.lowering.lowered_ways import dead_letters_of, named_channel
from meshctl.topology.lowering.queues import BATCH_SIZE
from meshctl.topology.names import Names
from meshctl.topology.parts.mappings import SourceMapping, StreamReading
from meshctl.topology.parts.queues import DeadLetters

_MESSAGE, _RECORD = "body", "data"
"""Where Lambda's filters see what a message of a queue says, and what a record of a stream does (developer guide, "Using event
filtering with an Amazon SQS event source", "... with a Kinesis event source")."""
Mappings = dict[str, SourceMapping]


def lower_mappings(names: Names, mesh: Mesh, system: System) -> Mappings:
    """The mappings of all subscriptions to queues and streams, by what reads and what is read: of these AWS takes no second one."""
    return {
        _key(subscription, owner, read): _mapping(names, subscription, owner, read)
        for subscription, owner, read in _read_channels(mesh, system)
    }


def lower_unread_records(names: Names, mesh: Mesh, system: System) -> dict[str, DeadLetters]:
    """The dead letters of all who read a stream: Lambda tells there, as the function, of what that fails on for ever."""
    return {
        subscription_key(one): DeadLetters(named.name, named.arn, one.dead_letters_keep_seconds, {}, None)
        for one, _, read in _read_channels(mesh, system)
        if isinstance(read, Stream) and one.dead_letters_keep_seconds and (named := dead_letters_of(names, one))
    }


def readers_of(mesh: Mesh, system: System, queue: Queue) -> tuple[Function, ...]:
    """The functions of a system that read a queue of it."""
    services = {service.name: service for service in system.services}
    return tuple(
        function
        for one, _, read in _read_channels(mesh, system)
        for function in services[one.service].functions
        if read is queue and function.name == one.delivery.channel
    )


def consumed_by(mappings: Mappings, function: str) -> Iterator[str]:
    """The ARNs of what a function, `service/function`, reads."""
    return (one.source_arn for one in mappings.values() if one.function == function)


def is_mapped(subscription: Subscription) -> bool:
    """Whether it is Lambda that fetches what is wanted."""
    return isinstance(subscription.wants, Link) and KINDS[subscription.wants.kind].is_polled


def _read_channels(mesh: Mesh, system: System) -> Iterator[tuple[Subscription, Service, Channel]]:
    """The subscriptions to queues and streams, each with the service that has what is read."""
    for one in (one for service in system.services for one in service.subscriptions):
        found = mesh.channel_of(one.wants, system.name) if isinstance(one.wants, Link) else None
        if found and KINDS[found[1].kind].is_polled:
            yield one, found[0], found[1]


def _key(subscription: Subscription, owner: Service, read: Channel) -> str:
    return key_from(_function(subscription), f"{read.kind} {channel_key(owner, read)}")


def _function(subscription: Subscription) -> str:
    return f"{subscription.service}/{subscription.delivery.channel}"


def _mapping(names: Names, subscription: Subscription, owner: Service, read: Channel) -> SourceMapping:
    batch, where = subscription.batch, subscription.where
    of_stream = batch if isinstance(read, Stream) else None
    return SourceMapping(
        source_arn=named_channel(names, owner, read.kind, read.name).arn,
        function=_function(subscription),
        enabled=True,
        batch_size=of_stream.size if of_stream else BATCH_SIZE,
        window_seconds=of_stream.window_seconds if of_stream else 0,
        filters=() if where is None else (filter_text(_RECORD if of_stream else _MESSAGE, where),),
        stream=_reading(names, subscription, of_stream) if of_stream else None,
    )


def _reading(names: Names, subscription: Subscription, batch: FunctionBatch) -> StreamReading:
    dead = dead_letters_of(names, subscription)
    return StreamReading(
        bisect=True,
        max_age_seconds=subscription.retry.seconds,
        parallel=batch.parallel,
        retries=subscription.retry.attempts,
        on_failure_arn=dead.arn if dead else None,
        start_at=None,
    )
