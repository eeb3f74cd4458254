"""An event that somebody hands in, as it comes to a bus of the mesh: who puts it there, and which ways want it. Pure."""

from typing import NamedTuple

from meshctl.app.events.envelope import Envelope
from meshctl.app.events.receivers.outside_events import comes_over, wants_from_outside
from meshctl.app.events.receivers.stage_ways import CatalogueEvent, SubscriptionWay
from meshctl.topology.buses import EventBus


class ArrivingEvent(NamedTuple):
    """What a service publishes is an `event` of the mesh; what functions send is on a `further` bus; all else is from outside."""

    envelope: Envelope
    event: CatalogueEvent | None = None
    further: EventBus | None = None

    @property
    def is_from_outside(self) -> bool:
        """Whether an AWS service, a partner or a schedule sends it."""
        return self.event is None and self.further is None

    def comes_over(self, way: SubscriptionWay) -> bool:
        """Whether the rule of a way stands on the bus that it comes to."""
        bus = self.further or (self.event and self.event.bus)
        return way.bus == bus if bus else comes_over(way, self.envelope)

    def pinned_otherwise(self, way: SubscriptionWay) -> tuple[str, str] | None:
        """The first field, with what the rule of a way pins it to, by which it takes another event of the mesh and never this one."""
        return next((pin for pin in way.pins if self.envelope[pin[0]] != pin[1]), None)

    def is_wanted_by(self, way: SubscriptionWay) -> bool:
        """Whether a way, of whichever account, brings what is sent so, whatever its filter says."""
        if self.event:
            return way.brings == self.event.on_the_wire
        return way.bus == self.further if self.further else wants_from_outside(way, self.envelope)
