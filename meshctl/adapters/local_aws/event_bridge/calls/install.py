"""Puts all calls in place."""

from meshctl.adapters.local_aws.event_bridge import bucket_events
from meshctl.adapters.local_aws.event_bridge.buses import Buses
from meshctl.adapters.local_aws.event_bridge.calls import (
    archive_calls,
    bus_calls,
    connection_calls,
    destination_calls,
    event_calls,
    lookups,
    permission_calls,
    replay_calls,
    rule_calls,
    tag_calls,
    target_calls,
)
from meshctl.adapters.local_aws.event_bridge.replays import Replays


def install(buses: Buses, replays: Replays) -> None:
    """Have EventBridge's calls answered as AWS does, in this process and for good."""
    event_calls.install(buses)
    bucket_events.install(buses)
    replay_calls.install(replays)
    for calls in (lookups, rule_calls, target_calls, bus_calls, permission_calls, tag_calls, archive_calls):
        calls.install()
    connection_calls.install()
    destination_calls.install()
