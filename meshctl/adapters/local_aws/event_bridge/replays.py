"""Replays: an archive's events arrive on its bus once more, a while after the replay was asked for.

A replayed event keeps its id and says which replay it is of. AWS delivers replays in no order, and keeps a name for good.
"""

from collections.abc import Callable, Collection
from typing import Any

from moto.core.utils import unix_time
from moto.events.models import ReplayState, events_backends

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.archives import archived_between
from meshctl.adapters.local_aws.event_bridge.events import BusEvent
from meshctl.adapters.local_aws.workers import Workers

SECONDS_TO_START = 60
"""AWS takes minutes to begin."""

Arrive = Callable[[Any, BusEvent, Collection[str] | None], None]
"""Takes a bus, an event, and the ARNs of the rules that alone may have it, or nothing where all may."""


class Replays:
    """Replays archives in the background."""

    def __init__(self, workers: Workers, clock: Clock, arrive: Arrive) -> None:
        self._workers = workers
        self._clock = clock
        self._arrive = arrive

    def begin(self, replay: Any, archive: Any) -> None:
        """Replay soon; until then the replay may be cancelled."""
        wait = self._clock.shorten(SECONDS_TO_START)
        self._workers.submit(lambda: self._run(replay, archive), after=wait)

    def _run(self, replay: Any, archive: Any) -> None:
        bus = _bus(replay)
        if bus is None:
            replay.state = ReplayState.FAILED
            return
        replay.state = _next(replay, ReplayState.RUNNING)
        for event in archived_between(archive, float(replay.event_start_time), float(replay.event_end_time)):
            if replay.state != ReplayState.RUNNING:
                break
            self._arrive(bus, event.replayed(replay.name), replay.destination.get("FilterArns"))
            replay.last_replayed_time = unix_time()
        replay.state = _next(replay, ReplayState.COMPLETED)
        replay.end_time = unix_time()


def _next(replay: Any, state: ReplayState) -> ReplayState:
    """A replay that somebody wants cancelled is cancelled, whatever was to be next."""
    return ReplayState.CANCELLED if replay.state in (ReplayState.CANCELLING, ReplayState.CANCELLED) else state


def _bus(replay: Any) -> Any:
    arn = Arn.parse(replay.destination["Arn"])
    return events_backends[arn.account][arn.region].event_buses.get(arn.name)
