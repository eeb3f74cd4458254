"""What functions read of the queues of their system on AWS: Lambda's mappings, which no bus has to do with. Pure."""

from collections.abc import Iterator

from meshctl.model.channels import Function, Queue
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import Link
from meshctl.model.systems import System
from meshctl.patterns.dialects.mapping_filters import filter_text
from meshctl.topology.lowering.keys import channel_key, key_from
from meshctl.topology.lowering.queues import BATCH_SIZE
from meshctl.topology.names import Names
from meshctl.topology.parts.mappings import SourceMapping

_CONTENT = "body"
"""Where Lambda's filters see what a message of a queue says (developer guide, "Using event filtering with an Amazon SQS event source")."""
Mappings = dict[str, SourceMapping]


def lower_mappings(names: Names, mesh: Mesh, system: System) -> Mappings:
    """The mappings of all subscriptions to queues, by what reads and what is read: of these AWS takes no second one."""
    return {
        _key(subscription, owner, queue): _of_queue(names, subscription, owner, queue)
        for subscription, owner, queue in _read_queues(mesh, system)
    }


def readers_of(mesh: Mesh, system: System, queue: Queue) -> tuple[Function, ...]:
    """The functions of a system that read a queue of it."""
    services = {service.name: service for service in system.services}
    return tuple(
        function
        for one, _, read in _read_queues(mesh, system)
        for function in services[one.service].functions
        if read is queue and function.name == one.delivery.channel
    )


def consumed_by(mappings: Mappings, function: str) -> Iterator[str]:
    """The ARNs of what a function, `service/function`, reads."""
    return (one.source_arn for one in mappings.values() if one.function == function)


def is_mapped(subscription: Subscription) -> bool:
    """Whether it is Lambda that fetches what is wanted."""
    return isinstance(subscription.wants, Link) and KINDS[subscription.wants.kind].is_polled


def _read_queues(mesh: Mesh, system: System) -> Iterator[tuple[Subscription, Service, Queue]]:
    """The subscriptions to queues, each with the service that has the queue."""
    for one in (one for service in system.services for one in service.subscriptions):
        found = mesh.channel_of(one.wants, system.name) if isinstance(one.wants, Link) else None
        if found and isinstance(found[1], Queue):
            yield one, found[0], found[1]


def _key(subscription: Subscription, owner: Service, queue: Queue) -> str:
    return key_from(_function(subscription), f"{queue.kind} {channel_key(owner, queue)}")


def _function(subscription: Subscription) -> str:
    return f"{subscription.service}/{subscription.delivery.channel}"


def _of_queue(names: Names, subscription: Subscription, owner: Service, queue: Queue) -> SourceMapping:
    return SourceMapping(
        source_arn=names.queue(owner.system, owner.name, queue.name, "queue", fifo=queue.fifo).arn,
        function=_function(subscription),
        enabled=True,
        batch_size=BATCH_SIZE,
        window_seconds=0,
        filters=() if subscription.where is None else (filter_text(_CONTENT, subscription.where),),
        stream=None,
    )
