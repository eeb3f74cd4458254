"""Every effect that a use case asks for, as a Protocol. Adapters implement them; tests hand in the real ones or fakes.

Only their types are known here: what is imported is for whoever checks types, so that this module costs nothing at run time.
Plain values that a use case is given, such as the day, are no effects; a clock and ids are functions without arguments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path
    from threading import Event

    from meshctl.adoption.own_resources import ExistingResource, StackPlace
    from meshctl.adoption.planned_creates import PlannedResource
    from meshctl.drift.own_resources import OwnResource
    from meshctl.drift.seen_resources import SeenAccount
    from meshctl.packaging.archive import PackedFile
    from meshctl.packaging.locks.pinning_files import LockedProject
    from meshctl.packaging.requirements import Pin
    from meshctl.packaging.targets import PackageTarget
    from meshctl.packaging.wanted import WantedPackages
    from meshctl.plan.changes import ResourceChange
    from meshctl.plan.stacks_at_once import StacksAtOnce
    from meshctl.progress.steps import Told
    from meshctl.results.policy import PolicyAnswer
    from meshctl.retirement.queues import MessageCount, QueueAddress


class Tell(Protocol):
    """Talk for the operator while work goes on; may come from any thread."""

    def __call__(self, about: str, told: Told, /) -> None:
        """Tells a step of a stack, or one line about something: a stack, or meshctl itself."""


class AnswerCache(Protocol):
    """Where the last answer of a check is cached. Neither way raises: what is not there is worked out again."""

    def read(self) -> bytes:
        """The entry, written by whomever; empty where there is none."""

    def write(self, content: bytes) -> None:
        """Replaces the entry, or leaves none where it cannot be written."""


class KeptRecords(Protocol):
    """Where the records of a stage lie on this machine as they were read last. Neither way raises: what is not there is read again."""

    def read(self) -> bytes:
        """What lies there, written by whomever; empty where there is nothing."""

    def write(self, content: bytes) -> None:
        """Replaces it, or leaves nothing where it cannot be written."""


class NameIndex(Protocol):
    """Where the names in a mesh lie for shell completion."""

    @property
    def most_bytes(self) -> int:
        """How long an index may be; a longer one is not written."""

    def is_there(self) -> bool:
        """Whether an index was written before, by whomever."""

    def write(self, content: bytes) -> None:
        """Replaces the index, or leaves it as it is where it cannot be written."""


class InstallWheels(Protocol):
    """Wheels from a package registry, or from where they were installed before."""

    def __call__(self, pins: tuple[Pin, ...], target: PackageTarget, /) -> Mapping[str, PackedFile]:
        """The files that these pins, and nothing else, install for the target, by path. Raises `PackagingFailed`."""


class ExportPins(Protocol):
    """uv, asked for what a project has locked."""

    def __call__(self, project: LockedProject, /) -> str:
        """The pins as the text of a requirements file. Raises `PackagingFailed`, also where the lock is not of this project."""


class LockWanted(Protocol):
    """uv and the package registries, asked to choose versions."""

    def __call__(self, wanted: WantedPackages, before: str, /) -> str:
        """The text of a pylock.toml with pins that fit each other; those of the lock `before` stay where they do. Raises `PackagingFailed`."""


class StackRunner(Protocol):
    """Terraform for the stacks of one bundle; every call may come from any thread."""

    @property
    def at_once(self) -> StacksAtOnce:
        """How many stacks it bears at once."""

    def plan(self, stack: str, *, destroy: bool, tell: Tell) -> tuple[ResourceChange, ...]:
        """What would change; remembered for `apply`. Raises `TerraformFailed`, or `Interrupted` where it has not begun."""

    def keep_state(self, stack: str, *, tell: Tell) -> None:
        """Writes down the state of an earlier apply that could not write it. Raises `MeshctlError`."""

    def apply(self, stack: str, *, tell: Tell) -> None:
        """Does what `plan` said. Raises `TerraformFailed`, or `Interrupted` where it has not begun."""

    def interrupt(self) -> None:
        """Lets what is in flight finish and starts nothing more."""


class MessageCounter(Protocol):
    """SQS in the accounts of a stage, asked how much its queues hold."""

    def count_messages(self, queues: Collection[QueueAddress], /) -> Mapping[QueueAddress, MessageCount | None]:
        """The count of each queue; None for one that is not there. Raises `AwsRefused`."""


class ImportRunner(StackRunner, Protocol):
    """Terraform that also takes in what exists and it does not know."""

    def shown(self, stack: str) -> bytes:
        """What `plan` planned last, as JSON with every value, secrets included. Raises `TerraformFailed`."""

    def plan_importing(self, stack: str, ids: Mapping[str, str], *, tell: Tell) -> tuple[ResourceChange, ...]:
        """As `plan`, with import ids by address: what is there is taken in by `apply`. Raises as `plan` does."""

    def take_in(self, stack: str, ids: Mapping[str, str], *, tell: Tell) -> None:
        """Writes into the stack's state what has these import ids, by address, and changes nothing. Raises as `apply` does."""


