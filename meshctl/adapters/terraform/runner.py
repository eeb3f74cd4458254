"""Terraform for the stacks of one bundle: prepares a directory once, plans into it, applies from it."""

from hashlib import sha256
from pathlib import Path
from time import monotonic

from meshctl.adapters.terraform.commands import PLAN_FILE, TerraformCommands
from meshctl.adapters.terraform.messages import Message
from meshctl.plan.changes import ResourceChange, totals
from meshctl.ports import Tell

SECONDS_BETWEEN_LINES = 5
_PREPARED = ".terraform/meshctl-prepared"


class BundleRunner:
    """A `StackRunner` over the directory of a bundle."""

    def __init__(self, bundle: Path, commands: TerraformCommands) -> None:
        self._bundle = bundle
        self._commands = commands
        self._planned: dict[str, int] = {}

    def plan(self, stack: str, *, destroy: bool, tell: Tell) -> tuple[ResourceChange, ...]:
        """What would change in a stack; the plan stays in its directory until it is applied."""
        directory = self._bundle / "stacks" / stack
        self._prepare(directory, stack, tell)
        planned: list[ResourceChange] = []

        def listen(message: Message) -> None:
            if message.kind == "planned":
                planned.append(ResourceChange(stack, message.address, message.action))
            elif message.kind == "warning":
                tell(stack, f"warning: {message.text}")

        tell(stack, "planning")
        self._commands.plan(directory, listen, destroy=destroy)
        (directory / PLAN_FILE).chmod(0o600)
        self._planned[stack] = len(planned)
        tell(stack, f"planned: {totals(planned)}")
        return tuple(planned)

    def planned(self, stack: str, *, tell: Tell) -> bytes:
        """A new plan of a stack as JSON, with every value; nothing of it stays on the disk."""
        directory = self._bundle / "stacks" / stack
        self.plan(stack, destroy=False, tell=tell)
        try:
            return self._commands.show(directory)
        finally:
            (directory / PLAN_FILE).unlink(missing_ok=True)

    def apply(self, stack: str, *, tell: Tell) -> None:
        """Applies the plan of a stack and removes it, whatever comes of it: a plan is applied once."""
        directory = self._bundle / "stacks" / stack
        tell(stack, "applying")
        try:
            self._commands.apply(directory, _Teller(stack, self._planned.get(stack, 0), tell))
        finally:
            (directory / PLAN_FILE).unlink(missing_ok=True)
        tell(stack, "applied")

    def interrupt(self) -> None:
        """Lets what is in flight finish and starts nothing more."""
        self._commands.interrupt()

    def _prepare(self, directory: Path, stack: str, tell: Tell) -> None:
        """`terraform init`, unless nothing that it looks at has changed since the last one."""
        marker, wanted = directory / _PREPARED, _fingerprint(directory)
        if marker.is_file() and marker.read_text("utf-8") == wanted:
            return
        tell(stack, "preparing")
        self._commands.init(directory, lambda message: None)
        marker.parent.mkdir(exist_ok=True)
        marker.write_text(wanted, "utf-8")


class _Teller:
    """Tells how far an apply is, every few seconds; a failure at once."""

    def __init__(self, stack: str, planned: int, tell: Tell) -> None:
        self._stack, self._planned, self._tell = stack, planned, tell
        self._done = 0
        self._told = monotonic()

    def __call__(self, message: Message) -> None:
        if message.kind == "failed":
            self._tell(self._stack, f"failed to {message.action} {message.address}")
        self._done += message.kind == "done"
        if message.kind in ("done", "waiting") and monotonic() - self._told >= SECONDS_BETWEEN_LINES:
            self._told = monotonic()
            word = "waiting for" if message.kind == "waiting" else "last"
            self._tell(self._stack, f"{self._done} of {self._planned} done, {word} {message.address}")


def _fingerprint(directory: Path) -> str:
    """Over the files that decide about provider, modules and backend: all but the inputs."""
    modules = directory.parent.parent / "modules"
    files = sorted((*directory.glob("*.tf"), *modules.glob("*/*.tf"), directory / "backend.tf.json"))
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
