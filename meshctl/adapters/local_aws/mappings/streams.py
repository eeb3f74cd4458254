"""Mappings of streams: each shard is read in order, one batch at a time in each of its lanes, its parents' records first."""

from collections.abc import Iterator, Mapping
from queue import SimpleQueue
from typing import Any

from meshctl.adapters.local_aws.authorization import identity_may
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.resources import find_stream, policy_of_stream
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.invocations import Invocations
from meshctl.adapters.local_aws.identities import find_role
from meshctl.adapters.local_aws.mappings.lanes import Lane
from meshctl.adapters.local_aws.mappings.mapping import FunctionMapping
from meshctl.adapters.local_aws.mappings.stream_batches import StreamBatch
from meshctl.adapters.local_aws.workers import Workers


def starts_of(stream: Any, spec: Mapping[str, Any]) -> dict[str, int]:
    """Give where a mapping begins in each shard that a stream has: the number of the last record that it does not want."""
    position = spec["StartingPosition"]
    if position == "TRIM_HORIZON":
        return {}
    if position == "LATEST":
        return {shard_id: getattr(shard, "numbered", 0) for shard_id, shard in stream.shards.items()}
    at = float(spec["StartingPositionTimestamp"])
    return {shard_id: shard.get_sequence_number_at(at) for shard_id, shard in stream.shards.items()}


class StreamMappings:
    """Looks after mappings of streams; called by one thread. A mapping that has room again is put into `due`."""

    def __init__(
        self, invocations: Invocations, workers: Workers, clock: Clock, due: "SimpleQueue[FunctionMapping]"
    ) -> None:
        self._due = due
        self._invocations = invocations
        self._workers = workers
        self._clock = clock

    def look(self, mapping: FunctionMapping, function: RunnableFunction) -> None:
        """Hand over the next batch of each lane that has one and is at rest."""
        stream = find_stream(mapping.source)
        if stream is None or not _may_read(function.role_arn, mapping):
            return
        for shard in list(stream.shards.values()):
            if not all(
                _is_done(mapping, stream.shards.get(parent)) for parent in (shard.parent, shard.adjacent_parent)
            ):
                continue
            for lane in _lanes(mapping, shard):
                if self._is_ready(mapping, lane, shard) and self._workers.free > 0:
                    self._hand_over(mapping, lane, shard, function)

    def _is_ready(self, mapping: FunctionMapping, lane: Lane, shard: Any) -> bool:
        """Whether there is a batch, full or gathered for long enough; one that failed is not gathered again."""
        if lane.busy or self._clock.now() < lane.not_before:
            return False
        found = lane.next(shard, mapping.batch_size)
        if not found:
            lane.gathering_since = None
            return False
        if lane.gathering_since is None:
            lane.gathering_since = self._clock.now()
        full = len(found) >= mapping.batch_size or bool(lane.ends)
        return full or self._clock.aged(lane.gathering_since) >= mapping.window

    def _hand_over(self, mapping: FunctionMapping, lane: Lane, shard: Any, function: RunnableFunction) -> None:
        batch = StreamBatch(mapping, lane, shard, tuple(lane.next(shard, mapping.batch_size)))
        lane.busy, lane.gathering_since = True, None

        def handle() -> None:
            try:
                batch.handle(function, self._invocations, self._clock)
            finally:
                lane.busy = False
                self._due.put(mapping)

        self._workers.submit(handle)


def _lanes(mapping: FunctionMapping, shard: Any) -> Iterator[Lane]:
    """A shard's lanes. Where their number has changed, the new ones begin where all the old ones had been."""
    count = int(mapping.told["ParallelizationFactor"])
    kept: list[Lane] = mapping.lanes.get(shard.shard_id, [])
    if len(kept) != count and not any(lane.busy for lane in kept):
        begin = min((lane.position for lane in kept), default=mapping.starts.get(shard.shard_id, 0))
        mapping.lanes[shard.shard_id] = kept = [Lane(number, count, begin) for number in range(count)]
    yield from kept


def _is_done(mapping: FunctionMapping, parent: Any | None) -> bool:
    """Whether nothing of a shard is left that comes before those that it was split into or merged with."""
    return parent is None or all(lane.is_done_with(parent) for lane in _lanes(mapping, parent))


def _may_read(role_arn: str, mapping: FunctionMapping) -> bool:
    role, arn = find_role(role_arn), mapping.source
    return role is not None and identity_may(role, "kinesis:GetRecords", arn.text, policy_of_stream(arn)).allowed
