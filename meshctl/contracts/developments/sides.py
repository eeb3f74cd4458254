"""Two catalogues side by side. Compares nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from meshctl.contracts.versions.modes import Mode
from meshctl.model.events import Event
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription

Consumers = Mapping[tuple[str, str, int], tuple[Subscription, ...]]


class EarlierMesh(NamedTuple):
    """A mesh as it was before the base, and the tag that says when."""

    tag: str
    mesh: Mesh


@dataclass(frozen=True, slots=True)
class Sides:
    """Both catalogues with the consumers of their events, the day of today, and what compatible means."""

    base: Mesh
    head: Mesh
    before: Consumers
    after: Consumers
    today: date
    mode: Mode

    def subscriptions(self, event: Event) -> tuple[Subscription, ...]:
        """Who receives the event in either catalogue; of a subscription in both, as it is in the head."""
        known = {one.key: one for one in self.before.get(event.identity, ())}
        known |= {one.key: one for one in self.after.get(event.identity, ())}
        return tuple(known[key] for key in sorted(known))

    def readers(self, event: Event) -> Iterator[Subscription]:
        """Who reads fields of the event in either catalogue, as it was and as it is: who stops reading has read them."""
        yield from self.before.get(event.identity, ())
        yield from self.after.get(event.identity, ())

    def consumers(self, event: Event) -> tuple[str, ...]:
        """The keys of these subscriptions."""
        return tuple(one.key for one in self.subscriptions(event))
