"""The buses of a mesh: the hub, those of systems, and the ones that AWS and partners put events on. Pure."""

from functools import cache
from typing import NamedTuple

from meshctl.model.stages import HUB


class EventBus(NamedTuple):
    """A bus by its kind (hub, local, default, partner, further), its owner (a system, or the hub) and its name.

    Only partners' buses and further ones have a name; of the others an owner has one. A further bus is one of a `service`.
    """

    kind: str
    owner: str
    name: str = ""
    service: str = ""


THE_HUB = EventBus("hub", HUB)
DEFAULT = "default"
"""The kind of the bus on which AWS services put their events."""
LOCAL = "local"
"""The kind of a system's own bus."""
FURTHER = "further"
"""The kind of a bus that a service has beside the local one of its system."""


@cache  # it is asked for each way again and again, and there are few
def local_bus(system: str) -> EventBus:
    """A system's own bus."""
    return EventBus(LOCAL, system)
