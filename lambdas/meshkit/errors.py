"""What meshkit refuses to do. The messages are logged, so they never carry an event's data."""

from dataclasses import dataclass

_TOLD = 10
"""Events that a message names."""


class MeshkitError(Exception):
    """The parent of everything meshkit raises itself."""


class MalformedEvent(MeshkitError):
    """What arrived is no event of the mesh."""


class InvalidData(MeshkitError, ValueError):
    """What was to be published or sent is nothing that a reader could take, or too large."""


class NotAHandler(MeshkitError, TypeError):
    """What was to handle events is no plain function of one event, and so would not handle any."""


class NotHandled(MeshkitError):
    """A handler came back without having handled its event, or left the function's process."""


class InProgress(MeshkitError):
    """The event is being handled by another invocation: it is not done yet, and must come again."""


class NoStore(MeshkitError):
    """A function is to remember what it has handled, and nobody has said where."""


class NotDeclared(MeshkitError):
    """The service's file in the catalogue does not publish this event, or does not send to this channel."""


class VersionRequired(MeshkitError):
    """The service publishes several versions of this event, and the caller named none."""


class OrderRequired(MeshkitError):
    """A message is for a channel that keeps the order of each group, and names none that AWS takes; or the other way round."""


@dataclass(frozen=True)
class NotTaken:
    """An event that EventBridge has not taken: at which position of those that were to be published, and why.

    `code` is EventBridge's ErrorCode, or the name of the error that the whole call failed with, which `error` is then. What
    `is_final` is refused however often it comes. All else EventBridge may take later: what it throttled or failed at itself was
    tried again meanwhile; where no answer came (a timeout, a lost connection) it was not, and may even have been taken.
    """

    position: int
    event_id: str
    detail_type: str
    code: str
    reason: str
    is_final: bool
    error: Exception | None = None

    def __str__(self) -> str:
        return f"{self.detail_type} ({self.event_id}) {self.code}: {self.reason}"


class PublishFailed(MeshkitError):
    """EventBridge did not take all events. `not_taken` are those that it did not, `taken` the event_ids of all others.

    `code` and `message` are those of the first that it did not take.
    """

    def __init__(self, not_taken: tuple[NotTaken, ...], taken: tuple[str, ...] = ()) -> None:
        told = "; ".join(map(str, not_taken[:_TOLD])) + ("; ..." if len(not_taken) > _TOLD else "")
        super().__init__(f"{len(not_taken)} of {len(not_taken) + len(taken)} events were not taken: {told}")
        self.not_taken, self.taken = not_taken, taken
        self.code, self.message = not_taken[0].code, not_taken[0].reason
