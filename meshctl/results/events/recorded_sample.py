"""Who would have received a sample of recorded events. Values only."""

from dataclasses import dataclass

from meshctl.results.events.simulation import UnclearSubscription


@dataclass(frozen=True, slots=True)
class EventTally:
    """How many events of a sample, and the lines in which the first of them stand."""

    events: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SubscriptionTally:
    """How many events of a sample a subscription gets, and the lines in which the first of them stand."""

    subscription: str
    events: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeliveryComparison:
    """The deliveries that subscriptions win and lose against an earlier catalogue."""

    won: tuple[SubscriptionTally, ...]
    lost: tuple[SubscriptionTally, ...]


@dataclass(frozen=True, slots=True)
class EventSample:
    """A sample of so many events: those that no bus would take, the deliveries of the others, and a comparison if asked.

    Nothing is known of subscriptions that are `unclear`, nor of those in files that are `unread`.
    """

    events: int
    published_by_nobody: EventTally
    from_other_accounts: EventTally
    deliveries: tuple[SubscriptionTally, ...]
    compared: DeliveryComparison | None = None
    unclear: tuple[UnclearSubscription, ...] = ()
    unread: tuple[str, ...] = ()
