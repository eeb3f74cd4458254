"""Events for every kind of change, twice a second, while somebody applies it; and what the journal says became of them."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from meshctl.adapters.local_aws import journal
from meshctl.model.stages import HUB, local_account_number

from ..mesh.running_mesh import PATIENCE, STAGE, RunningMesh
from .kinds import ChangeKind, Publishing

SECONDS_BETWEEN = 0.5
ROUNDS_BETWEEN_TICKS = 4
"""A tick starts a process for each function that relays it."""
QUIET_SECONDS = 4.0
TICK = Publishing("works", "clock", "Tick.v1")
Line = dict[str, Any]


class Traffic:
    """Publishes for as long as it is entered, each event in the name of its system's account."""

    def __init__(self, mesh: RunningMesh, publishings: Iterable[Publishing]) -> None:
        self._mesh = mesh
        self._by_system: dict[str, list[Publishing]] = {}
        for one in publishings:
            self._by_system.setdefault(one.system, []).append(one)
        self._clients = {name: mesh.aws("events", account_of(name)) for name in {*self._by_system, TICK.system}}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._publish)
        self._rounds = 0
        self._errors: list[BaseException] = []
        self.refused: list[str] = []

    def __enter__(self) -> "Traffic":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        assert not self._errors, self._errors

    def rounds(self, wanted: int) -> None:
        """Wait until everything was published so many times more."""
        end = self._rounds + wanted
        while self._rounds < end and not self._errors:
            time.sleep(0.05)

    def _publish(self) -> None:
        try:
            while not self._stop.wait(SECONDS_BETWEEN):
                for name, many in self._by_system.items():
                    self._put(name, many)
                if self._rounds % ROUNDS_BETWEEN_TICKS == 0:
                    self._put(TICK.system, [TICK])
                self._rounds += 1
        except BaseException as problem:
            self._errors.append(problem)

    def _put(self, name: str, many: Sequence[Publishing]) -> None:
        for start in range(0, len(many), 10):
            entries = [entry(one) for one in many[start : start + 10]]
            answers = self._clients[name].put_events(Entries=entries)["Entries"]
            self.refused += [
                f"{one['DetailType']}: {answer['ErrorMessage']}"
                for one, answer in zip(entries, answers, strict=True)
                if "ErrorCode" in answer
            ]


def account_of(alias: str) -> str:
    """The number of an account of the embedded AWS, whether its system is in the catalogue or not."""
    return local_account_number("change", STAGE, alias)


def entry(one: Publishing) -> dict[str, str]:
    """An event as meshkit writes it."""
    owner = one.system if one.private else HUB
    event_id = str(uuid4())
    meta = {"event_id": event_id, "correlation_id": event_id, "causation_id": None, "producer": one.source}
    return {
        "EventBusName": f"arn:aws:events:eu-central-1:{account_of(owner)}:event-bus/change_{STAGE}_{owner}",
        "Source": one.source,
        "DetailType": one.detail_type,
        "Detail": json.dumps(
            {"meta": {**meta, "time": "2026-01-01T00:00:00.000Z", "schema_version": 1}, "data": {"kind": "a"}}
        ),
    }


@dataclass(frozen=True)
class Fates:
    """What became of the events of one kind of change."""

    published: int
    lost: tuple[str, ...]
    twice: int
    most_deliveries: int

    def __str__(self) -> str:
        return f"{self.published} published, {len(self.lost)} lost, {self.twice} twice"


def settled(mesh: RunningMesh, kinds: Iterable[ChangeKind]) -> list[Line]:
    """The journal, as soon as nothing more comes; what is wanted and has not come yet is waited for, for a while."""
    home, before = mesh.catalogue / ".meshctl/local", -1
    wanted, end = [kind for kind in kinds if kind.wanted_after], time.monotonic() + PATIENCE
    while len(lines := journal.read(home)) != before or (_any_lost(wanted, lines) and time.monotonic() < end):
        before = len(lines)
        time.sleep(QUIET_SECONDS)
    return lines


def _any_lost(kinds: Iterable[ChangeKind], lines: Sequence[Line]) -> bool:
    return any(fates(kind, lines).lost for kind in kinds)


def fates(kind: ChangeKind, lines: Iterable[Line]) -> Fates:
    """Of each event that somebody wants: whether it came to where it is handled or kept, and nowhere else."""
    types = {kind.published.detail_type, kind.published_after.detail_type, *kind.relayed}
    by_id: dict[str, list[Line]] = {}
    for line in lines:
        if line["detail_type"] in types and line["id"]:
            by_id.setdefault(line["id"], []).append(line)
    published = {each: told for each, told in by_id.items() if any(one["kind"] == "published" for one in told)}
    lost = tuple(f"{each}: {_told(told)}" for each, told in published.items() if not _came(told))
    deliveries = [_deliveries(told) for told in published.values()]
    return Fates(len(published), lost, sum(one > 1 for one in deliveries), max(deliveries, default=0))


def relayed_ticks(kind: ChangeKind, lines: Sequence[Line]) -> tuple[int, int]:
    """How many ticks there were, and of how many a function of this kind made an event, or has yet to.

    Lambda has a function's new settings some seconds before its new code. What old code fails on in between comes again when
    the buffer's visibility timeout has passed: three minutes on AWS, a second here, so that it may end as a dead letter.
    """
    ticks = {
        line["event_id"] for line in lines if line["kind"] == "published" and line["detail_type"] == TICK.detail_type
    }
    caused = {
        line["causation_id"] for line in lines if line["kind"] == "published" and line["detail_type"] in kind.relayed
    }
    failed = {line["event_id"] for line in lines if line["kind"] == "invoked" and _fails_in(kind, line)}
    return len(ticks), len(ticks & (caused | failed))


def _fails_in(kind: ChangeKind, line: Line) -> bool:
    services = (one.service for one in (kind.published, kind.published_after))
    return line["outcome"] != "handled" and any(line["function"].endswith(f"_{one}_relay") for one in services)


def _came(told: Iterable[Line]) -> bool:
    """Delivered, and where a function is behind it, handled."""
    told = list(told)
    kinds = Counter(one["kind"] for one in told)
    behind_function = any(_leads_to_a_function(one) for one in told if one["kind"] == "delivered")
    handled = any(one["kind"] == "invoked" and one.get("outcome") == "handled" for one in told)
    return (
        kinds["delivered"] > 0 and not kinds["lost"] and not kinds["dead-lettered"] and (handled or not behind_function)
    )


def _leads_to_a_function(line: Mapping[str, Any]) -> bool:
    return ":lambda:" in line["target"] or line["target"].endswith("_buffer")


def _deliveries(told: Iterable[Line]) -> int:
    return sum(one["kind"] == "delivered" for one in told)


def _told(told: Iterable[Line]) -> str:
    return " ".join(f"{one['at']} {one['kind']} {one.get('target', '')}" for one in told)
