"""An event that was published by hand, for people and for programs. Pure."""

from dataclasses import asdict
from json import dumps

from meshctl.results.events.sent_event import SentEvent


def sent_as_text(sent: SentEvent) -> str:
    """What was sent and from where, with the id by which its journey is found."""
    return f"Sent {sent.event}.v{sent.version} from account {sent.account}: event {sent.event_id}"


def sent_as_json(sent: SentEvent) -> str:
    """The fields of `SentEvent`, in ASCII."""
    return dumps(asdict(sent), indent=2)
