"""Calls about replays: when one may start, be cancelled, and how it is told."""

import json
from typing import Any

from moto.events.exceptions import IllegalStatusException, ValidationException
from moto.events.models import EventsBackend, Replay, ReplayState
from moto.events.responses import EventsHandler

from meshctl.adapters.local_aws.event_bridge.calls.paging import page
from meshctl.adapters.local_aws.event_bridge.calls.target_calls import limit_exceeded
from meshctl.adapters.local_aws.event_bridge.replays import Replays

AT_ONCE = 10
ACTIVE = (ReplayState.STARTING, ReplayState.RUNNING)


def install(replays: Replays) -> None:
    """Have replays run by `replays`, and told as AWS tells them."""
    EventsBackend.start_replay = _start_replay(EventsBackend.start_replay)
    EventsBackend.cancel_replay = _cancel_replay
    EventsBackend.list_replays = _replays
    EventsHandler.list_replays = _list_replays
    Replay.replay_events = _replayed_by(replays)
    Replay.last_replayed_time = None
    Replay.describe_short = _described(Replay.describe_short)


def _replayed_by(replays: Replays) -> Any:
    def replay_events(replay: Any, archive: Any) -> None:
        replays.begin(replay, archive)

    return replay_events


def _start_replay(stock: Any) -> Any:
    def start_replay(
        backend: Any, name: str, description: str, archive: str, start: float, end: float, destination: Any
    ) -> Any:
        if float(start) >= float(end):
            reason = "EventStartTime must be before EventEndTime."
            raise ValidationException(f"Parameter EventEndTime is not valid. Reason: {reason}")
        if sum(replay.state in ACTIVE for replay in list(backend.replays.values())) >= AT_ONCE:
            raise limit_exceeded()
        return stock(backend, name, description, archive, start, end, destination)

    return start_replay


def _cancel_replay(backend: Any, name: str) -> dict[str, str]:
    replay = backend._get_replay(name)
    if replay.state not in ACTIVE:
        raise IllegalStatusException(f"Replay {name} is not in a valid state for this operation.")
    replay.state = ReplayState.CANCELLING
    return {"ReplayArn": replay.arn, "State": replay.state.value}


def _replays(backend: Any, prefix: str | None, archive: str | None, state: str | None) -> list[dict[str, Any]]:
    if [prefix, archive, state].count(None) < 2:
        filters = "At most one filter is allowed for ListReplays. Use either : State, EventSourceArn, or NamePrefix."
        raise ValidationException(filters)
    return [
        replay.describe_short()
        for replay in list(backend.replays.values())
        if replay.name.startswith(prefix or "")
        and archive in (None, replay.source_arn)
        and state in (None, replay.state.value)
    ]


def _list_replays(handler: Any) -> str:
    asked = (handler._get_param(name) for name in ("NamePrefix", "EventSourceArn", "State"))
    return json.dumps(page(handler, "Replays", handler.events_backend.list_replays(*asked)))


def _described(stock: Any) -> Any:
    def describe_short(replay: Any) -> dict[str, Any]:
        told: dict[str, Any] = stock(replay)
        if replay.last_replayed_time:
            told["EventLastReplayedTime"] = replay.last_replayed_time
        return told

    return describe_short
