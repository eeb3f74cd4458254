"""An event source mapping: what it was told, what it answers. Knows AWS's defaults; checks nothing."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from moto.core.utils import unix_time

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.mappings.filters import RecordFilter
from meshctl.adapters.local_aws.mappings.lanes import Lane

CHANGING_SECONDS = 0.5
"""How long a mapping is Creating, Updating, Enabling or Disabling here; on AWS it takes up to minutes."""
OF_EVERY_SOURCE: Mapping[str, Any] = {"MaximumBatchingWindowInSeconds": 0, "FunctionResponseTypes": []}
OF_STREAMS: Mapping[str, Any] = {
    "BisectBatchOnFunctionError": False,
    "DestinationConfig": {"OnFailure": {}},
    "MaximumRecordAgeInSeconds": -1,
    "MaximumRetryAttempts": -1,
    "ParallelizationFactor": 1,
    "TumblingWindowInSeconds": 0,
}
BATCH_SIZES = {"sqs": 10, "kinesis": 100}
SETTABLE = (*OF_EVERY_SOURCE, *OF_STREAMS, "BatchSize", "FilterCriteria", "ScalingConfig", "MetricsConfig", "KMSKeyArn")
NEVER_CHANGED = ("StartingPosition", "StartingPositionTimestamp")
REASONS = {"sqs": "USER_INITIATED", "kinesis": "User action"}


@dataclass
class FunctionMapping:
    """A mapping from a queue or a stream to a function, as its account keeps it; `changed` is of `time.monotonic`.

    Of a stream it knows how far it is: `lanes` by shard, which begin after the records that `starts` names.
    """

    uuid: str
    account_id: str
    region: str
    source: Arn
    function_arn: str
    enabled: bool
    told: dict[str, Any]
    tags: dict[str, str]
    modified: float = field(default_factory=unix_time)
    changed: float = field(default_factory=time.monotonic)
    changing: str = "Creating"
    last_result: str = "No records processed"
    starts: dict[str, int] = field(default_factory=dict)
    lanes: dict[str, list[Lane]] = field(default_factory=dict)

    @classmethod
    def of(cls, uuid: str, account: str, region: str, function_arn: str, spec: Mapping[str, Any]) -> "FunctionMapping":
        """Make a mapping of what CreateEventSourceMapping was given, which is in order."""
        source = Arn.parse(spec["EventSourceArn"])
        told = {"BatchSize": BATCH_SIZES[source.service], **OF_EVERY_SOURCE}
        if source.service != "sqs":
            told |= OF_STREAMS
        told |= {name: spec[name] for name in (*SETTABLE, *NEVER_CHANGED) if spec.get(name) is not None}
        enabled = spec.get("Enabled") is not False
        mapping = cls(uuid, account, region, source, function_arn, enabled, told, dict(spec.get("Tags") or {}))
        mapping.changing = "Creating" if enabled else ""
        return mapping

    @property
    def arn(self) -> str:
        """Its own ARN."""
        return f"arn:{self.source.partition}:lambda:{self.region}:{self.account_id}:event-source-mapping:{self.uuid}"

    @property
    def state(self) -> str:
        """AWS's word for how far the last change is."""
        if self.changing and time.monotonic() - self.changed < CHANGING_SECONDS:
            return self.changing
        return "Enabled" if self.enabled else "Disabled"

    @property
    def polls(self) -> bool:
        """Whether it takes messages or records now."""
        return self.enabled and self.changing != "Deleting"

    @property
    def batch_size(self) -> int:
        """How many messages or records it gives a function at most."""
        return int(self.told["BatchSize"])

    @property
    def window(self) -> int:
        """For how many seconds it gathers a batch."""
        return int(self.told["MaximumBatchingWindowInSeconds"])

    @property
    def concurrency(self) -> int | None:
        """How many batches it has handled at once at most, if it says so."""
        most = (self.told.get("ScalingConfig") or {}).get("MaximumConcurrency")
        return None if most is None else int(most)

    @property
    def reports_failures(self) -> bool:
        """Whether the function says which items it could not handle."""
        return "ReportBatchItemFailures" in self.told["FunctionResponseTypes"]

    @property
    def filters(self) -> tuple[RecordFilter, ...]:
        """What a record must match one of, when there are any."""
        return tuple(map(RecordFilter.of, patterns_in(self.told)))

    def update(self, function_arn: str, spec: Mapping[str, Any]) -> None:
        """Change what UpdateEventSourceMapping names, which is in order."""
        was = self.enabled
        self.enabled = was if spec.get("Enabled") is None else bool(spec["Enabled"])
        self.changing = "Updating" if was == self.enabled else ("Enabling" if self.enabled else "Disabling")
        self.function_arn = function_arn
        self.told |= {name: spec[name] for name in SETTABLE if spec.get(name) is not None}
        self.modified, self.changed = unix_time(), time.monotonic()

    def end(self) -> None:
        """Take nothing more from its source."""
        self.changing, self.changed = "Deleting", time.monotonic()

    def answer(self) -> dict[str, Any]:
        """Give what AWS answers of it."""
        told = {name: value for name, value in self.told.items() if name not in EMPTY or EMPTY[name](value)}
        result = {} if self.source.service == "sqs" else {"LastProcessingResult": self.last_result}
        return {
            "UUID": self.uuid,
            "EventSourceMappingArn": self.arn,
            "EventSourceArn": self.source.text,
            "FunctionArn": self.function_arn,
            "LastModified": self.modified,
            "State": self.state,
            "StateTransitionReason": REASONS[self.source.service],
            **told,
            **result,
        }


def patterns_in(told: Mapping[str, Any]) -> list[str]:
    """Give the texts of the filters' patterns."""
    filters = (told.get("FilterCriteria") or {}).get("Filters") or []
    return [str(one.get("Pattern", "")) for one in filters]


EMPTY: dict[str, Callable[[Any], bool]] = {
    "FilterCriteria": lambda given: bool(given.get("Filters")),
    "ScalingConfig": bool,
}
"""What is not answered when it says nothing."""
