"""What a function of the mesh imports: how it receives events and how it publishes them. Imports nothing of meshctl."""

from meshkit.consuming import consumer
from meshkit.envelope import Event, Meta
from meshkit.errors import MalformedEvent, MeshkitError, NotDeclared, PublishFailed, VersionRequired
from meshkit.event_bridge import publishing_through
from meshkit.publishing import publish

__all__ = [
    "Event",
    "MalformedEvent",
    "MeshkitError",
    "Meta",
    "NotDeclared",
    "PublishFailed",
    "VersionRequired",
    "consumer",
    "publish",
    "publishing_through",
]
