"""What is told of all things of one kind together. Values only."""

from collections.abc import Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from meshctl.results.things.channels import ChannelSummary
from meshctl.results.things.events import EventSummary
from meshctl.results.things.externals import ExternalSummary
from meshctl.results.things.routes import RouteSummary
from meshctl.results.things.schemas import SchemaSummary
from meshctl.results.things.services import ServiceSummary
from meshctl.results.things.sources import SourceSummary
from meshctl.results.things.subscriptions import SubscriptionSummary
from meshctl.results.things.systems import SystemSummary

Told_co = TypeVar("Told_co", covariant=True)


class Listing(NamedTuple, Generic[Told_co]):
    """All things of one kind. Of what the files `unread` declare, something is not told; `obstacles` keep subscriptions from a route."""

    things: tuple[Told_co, ...]
    unread: tuple[str, ...]
    obstacles: Mapping[str, str]


LISTINGS: Mapping[str, type[Listing[Any]]] = {
    "systems": Listing[SystemSummary],
    "services": Listing[ServiceSummary],
    "events": Listing[EventSummary],
    "schemas": Listing[SchemaSummary],
    "subscriptions": Listing[SubscriptionSummary],
    "channels": Listing[ChannelSummary],
    "sources": Listing[SourceSummary],
    "externals": Listing[ExternalSummary],
    "routes": Listing[RouteSummary],
}
"""What is told, by what the things are together."""
