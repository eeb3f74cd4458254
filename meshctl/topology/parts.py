"""The parts of a mesh on AWS. Plain data whose fields are those of the Terraform variables of the same names.

Times are in seconds and memory in MB unless the name says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.model.services import Retry


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a name and an ARN."""

    name: str
    arn: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """An IAM role."""

    name: str
    arn: str


@dataclass(frozen=True, slots=True)
class Grant:
    """Who may deliver here: EventBridge for one rule (`service`), or one delivery role of another account (`role`)."""

    via: str
    arn: str
    account: str


@dataclass(frozen=True, slots=True)
class DeadLetters:
    """The queue of what could not be delivered or handled; of one queue's unhandled messages too, where it names it."""

    name: str
    arn: str
    keep_seconds: int
    senders: Mapping[str, Grant]
    source_queue_arn: str | None


@dataclass(frozen=True, slots=True)
class QueuePart:
    """A queue."""

    name: str
    arn: str
    keep_seconds: int
    visibility_timeout_seconds: int
    max_receives: int
    senders: Mapping[str, Grant]
    dead_letters_arn: str
    protected: bool


@dataclass(frozen=True, slots=True)
class ChannelQueue:
    """A queue that a team reads by itself, with its dead letters."""

    queue: QueuePart
    dead_letters: DeadLetters


@dataclass(frozen=True, slots=True)
class Buffer:
    """The queue before a function, `service/function` by key."""

    queue: QueuePart
    function: str
    batch_size: int


@dataclass(frozen=True, slots=True)
class Publishing:
    """What a function may publish on one bus."""

    bus_arn: str
    source: str
    detail_types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FunctionPart:
    """A Lambda function without its package, which is built elsewhere."""

    name: str
    arn: str
    description: str
    role: Role
    handler: str
    runtime: str
    architecture: str
    memory_mb: int
    timeout_seconds: int
    log_keep_days: int
    environment: Mapping[str, str]
    publishes: Mapping[str, Publishing]
    consumes: tuple[str, ...]
    invokers: Mapping[str, Grant]
    dead_letters: DeadLetters | None


@dataclass(frozen=True, slots=True)
class DeliveryGrant:
    """What a delivery role may do to one target."""

    action: str
    arn: str


@dataclass(frozen=True, slots=True)
class DeliveryRole:
    """The role in the bus's account (`account`) that delivers to targets in other accounts."""

    role_name: str
    role_arn: str
    account: str
    allows: tuple[DeliveryGrant, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a route leads, and the delivery role that takes it there, if it is in another account than the bus."""

    id: str
    arn: str
    role_arn: str | None


@dataclass(frozen=True, slots=True)
class Route:
    """What a subscription lowers to on a bus: rule, target, delivery role, retry, dead letters.

    `enabled` is false of a route that the catalogue has no more.
    """

    rule: Named
    bus_name: str
    pattern: str
    enabled: bool
    target: Target
    delivery: DeliveryRole | None
    retry: Retry
    dead_letters_arn: str


@dataclass(frozen=True, slots=True)
class Publisher:
    """A system's accounts, of which it has two while it moves, and the sources that they may publish on the hub."""

    accounts: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """The hub's archive."""

    name: str
    keep_days: int


@dataclass(frozen=True, slots=True)
class HubPart:
    """The hub: its bus, its archive, and who may publish; of AWS organisations only this one, if one is named.

    `policy_form` is what the bus's policy names (`topology/hub_policy.py`).
    """

    account: str
    organization: str | None
    tags: Mapping[str, str]
    bus: Named
    archive: Archive
    publishers: Mapping[str, Publisher]
    policy_form: str


@dataclass(frozen=True, slots=True)
class SystemPart:
    """One system's account: local bus, channels, functions; `routes` are those of private events."""

    name: str
    account: str
    tags: Mapping[str, str]
    bus: Named
    functions: Mapping[str, FunctionPart]
    queues: Mapping[str, ChannelQueue]
    buffers: Mapping[str, Buffer]
    dead_letters: Mapping[str, DeadLetters]
    routes: Mapping[str, Route]


@dataclass(frozen=True, slots=True)
class Topology:
    """A stage of the mesh on AWS. `routes` are the hub's, by `system/service/subscription`."""

    mesh: str
    stage: str
    region: str
    hub: HubPart
    systems: tuple[SystemPart, ...]
    routes: Mapping[str, Route]


@dataclass(frozen=True, slots=True)
class ExceptedPrincipals:
    """Whom the guardrails let through, as ARN patterns; of `services_of`, which are accounts, the AWS services that act for them."""

    other_accounts: tuple[str, ...]
    control_plane: tuple[str, ...]
    organization: tuple[str, ...]
    services_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuardrailsPart:
    """The guardrails of the organisation; roles and what is `guarded` are ARN patterns."""

    organization: str
    delivery_roles: tuple[str, ...]
    deploy_roles: tuple[str, ...]
    guarded: tuple[str, ...]
    excepted: ExceptedPrincipals
    attach_to: tuple[str, ...]
