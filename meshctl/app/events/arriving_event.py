"""An event that somebody hands in, as it comes to a bus of the mesh: who puts it there, and which ways want it. Pure."""

from dataclasses import dataclass

from meshctl.app.events.envelope import Envelope
from meshctl.app.events.outside_events import comes_over, wants_from_outside
from meshctl.model.events import Event
from meshctl.topology.buses import EventBus
from meshctl.topology.rule_patterns import event_pattern
from meshctl.topology.staged_ways import StagedWay
from meshctl.topology.ways import Way, bus_of


@dataclass(frozen=True, slots=True)
class ArrivingEvent:
    """What a service publishes is an `event` of the mesh; what functions send is on a `further` bus; all else is from outside."""

    envelope: Envelope
    event: Event | None = None
    further: EventBus | None = None

    @property
    def is_from_outside(self) -> bool:
        """Whether an AWS service, a partner or a schedule sends it."""
        return self.event is None and self.further is None

    def comes_over(self, way: StagedWay) -> bool:
        """Whether the rule of a way stands on the bus that it comes to."""
        if self.is_from_outside:
            return comes_over(way, self.envelope)
        return way.bus == (self.further or (bus_of(self.event) if self.event else None))

    def pinned_otherwise(self, way: StagedWay) -> tuple[str, str] | None:
        """The first field, with what the rule of a way pins it to, by which it takes another event of the mesh and never this one."""
        if not isinstance(way.source, Event):
            return None
        pins = event_pattern(way.source, way.publisher_account)
        return next(((field, pins[field][0]) for field in sorted(pins) if pins[field] != [self.envelope[field]]), None)

    def is_wanted_by(self, way: Way) -> bool:
        """Whether a way, of whichever account, brings what is sent so, whatever its filter says."""
        if self.is_from_outside:
            return wants_from_outside(way, self.envelope)
        return way.bus == self.further if self.further else way.source == self.event
