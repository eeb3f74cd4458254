"""What a function of the mesh imports: how it receives events and how it publishes them. Imports nothing of meshctl.

To be read in this order: `envelope` is an event and its form on the wire, `data` says what it may carry, `deliveries` is what Lambda
hands over of one, `answers` says which functions handle events and when they have, `consuming` makes a handler of one, `cause`
remembers what is being handled, `publishing` says what may be published and where, `putting` puts it there in few calls, through
`event_bridge`; `sending` says to which queues, topics, streams and buses of the own system what is sent may go, `channels` brings
messages there.
"""

from meshkit.channels import sending_through
from meshkit.consuming import consumer
from meshkit.envelope import Event, Meta
from meshkit.errors import (
    InvalidData,
    MalformedEvent,
    MeshkitError,
    NotAHandler,
    NotDeclared,
    NotHandled,
    NotTaken,
    OrderRequired,
    PublishFailed,
    VersionRequired,
)
from meshkit.event_bridge import publishing_through
from meshkit.publishing import NewEvent, publish, publish_all
from meshkit.sending import send, send_event

__all__ = [
    "Event",
    "InvalidData",
    "MalformedEvent",
    "MeshkitError",
    "Meta",
    "NewEvent",
    "NotAHandler",
    "NotDeclared",
    "NotHandled",
    "NotTaken",
    "OrderRequired",
    "PublishFailed",
    "VersionRequired",
    "consumer",
    "publish",
    "publish_all",
    "publishing_through",
    "send",
    "send_event",
    "sending_through",
]
