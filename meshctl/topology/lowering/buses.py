"""Further buses of a service on AWS, and the archive of the local bus of a system. Pure.

What is delivered from one is a route on it, as on any other bus.
"""

from collections.abc import Iterable, Mapping

from meshctl.model.channels import Bus
from meshctl.model.services import Service
from meshctl.model.systems import System
from meshctl.topology.lowering.lowered_ways import Lowered
from meshctl.topology.names import Names
from meshctl.topology.parts.buses import BusArchive, BusPart

PRIVATE_EVENTS = "private-events"
"""What the archive of a local bus is called among those of its system."""


def lower_bus(names: Names, service: Service, bus: Bus, lowered: Iterable[Lowered]) -> BusPart:
    """`bus` with the grants of the routes that lead to it; functions that send to it may because their roles say so."""
    named = names.further_bus(service.system, service.name, bus.name)
    senders = {one.subscription.name: one.sender for one in lowered if one.end == named}
    return BusPart(named.name, named.arn, bus.description or f"The bus {bus.name} of {service.key}.", senders)


def lower_archives(names: Names, system: System) -> Mapping[str, BusArchive]:
    """The archive of a system's private events, if it keeps them."""
    keep_days = system.archive_keep_days
    return (
        {PRIVATE_EVENTS: BusArchive(names.archive(system.name), names.bus(system.name).arn, keep_days)}
        if keep_days
        else {}
    )
