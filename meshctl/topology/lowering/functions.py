"""Functions of a service on AWS: what they may do and what they are told. Pure."""

from collections.abc import Iterable
from json import dumps

from meshctl.model.channels import Function
from meshctl.model.services import Service
from meshctl.topology.buses import EventBus
from meshctl.topology.lowering.lowered_ways import Lowered
from meshctl.topology.lowering.mappings import Mappings, consumed_by
from meshctl.topology.lowering.writes import Written, write_environment, write_grants
from meshctl.topology.names import Names
from meshctl.topology.parts.functions import FunctionPart, TablePart
from meshctl.topology.parts.grants import Publishing
from meshctl.topology.parts.queues import DeadLetters
from meshctl.topology.ways import bus_of


def lower_function(
    names: Names,
    service: Service,
    function: Function,
    lowered: Iterable[Lowered],
    written: Written,
    mappings: Mappings,
) -> FunctionPart:
    """`function` with the grants that the subscriptions delivered to it need, the rights to what it reads, and what it writes to."""
    named = names.function(service.system, service.name, function.name)
    mine = [one for one in lowered if one.subscription.delivery.channel == function.name]
    mine = [one for one in mine if one.subscription.delivery.kind == "function"]
    direct = [one for one in mine if not one.subscription.delivery.buffered]
    buffers = (one.end.arn for one in mine if one.subscription.delivery.buffered)
    return FunctionPart(
        name=named.name,
        arn=named.arn,
        description=function.description or service.description,
        role=names.function_role(service.system, service.name, function.name),
        handler=function.handler,
        runtime=function.runtime,
        architecture=function.architecture,
        memory_mb=function.memory_mb,
        timeout_seconds=function.timeout_seconds,
        log_keep_days=function.log_keep_days,
        environment={**_environment(names, service, function), **write_environment(written)},
        publishes=_publishes(names, service),
        consumes=tuple(sorted({*buffers, *consumed_by(mappings, f"{service.name}/{function.name}")})),
        invokers={one.subscription.name: one.sender for one in direct},
        dead_letters=_dead_letters(names, service, function) if any(one.dead_letters for one in direct) else None,
        writes=write_grants(written, service.source),
        table=_table(names, service, function),
    )


def _dead_letters(names: Names, service: Service, function: Function) -> DeadLetters:
    """Where Lambda puts what a function fails on that has no queue before it; EventBridge has long delivered it then."""
    named = names.queue(service.system, service.name, function.name, "function", "dead")
    return DeadLetters(named.name, named.arn, function.dead_letters_keep_seconds, {}, None)


def _table(names: Names, service: Service, function: Function) -> TablePart | None:
    """Its own: no other function can take its marks away."""
    named = names.table(service.system, service.name, function.name)
    return TablePart(named.name, named.arn) if function.remembers else None


def _environment(names: Names, service: Service, function: Function) -> dict[str, str]:
    """What the team says, and what `meshkit` needs to publish as this service and to handle once what comes twice."""
    table = _table(names, service, function)
    publishes = {event.detail_type: {"bus": names.bus(bus_of(event).owner).arn} for event in service.events}
    return {
        **function.environment,
        **({"MESH_VALIDATES": "1"} if function.validates else {}),
        **({"MESH_IDEMPOTENCY_TABLE": table.name} if table else {}),
        "MESH_SOURCE": service.source,
        "MESH_PRODUCER": service.key,
        "MESH_PUBLISHES": dumps(publishes, sort_keys=True, separators=(",", ":")),
    }


def _publishes(names: Names, service: Service) -> dict[str, Publishing]:
    """By the kind of bus, so that a service has one grant for its public events and one for its private ones."""
    buses = sorted({bus_of(event) for event in service.events}, key=lambda bus: bus.kind)
    return {bus.kind: _publishing(names, bus, service) for bus in buses}


def _publishing(names: Names, bus: EventBus, service: Service) -> Publishing:
    detail_types = tuple(sorted(event.detail_type for event in service.events if bus_of(event) == bus))
    return Publishing(names.bus(bus.owner).arn, service.source, detail_types)
