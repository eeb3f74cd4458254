"""Terraform for the stacks of one bundle: prepares a directory once, plans into it, applies from it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock

from meshctl.adapters.private.files import remove, write_private
from meshctl.adapters.terraform.commands import Listener, TerraformCommands
from meshctl.adapters.terraform.leftovers import (
    ERRORED_STATE,
    IMPORT_FILE,
    LOCK_FILE,
    PLAN_FILE,
    forget_hashes,
    initialised_for,
    keep_initialised,
    mark_begun,
    mark_ended,
    seal_of_packages,
)
from meshctl.adapters.terraform.messages import Message
from meshctl.adapters.terraform.run_logs import RunLogs
from meshctl.adoption.own_resources import import_file
from meshctl.errors import Interrupted, MeshctlError, TerraformFailed
from meshctl.plan.changes import ResourceChange, totals
from meshctl.plan.stacks_at_once import StacksAtOnce
from meshctl.ports import Tell
from meshctl.progress.steps import ResourceStep, StackStep


class BundleRunner:
    """A `StackRunner` over the directory of a bundle; what Terraform says goes into `logs`, if there are any.

    Where the provider `is_locked`, the bundle has the lock file of each stack.
    """

    def __init__(
        self,
        bundle: Path,
        commands: TerraformCommands,
        at_once: StacksAtOnce,
        logs: RunLogs | None = None,
        *,
        is_locked: bool = False,
    ) -> None:
        self.at_once = at_once
        self._bundle = bundle
        self._commands = commands
        self._logs = logs
        self._is_locked = is_locked
        self._planned: dict[str, _Plan] = {}
        self._beginning = Lock()
        self._interrupted = False

    def plan(self, stack: str, *, destroy: bool, tell: Tell) -> tuple[ResourceChange, ...]:
        """What would change in a stack; the plan stays in its directory until it is applied."""
        directory = self._bundle / "stacks" / stack
        self._prepare(directory, stack, tell)
        if (directory / ERRORED_STATE).exists():
            tell(
                stack,
                "warning: an earlier apply could not write its state: `meshctl apply` does it first, then plans anew",
            )
        planned: list[ResourceChange] = []
        drifted: set[str] = set()

        def listen(message: Message) -> None:
            if message.kind == "planned":
                is_drifted = message.address in drifted
                planned.append(ResourceChange(stack, message.address, message.action, is_drifted, message.imports))
            elif message.kind == "drifted":  # before what is planned
                drifted.add(message.address)
            elif message.kind == "warning":
                tell(stack, f"warning: {message.text}")

        self._begin(stack, "planning", tell)
        with self._logged(stack, "plan", tell, listen) as hear:
            self._commands.plan(directory, hear, destroy=destroy)
        self._planned[stack] = _Plan(len(planned), destroy)
        tell(stack, StackStep(f"planned: {totals(planned)}"))
        return tuple(planned)

    def keep_state(self, stack: str, *, tell: Tell) -> None:
        """Puts a state that an earlier apply could not write where it belongs, where there is one.

        Raises `TerraformFailed`, and `MeshctlError` where it came along with the catalogue.
        """
        directory = self._bundle / "stacks" / stack
        errored = _errored_state(directory)
        if errored:
            self._prepare(directory, stack, tell)
            self._begin(stack, "writing the state that an earlier apply could not write", tell)
            with _marked(directory), self._logged(stack, "state push", tell):
                self._commands.push_state(directory, errored)
            errored.unlink()

    def plan_importing(self, stack: str, ids: Mapping[str, str], *, tell: Tell) -> tuple[ResourceChange, ...]:
        """As `plan`; what has these import ids, by address, is taken in by `apply`. Nothing but the plan says so afterwards."""
        directory = self._bundle / "stacks" / stack
        write_private(directory / IMPORT_FILE, import_file(ids))
        try:
            return self.plan(stack, destroy=False, tell=tell)
        finally:
            remove(directory / IMPORT_FILE)

    def take_in(self, stack: str, ids: Mapping[str, str], *, tell: Tell) -> None:
        """Writes into the state, one after the other, what has these import ids, by address."""
        directory = self._bundle / "stacks" / stack
        for number, (address, import_id) in enumerate(ids.items(), 1):
            self._begin(stack, f"taking in {number} of {len(ids)}: {address}", tell)
            with _marked(directory), self._logged(stack, f"import {address}", tell):
                self._commands.import_one(directory, address, import_id)

    def shown(self, stack: str) -> bytes:
        """What was planned last for a stack, as JSON with every value."""
        return self._commands.show(self._bundle / "stacks" / stack)

    def planned(self, stack: str, *, tell: Tell) -> bytes:
        """A new plan of a stack as JSON, with every value; nothing of it stays on the disk."""
        with self._planning(stack, tell):
            return self.shown(stack)

    def planned_if_any(self, stack: str, *, tell: Tell) -> bytes | None:
        """The same, or nothing where there is nothing to do: to show a plan takes Terraform as long as a second one."""
        with self._planning(stack, tell) as changes:
            return self.shown(stack) if changes else None

    @contextmanager
    def _planning(self, stack: str, tell: Tell) -> Iterator[tuple[ResourceChange, ...]]:
        """What a new plan would change; it is on the disk meanwhile."""
        try:
            yield self.plan(stack, destroy=False, tell=tell)
        finally:
            (self._bundle / "stacks" / stack / PLAN_FILE).unlink(missing_ok=True)

    def apply(self, stack: str, *, tell: Tell) -> None:
        """Applies the plan of a stack and removes it, whatever comes of it: a plan is applied once."""
        directory = self._bundle / "stacks" / stack
        plan = self._planned[stack]
        try:
            self._begin(stack, "destroying" if plan.destroys else "applying", tell)
            teller = _Teller(stack, plan.changes, tell)
            with _marked(directory), self._logged(stack, "apply", tell, teller) as hear:
                self._commands.apply(directory, hear)
        finally:
            (directory / PLAN_FILE).unlink(missing_ok=True)
        tell(stack, StackStep("destroyed" if plan.destroys else "applied"))

    def interrupt(self) -> None:
        """Lets what is in flight finish and starts nothing more."""
        with self._beginning:
            self._interrupted = True
        self._commands.interrupt()

    def _begin(self, stack: str, what: str, tell: Tell) -> None:
        """Tells what begins. Raises `Interrupted` once the operator has said stop: then nothing begins, nor is told so."""
        with self._beginning:
            if self._interrupted:
                raise Interrupted
            tell(stack, StackStep(what))

    def _prepare(self, directory: Path, stack: str, tell: Tell) -> None:
        """`terraform init`, unless nothing that it looks at has changed since the last one."""
        wanted = _fingerprint(directory, is_locked=self._is_locked)
        if initialised_for(directory) == wanted + seal_of_packages(directory):
            return
        self._begin(stack, "preparing", tell)
        with self._logged(stack, "init", tell) as hear:
            self._commands.init(directory, hear, is_locked=self._is_locked)
        if not self._is_locked:
            forget_hashes(directory)
        keep_initialised(directory, wanted + seal_of_packages(directory))

    @contextmanager
    def _logged(
        self, stack: str, command: str, tell: Tell, listen: Listener = lambda message: None
    ) -> Iterator[Listener]:
        """Gives what listens to Terraform and writes it down; where that fails, says where it was written."""
        if self._logs is None:
            yield listen
            return
        try:
            with self._logs.command(stack, command) as write:
                yield _both(write, listen)
        except TerraformFailed:
            if not self._interrupted:
                tell(stack, f"failed; what Terraform said is in {self._logs.path(stack)}")
            raise


@dataclass(frozen=True, slots=True)
class _Plan:
    """What was planned last for a stack: how many changes, and whether they take it down."""

    changes: int
    destroys: bool


class _Teller:
    """Tells how far an apply is. Of what is replaced both halves are told, and counted as one."""

    def __init__(self, stack: str, planned: int, tell: Tell) -> None:
        self._stack, self._planned, self._tell = stack, planned, tell
        self._done: set[str] = set()

    def __call__(self, message: Message) -> None:
        if message.kind == "done":
            self._done.add(message.address)
        if message.kind in ("started", "waiting", "done", "failed"):
            step = ResourceStep(message.address, message.kind, message.action, len(self._done), self._planned)
            self._tell(self._stack, step)


def _both(first: Listener, second: Listener) -> Listener:
    def hear(message: Message) -> None:
        first(message)
        second(message)

    return hear


@contextmanager
def _marked(directory: Path) -> Iterator[None]:
    """While Terraform writes the state; for longer, where it was killed or refused, and may hold it still."""
    mark_begun(directory)
    try:
        yield
    except TerraformFailed as error:
        if not error.left_lock:
            mark_ended(directory)
        raise
    mark_ended(directory)


def _errored_state(directory: Path) -> Path | None:
    """The state that Terraform could not write at the end of an apply, if there is one.

    Raises `MeshctlError` where meshctl has never prepared the directory: then it came along with the catalogue.
    """
    errored = directory / ERRORED_STATE
    if not errored.exists():
        return None
    if not initialised_for(directory):
        raise MeshctlError(
            f'"{errored}" says that it is a state that could not be written, and meshctl has never applied anything there',
            "look where it comes from, then take it away",
        )
    return errored


def _fingerprint(directory: Path, *, is_locked: bool) -> str:
    """Over the files that decide about provider, modules and backend: all but the inputs."""
    modules = directory.parent.parent / "modules"
    rendered = (directory / name for name in ("backend.tf.json", "provider_override.tf.json"))
    locks = (directory / LOCK_FILE,) if is_locked else ()
    files = sorted((*directory.glob("*.tf"), *modules.glob("*/*.tf"), *filter(Path.exists, rendered), *locks))
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
