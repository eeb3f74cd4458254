"""What a function of the mesh imports: how it receives events and how it publishes them. Imports nothing of meshctl.

To be read in this order: `envelope` is an event and its form on the wire, `deliveries` is what Lambda hands over of one, `answers`
says which functions handle events and when they have, `consuming` makes a handler of one, `cause` remembers what is being handled, `publishing` says what may be published and where, `event_bridge` does it;
`sending` says to which queues, topics, streams and buses of the own system what is sent may go, `channels` brings messages there.
"""

from meshkit.channels import sending_through
from meshkit.consuming import consumer
from meshkit.envelope import Event, Meta
from meshkit.errors import (
    MalformedEvent,
    MeshkitError,
    NotAHandler,
    NotDeclared,
    NotHandled,
    OrderRequired,
    PublishFailed,
    VersionRequired,
)
from meshkit.event_bridge import publishing_through
from meshkit.publishing import publish
from meshkit.sending import send, send_event

__all__ = [
    "Event",
    "MalformedEvent",
    "MeshkitError",
    "Meta",
    "NotAHandler",
    "NotDeclared",
    "NotHandled",
    "OrderRequired",
    "PublishFailed",
    "VersionRequired",
    "consumer",
    "publish",
    "publishing_through",
    "send",
    "send_event",
    "sending_through",
]