class ResourceFinder(Protocol):
    """The services of AWS in the accounts of a stage, asked what exists."""

    def existing_resources(
        self, creates: Collection[PlannedResource], place: StackPlace, /
    ) -> Mapping[str, ExistingResource]:
        """What exists already of all that, by address; may be asked from any thread. Raises `AwsRefused`."""


class ResourceLister(Protocol):
    """The services of AWS in the accounts of a stage, asked what hangs on its resources."""

    def hanging_resources(self, account: str, own: Collection[OwnResource], stop: Event, /) -> SeenAccount:
        """What hangs on those that stand in an account, and what AWS did not tell of it. May be asked from any thread.

        Raises `Interrupted` once `stop` is set.
        """


class StackPlanner(Protocol):
    """Terraform that plans the stacks of one bundle and applies none; every call may come from any thread."""

    @property
    def at_once(self) -> StacksAtOnce:
        """How many stacks it bears at once."""

    def planned(self, stack: str, *, tell: Tell) -> bytes:
        """The plan of a stack as JSON, with every value. Raises `TerraformFailed`."""

    def planned_if_any(self, stack: str, *, tell: Tell) -> bytes | None:
        """The same, or nothing where there is nothing to do."""

    def interrupt(self) -> None:
        """Lets what is in flight finish and starts nothing more."""


class PolicyJudge(Protocol):
    """The packs of policies, as checkov and parliament judge them."""

    def plans(self, plans: Mapping[str, bytes], sources: Path | None) -> PolicyAnswer:
        """What is said of plans by their names; `sources` has the HCL behind them. Raises `MeshctlError`."""

    def directory(self, directory: Path) -> PolicyAnswer:
        """What is said of the HCL in a directory. Raises `MeshctlError`."""


class EventSender(Protocol):
    """PutEvents in the name of an account of the stage."""

    def put_event(self, account: str, entry: Mapping[str, Any]) -> str:
        """The id that EventBridge gave the event; `account` is its number. Raises `AwsRefused`."""


class AwsEventSender(Protocol):
    """The embedded AWS, asked for an event in the name of an AWS service."""

    def __call__(self, account: str, region: str, entry: Mapping[str, Any], /) -> str:
        """The id of the event on the default bus of an account; an entry as PutEvents takes one. Raises `LocalAwsFailed`."""


class StageBucket(Protocol):
    """The bucket with the states of a stage and the records beside them. Every call may come from any thread.

    Each raises `AwsRefused` where AWS refuses it or cannot be reached.
    """

    def keys(self, beginning: str, /) -> Mapping[str, str]:
        """All keys that begin so, each with the ETag of what lies there."""

    def meshes(self) -> tuple[str, ...]:
        """What the keys begin with, up to their first slash."""

    def read(self, key: str, most_bytes: int, /) -> tuple[bytes, str] | None:
        """What lies at `key`, and its ETag; nothing where nothing lies. Raises `MeshctlError` where it is longer than that."""

    def write(self, key: str, content: bytes, instead_of: str | None, /) -> str:
        """Puts `content` where what has that ETag lies, or None for nothing; gives the new ETag.

        Raises `ChangedMeanwhile`, and puts nothing, where something else lies there.
        """

    def put(self, key: str, content: bytes, /) -> str:
        """Puts `content` at `key`, whatever lies there; gives the new ETag."""

    def age(self, key: str, /) -> float | None:
        """For how many seconds what lies at `key` has been there, by the bucket's own clock; None where nothing lies."""

    def delete(self, key: str, only: str | None = None, /) -> None:
        """Leaves nothing at `key`, or deletes what has the ETag `only`.

        Raises `ChangedMeanwhile`, and deletes nothing, where something else lies there.
        """


class EmbeddedAws(Protocol):
    """An embedded AWS as its clients know it."""

    @property
    def endpoint(self) -> str:
        """Where it answers, as a URL."""

    @property
    def access_key(self) -> str:
        """The id of the key that it lets in as long as it runs; a secret."""

    @property
    def secret_key(self) -> str:
        """What requests are signed with."""
