"""What a function of the mesh imports: how it receives events and how it publishes them. Imports nothing of meshctl.

To be read in this order: `envelope` is an event and its form on the wire, `consuming` makes a handler of a function of one
event, `cause` remembers what is being handled, `publishing` says what may be published and where, `event_bridge` does it;
`sending` says to which queues, topics, streams and buses of the own system what is sent may go, `channels` brings messages there.
"""

from meshkit.channels import sending_through
from meshkit.consuming import consumer
from meshkit.envelope import Event, Meta
from meshkit.errors import MalformedEvent, MeshkitError, NotDeclared, OrderRequired, PublishFailed, VersionRequired
from meshkit.event_bridge import publishing_through
from meshkit.publishing import publish
from meshkit.sending import send, send_event

__all__ = [
    "Event",
    "MalformedEvent",
    "MeshkitError",
    "Meta",
    "NotDeclared",
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
