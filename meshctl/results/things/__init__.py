"""What is told of the things of a catalogue: a `Summary` in a list, `Details` of one thing alone. Values only.

`sort` is what a thing is (a system, a channel), its `kind` which of those (a queue). Details are what the summary says and
more; where both say something of one name (`services`: how many, and which), the details count. Begin with `systems`.
"""

from meshctl.results.things.channels import ChannelDetails, ChannelSummary
from meshctl.results.things.events import EventDetails, EventSummary
from meshctl.results.things.externals import ExternalDetails, ExternalSummary
from meshctl.results.things.routes import RouteSummary
from meshctl.results.things.schemas import SchemaDetails, SchemaSummary
from meshctl.results.things.services import ServiceDetails, ServiceSummary
from meshctl.results.things.sources import SourceDetails, SourceSummary
from meshctl.results.things.subscriptions import SubscriptionDetails, SubscriptionSummary
from meshctl.results.things.systems import SystemDetails, SystemSummary

Summary = (
    SystemSummary
    | ServiceSummary
    | EventSummary
    | SchemaSummary
    | SubscriptionSummary
    | ChannelSummary
    | SourceSummary
    | ExternalSummary
    | RouteSummary
)
Details = (
    SystemDetails
    | ServiceDetails
    | EventDetails
    | SchemaDetails
    | SubscriptionDetails
    | ChannelDetails
    | SourceDetails
    | ExternalDetails
    | RouteSummary
)

__all__ = [
    "ChannelDetails",
    "ChannelSummary",
    "Details",
    "EventDetails",
    "EventSummary",
    "ExternalDetails",
    "ExternalSummary",
    "RouteSummary",
    "SchemaDetails",
    "SchemaSummary",
    "ServiceDetails",
    "ServiceSummary",
    "SourceDetails",
    "SourceSummary",
    "SubscriptionDetails",
    "SubscriptionSummary",
    "Summary",
    "SystemDetails",
    "SystemSummary",
]
