"""What is told of a subscription. Values only."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from meshctl.results.things.stages import StageSettings


class SubscriptionSummary(NamedTuple):
    """A subscription with what it receives, its channel, whether a buffer stands before that, and its filter."""

    name: str
    receives: str
    channel: str
    buffer: bool
    filter: Mapping[str, Any] | None

    @property
    def sort(self) -> str:
        """What it is."""
        return "subscription"


class SubscriptionDetails(NamedTuple):
    """A subscription with how it is delivered, in the mesh and otherwise in single stages.

    `input_fields` are the fields of the data that its channel gets, where it does not get all. Retries and dead letters are
    None where Lambda reads a queue, which has its own.
    """

    summary: SubscriptionSummary
    input_fields: Mapping[str, str] | None
    retry_seconds: int | None
    retry_attempts: int | None
    dead_letters_keep_seconds: int | None
    place: str
    stages: tuple[StageSettings, ...]

    @property
    def sort(self) -> str:
        """What it is."""
        return "subscription"
