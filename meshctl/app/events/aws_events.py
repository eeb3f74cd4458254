"""What AWS services send, over the default bus of the account where it happens. Pure."""

from collections.abc import Iterable

from meshctl.app.events.envelope import Envelope
from meshctl.model.sources import AwsSource
from meshctl.topology.staged_ways import StagedWay

AWS = "aws."
"""How the source of an AWS service begins; nobody else may use such."""


def is_sent_by_aws(envelope: Envelope) -> bool:
    """Whether an AWS service sends it."""
    return str(envelope.get("source")).startswith(AWS)


def where_it_happens(ways: Iterable[StagedWay], envelope: Envelope) -> Envelope:
    """The event with the account that it says, or else one in which one of the ways brings such events."""
    accounts = (way.bus_account for way in ways if wants_of_aws(way, envelope))
    return {"account": next(accounts, None), **envelope}


def wants_of_aws(way: StagedWay, envelope: Envelope) -> bool:
    """Whether a way brings events of the service that sends this one."""
    return isinstance(way.source, AwsSource) and way.source.source == envelope["source"]
