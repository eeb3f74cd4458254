"""What services name besides events: channels and sources, by kind and name. Finds nothing by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from meshctl.model.channels import Channel
from meshctl.model.kinds import SOURCES
from meshctl.model.places import Place
from meshctl.model.services import Service
from meshctl.model.sources import External, Link, Source
from meshctl.model.systems import System

Named = tuple[str, str]
"""A kind and a name: `("queue", "letters")`."""


class How(Enum):
    """What a service does with what it names."""

    DELIVERS = "a subscription is delivered to it"
    SUBSCRIBES = "a subscription wants what comes from it"
    SENDS = "the functions of the service write to it"


@dataclass(frozen=True, slots=True)
class Use:
    """A service names a channel or a source: how, of which system, and where that stands."""

    how: How
    system: str
    named: Named
    place: Place


@dataclass(frozen=True, slots=True)
class Declared:
    """What can be named in a system: what its services declare, by their keys, and what is outside the mesh."""

    items: Mapping[Named, Mapping[str, Channel | Source]]
    external: Mapping[Named, External]

    def __iter__(self) -> Iterator[Named]:
        yield from self.items
        yield from self.external

    def meant_by(self, use: Use, service: Service) -> tuple[Channel | Source | External, ...]:
        """What a use may mean: nothing, one thing, or several.

        Sources are those of the own service; what is delivered, is to a channel of the own service or of the outside.
        """
        declared, outside = self.items.get(use.named, {}), self.external.get(use.named)
        if use.how is How.DELIVERS or use.named[0] in SOURCES:
            declared = {service.key: declared[service.key]} if service.key in declared else {}
        return (*declared.values(), *([outside] if outside else ()))


def declared_in(system: System) -> Declared:
    """What can be named in `system`."""
    items: dict[Named, dict[str, Channel | Source]] = {}
    for service in system.services:
        for one in (*service.channels, *service.sources):
            items.setdefault((one.kind, one.name), {})[service.key] = one
    return Declared(items, {(one.kind, one.name): one for one in system.external})


def uses(service: Service) -> Iterator[Use]:
    """All that a service names besides events."""
    for one in service.subscriptions:
        yield Use(How.DELIVERS, service.system, (one.delivery.kind, one.delivery.channel), one.delivery.place)
        if isinstance(one.wants, Link):
            yield _of_link(How.SUBSCRIBES, service, one.wants)
    for link in service.sends_to:
        yield _of_link(How.SENDS, service, link)


def _of_link(how: How, service: Service, link: Link) -> Use:
    return Use(how, link.system or service.system, link.named, link.place)


def is_foreign(link: Link, system: str) -> bool:
    """Whether it names another system than `system`."""
    return link.system not in (None, system)
