"""What a function of the mesh imports: how it receives events and how it publishes them. Imports nothing of meshctl.

To be read in this order: `envelope` is an event and its form on the wire, `data` says what it may carry, `deliveries` is what Lambda
hands over of one, `answers` says which functions handle events and when they have, `consuming` makes a handler of one, `cause`
remembers what is being handled, `idempotency` handles once what arrives twice, `typed` are events as
classes, `publishing` says what may be published and where, `validating` holds it against its schema, `putting` puts it there in few calls, through
`event_bridge`; `sending` says to which queues, topics, streams and buses of the own system what is sent may go, `channels` brings
messages there. `telemetry` writes logs and metrics.
"""

from meshkit.cause import handled_event
from meshkit.channels import sending_through
from meshkit.consuming import consumer
from meshkit.envelope import Event, Meta
from meshkit.errors import (
    InProgress,
    InvalidData,
    MalformedEvent,
    MeshkitError,
    NoStore,
    NotAHandler,
    NotDeclared,
    NotHandled,
    NotTaken,
    OrderRequired,
    PublishFailed,
    VersionRequired,
)
from meshkit.event_bridge import publishing_through
from meshkit.idempotency.dynamodb_store import DynamoStore
from meshkit.idempotency.memory_store import MemoryStore
from meshkit.idempotency.once import Store
from meshkit.publishing import NewEvent, publish, publish_all
from meshkit.sending import send, send_event
from meshkit.telemetry import log, metric
from meshkit.typed import TypedEvent

__all__ = [
    "DynamoStore",
    "Event",
    "InProgress",
    "InvalidData",
    "MalformedEvent",
    "MemoryStore",
    "MeshkitError",
    "Meta",
    "NewEvent",
    "NoStore",
    "NotAHandler",
    "NotDeclared",
    "NotHandled",
    "NotTaken",
    "OrderRequired",
    "PublishFailed",
    "Store",
    "TypedEvent",
    "VersionRequired",
    "consumer",
    "handled_event",
    "log",
    "metric",
    "publish",
    "publish_all",
    "publishing_through",
    "send",
    "send_event",
    "sending_through",
]
