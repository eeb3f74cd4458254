"""Who may do what. Keys of grants are names only. Plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grant:
    """Who may deliver here: EventBridge for one rule (`service`), one delivery role of another account (`role`), or SNS for
    one topic (`topic`)."""

    via: str
    arn: str
    account: str


@dataclass(frozen=True, slots=True)
class DeliveryGrant:
    """What a delivery role may do to one target."""

    action: str
    arn: str


@dataclass(frozen=True, slots=True)
class UseGrant:
    """What a workflow may do to functions and channels of its system."""

    action: str
    arns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WriteGrant:
    """What a function may do to channels of its system; on buses, under one source alone (`as_source`)."""

    action: str
    arns: tuple[str, ...]
    as_source: str | None = None


@dataclass(frozen=True, slots=True)
class Publishing:
    """What a function may publish on one bus."""

    bus_arn: str
    source: str
    detail_types: tuple[str, ...]
