"""What meshkit refuses to do. The messages are logged, so they never carry an event's data."""


class MeshkitError(Exception):
    """The parent of everything meshkit raises itself."""


class MalformedEvent(MeshkitError):
    """What arrived is no event of the mesh."""


class NotAHandler(MeshkitError, TypeError):
    """What was to handle events is no plain function of one event, and so would not handle any."""


class NotHandled(MeshkitError):
    """A handler came back without having handled its event, or left the function's process."""


class NotDeclared(MeshkitError):
    """The service's file in the catalogue does not publish this event, or does not send to this channel."""


class VersionRequired(MeshkitError):
    """The service publishes several versions of this event, and the caller named none."""


class OrderRequired(MeshkitError):
    """A message is for a channel that keeps the order of each group, and names none that AWS takes; or the other way round."""


class PublishFailed(MeshkitError):
    """EventBridge did not take the event; `code` is its ErrorCode."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
