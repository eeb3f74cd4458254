"""Functions, without their packages. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.topology.parts.grants import Grant, Publishing, WriteGrant
from meshctl.topology.parts.names import Role
from meshctl.topology.parts.queues import DeadLetters


@dataclass(frozen=True, slots=True)
class TablePart:
    """The DynamoDB table in which a function remembers what it has handled."""

    name: str
    arn: str


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
    writes: tuple[WriteGrant, ...] = ()
    table: TablePart | None = None
