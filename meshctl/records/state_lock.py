"""The lock of a state, as Terraform writes it beside the state in S3 (`use_lockfile`): who holds it since when. Pure."""

from dataclasses import dataclass, field
from datetime import datetime
from json import dumps, loads

from meshctl.records.heartbeat import SILENT_AFTER

MOST_BYTES = 64 * 1024
_OWN = "meshctl"
_OPERATIONS = {"OperationTypeApply": "terraform apply", "OperationTypePlan": "terraform plan", _OWN: _OWN}


@dataclass(frozen=True, slots=True)
class StateLockHolder:
    """Who holds states in a run of its own id: `who` is USER@HOST, and `bundle` what its bundle is known by, which it alone holds."""

    run_id: str
    who: str
    bundle: str
    since: datetime

    def lock_of(self, state: str) -> bytes:
        """What meshctl itself writes beside a state while it deletes or moves it, in Terraform's form."""
        said = {"ID": self.run_id, "Operation": _OWN, "Info": self.bundle, "Who": self.who, "Version": ""}
        return dumps({**said, "Created": self.since.isoformat(), "Path": state}).encode()


@dataclass(frozen=True, slots=True)
class StateLock:
    """`who` is USER@HOST; `created` is by that host's clock. What the lock does not say is empty, or None. `bundle` is said by
    meshctl's own, which is there for less than a second.

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
    bundle: str = ""

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

    def was_left_by(self, holder: StateLockHolder, begun: datetime | None) -> bool:
        """Whether it is of a run in the bundle that `holder` has now, which is at work no more: of meshctl itself, or of a
        Terraform that is known to have been `begun` there."""
        if self.who != holder.who:
            return False
        if self.bundle:
            return self.bundle == holder.bundle
        return begun is not None and self.created is not None and self.created >= begun


def read_lock(content: bytes) -> StateLock:
    """Whatever lies there is a lock."""
    try:
        said = loads(content)
    except (ValueError, RecursionError):
        said = {}
    said = said if isinstance(said, dict) else {}
    named = {name: one for name, one in said.items() if isinstance(one, str)}
    id_, operation, who = (named.get(name, "") for name in ("ID", "Operation", "Who"))
    bundle = named.get("Info", "") if operation == _OWN else ""
    return StateLock(id_, operation, who, _moment(named.get("Created", "")), bundle=bundle)


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
