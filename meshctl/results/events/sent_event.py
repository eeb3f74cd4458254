"""An event that was published by hand. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SentEvent:
    """An event that was accepted: the mesh's id of it, EventBridge's, and where it was published."""

    event: str
    version: int
    event_id: str
    envelope_id: str
    account: str
    bus: str


@dataclass(frozen=True, slots=True)
class SentAwsEvent:
    """An event in the name of an AWS service: EventBridge's id of it, and the account on whose default bus it was put."""

    source: str
    detail_type: str
    envelope_id: str
    account: str
