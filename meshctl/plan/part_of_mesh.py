"""The part of a mesh that some of its systems need: themselves, and what others publish to them. Pure.

What is built of that part is theirs, whatever is wrong with the rest.
"""

from collections.abc import Collection
from dataclasses import replace

from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.model.stages import Stage
from meshctl.model.systems import System
from meshctl.topology.staged_ways import staged_ways


def part_of_mesh(mesh: Mesh, stage: Stage, systems: Collection[str]) -> Mesh:
    """The mesh as it is in `stage`, with these systems whole and of others only the events that they receive."""
    mesh = mesh.at(stage.name)
    mine = (way.source for way in staged_ways(mesh, stage) if way.subscription.system in systems)
    received = {event.place: event for event in mine if isinstance(event, Event) and event.system not in systems}
    parts = (one if one.name in systems else _publishing(one, received.values()) for one in mesh.systems)
    return replace(mesh, systems=tuple(one for one in parts if one), variants={})


def _publishing(system: System, events: Collection[Event]) -> System | None:
    """The system with nothing but these events; None where it publishes none of them."""
    services = tuple(
        Service(one.name, one.system, one.description, mine, (), (), (), one.place)
        for one in system.services
        if (mine := tuple(event for event in one.events if event in events))
    )
    return replace(system, services=services, external=()) if services else None
