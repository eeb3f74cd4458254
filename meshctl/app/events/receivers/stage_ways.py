"""The ways of a stage, with who publishes and sends there: what decides where an event goes, as data that can be kept.

Told of a mesh by `gather_ways`. Imports nothing of the mesh: who has them kept pays for no more.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from meshctl.topology.buses import EventBus

Owned = tuple[str, str, str]
"""A channel or a source by who has it, its kind and its name."""
OnTheWire = tuple[str, str]
"""The source and the detail-type of an event of the mesh."""


class CatalogueEvent(NamedTuple):
    """An event of the catalogue: who owns it, and the bus that it is published on."""

    key: str
    system: str
    on_the_wire: OnTheWire
    bus: EventBus


class SubscriptionWay(NamedTuple):
    """A subscription, with the way to it as far as there is one.

    `named` are the events that it may mean. It `brings` an event of the mesh, or what is sent from outside under a source
    (`sent_as`), or else what the channel `begin` holds, to its `end`. An `obstacle` keeps meshctl from building it.
    Accounts are numbers; what follows `is_staged` is empty where the stage lacks one, and what follows `pins` where there is
    an obstacle. `asks` is the text of its rule's pattern, or without a bus the filter that SNS or Lambda has.
    """

    key: str
    end: Owned
    named: tuple[OnTheWire, ...] = ()
    brings: OnTheWire | None = None
    sent_as: str | None = None
    begin: Owned | None = None
    bus: EventBus | None = None
    obstacle: str = ""
    is_staged: bool = False
    bus_account: str = ""
    account: str = ""
    crosses: bool = False
    hops: int = 0
    hop: EventBus | None = None
    pins: tuple[tuple[str, str], ...] = ()
    asks: str | dict[str, Any] | None = None
    bus_name: str | None = None
    buffered: bool = False
    input_fields: dict[str, str] | None = None
    dead_letters: str | None = None

    @property
    def is_linked(self) -> bool:
        """Whether it brings what another channel holds."""
        return self.brings is None and self.sent_as is None


class StageWays(NamedTuple):
    """All of a stage. `accounts` are numbers by system, `sent` the further buses that functions send to by their service's source.

    `ways` has every subscription, in the order of the catalogue.
    """

    stage: str
    region: str
    accounts: Mapping[str, str]
    events: tuple[CatalogueEvent, ...]
    schedules: tuple[str, ...]
    sent: Mapping[str, tuple[EventBus, ...]]
    ways: tuple[SubscriptionWay, ...]
    unread: tuple[str, ...] = ()

    def known(self) -> dict[str, SubscriptionWay]:
        """The ways that meshctl can build, by the keys of their subscriptions."""
        return {one.key: one for one in self.ways if not one.obstacle}

    def event(self, source: object, detail_type: object) -> CatalogueEvent | None:
        """The event of the catalogue that this is."""
        return next((one for one in self.events if one.on_the_wire == (source, detail_type)), None)
