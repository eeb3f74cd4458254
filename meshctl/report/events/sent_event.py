"""An event that was published by hand, for people and for programs. Pure."""

from dataclasses import asdict
from json import dumps

from meshctl.report.plain import plain
from meshctl.results.events.sent_event import SentAwsEvent, SentEvent


def sent_as_text(sent: SentEvent) -> str:
    """What was sent and from where, with the id by which its journey is found."""
    return f"Sent {sent.event}.v{sent.version} from account {sent.account}: event {sent.event_id}"


def sent_aws_as_text(sent: SentAwsEvent) -> str:
    """What was sent in whose name, and to whom."""
    return plain(f"Sent {sent.detail_type} from {sent.source} to account {sent.account}: event {sent.envelope_id}")


def sent_as_json(sent: SentEvent | SentAwsEvent) -> str:
    """The fields of what was sent, in ASCII."""
    return dumps(asdict(sent), indent=2)
