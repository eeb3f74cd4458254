"""Routes, and the roles that deliver for them. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.model.services import Retry
from meshctl.topology.parts.grants import DeliveryGrant
from meshctl.topology.parts.names import Named


@dataclass(frozen=True, slots=True)
class DeliveryRole:
    """The role in the bus's account (`account`) that delivers to targets in other accounts, and to what is reached with a role only."""

    role_name: str
    role_arn: str
    account: str
    allows: tuple[DeliveryGrant, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a route leads, and the delivery role that takes it there, if it needs one: in another account than the bus, or always."""

    id: str
    arn: str
    role_arn: str | None


@dataclass(frozen=True, slots=True)
class InputTransformer:
    """What a target gets instead of the whole event: paths into the event by name, and a template with `<NAME>` in it."""

    paths: Mapping[str, str]
    template: str


@dataclass(frozen=True, slots=True)
class Route:
    """What a subscription lowers to on a bus: rule, target, delivery role, retry, dead letters.

    `enabled` is false of a route that the catalogue has no more. Without dead letters, what cannot be delivered is lost.
    """

    rule: Named
    bus_name: str
    pattern: str
    enabled: bool
    target: Target
    delivery: DeliveryRole | None
    retry: Retry
    dead_letters_arn: str | None
    input_transformer: InputTransformer | None = None
