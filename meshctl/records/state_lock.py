"""The lock of a state, as Terraform writes it beside the state in S3 (`use_lockfile`): who holds it since when. Pure."""

from dataclasses import dataclass
from datetime import datetime
from json import loads

MOST_BYTES = 64 * 1024
_OPERATIONS = {"OperationTypeApply": "terraform apply", "OperationTypePlan": "terraform plan"}


@dataclass(frozen=True, slots=True)
class StateLock:
    """`who` is USER@HOST; `created` is by that host's clock. What the lock does not say is empty, or None."""

    id: str
    operation: str
    who: str
    created: datetime | None

    def words(self, now: datetime) -> str:
        """Holder, command, host and age, for the operator."""
        command = _OPERATIONS.get(self.operation, "terraform")
        age = f" for {_duration(int((now - self.created).total_seconds()))}" if self.created else ""
        return f"{command} of {self.who or 'somebody'}{age} (lock {self.id or 'without an id'})"

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


def _duration(seconds: int) -> str:
    if seconds < 120:
        return f"{max(0, seconds)} s"
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
