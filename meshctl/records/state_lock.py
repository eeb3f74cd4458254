"""The lock of a state, as Terraform writes it beside the state in S3 (`use_lockfile`): who holds it since when. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from json import loads

from meshctl.records.heartbeat import SILENT_AFTER

MOST_BYTES = 64 * 1024
_OPERATIONS = {"OperationTypeApply": "terraform apply", "OperationTypePlan": "terraform plan"}


@dataclass(frozen=True, slots=True)
class StateLock:
    """`who` is USER@HOST; `created` is by that host's clock. What the lock does not say is empty, or None.

    By the bucket's clock, and in seconds: it has been held for `age`, and its holder's last sign of life is as old as `silent`
    says; None where there is none. `etag` is of what was read.
    """

    id: str
    operation: str
    who: str
    created: datetime | None
    age: float | None = field(default=None, compare=False)
    silent: float | None = field(default=None, compare=False)
    etag: str = field(default="", compare=False)

    @property
    def is_alive(self) -> bool:
        """Whether its holder was at work a moment ago."""
        return self.silent is not None and self.silent < SILENT_AFTER

    @property
    def is_gone(self) -> bool:
        """Whether its holder gave signs of life, and gives none any more."""
        return self.silent is not None and not self.is_alive

    @property
    def host(self) -> str:
        """Where its holder is, or was, at work; empty where it does not say."""
        return self.who.rpartition("@")[2]

    @property
    def words(self) -> str:
        """Holder, command, host, age and sign of life, for the operator."""
        command = _OPERATIONS.get(self.operation, "terraform")
        age = f" for {_duration(self.age)}" if self.age is not None else ""
        sign = f", no sign of life for {_duration(self.silent)}" if self.silent is not None and self.is_gone else ""
        return f"{command} of {self.who or 'somebody'}{age} (lock {self.id or 'without an id'}){sign}"

    def was_left_by(self, who: str, since: datetime) -> bool:
        """Whether it is of an apply that `who` began then, and of which it is known that it is at work no more."""
        return self.who == who and self.created is not None and self.created >= since


def read_lock(content: bytes) -> StateLock:
    """Whatever lies there is a lock."""
    try:
        said = loads(content)
    except (ValueError, RecursionError):
        said = {}
    said = said if isinstance(said, dict) else {}
    named = {name: one for name, one in said.items() if isinstance(one, str)}
    return StateLock(
        named.get("ID", ""), named.get("Operation", ""), named.get("Who", ""), _moment(named.get("Created", ""))
    )


def _moment(said: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _duration(passed: float) -> str:
    seconds = int(passed)
    if seconds < 120:
        return f"{max(0, seconds)} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
