"""What an execution writes into the log group that its workflow names, as much as its level says. The interpreter calls it.

https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
"""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from moto.core.utils import unix_time_millis, utcnow
from moto.stepfunctions.parser.asl.eval.event.logging import is_logging_enabled_for

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.targets.log_groups import find_log_group
from meshctl.adapters.local_aws.event_bridge.targets.log_streams import write_events


class ExecutionLog:
    """The log of one execution. Its public names are those that moto's interpreter asks for."""

    def __init__(self, execution_arn: str, name: str, said: Mapping[str, Any], group: Arn) -> None:
        self.execution_arn = execution_arn
        self.configuration = SimpleNamespace(include_execution_data=bool(said.get("includeExecutionData")))
        self._level, self._group = said["level"], group
        self._stream = f"states/{name}/{utcnow():%Y-%m-%d-%H-%M}/{uuid.uuid4().hex[:8]}"

    def log_level_filter(self, history_event_type: Any) -> bool:
        """Whether the level lets an event through."""
        return bool(is_logging_enabled_for(self._level, history_event_type))

    def publish_history_log(self, history_log: Mapping[str, Any]) -> None:
        """Write one event, if the log group is there."""
        group = find_log_group(self._group)
        if group is not None:
            message = json.dumps(_as_logged(history_log), ensure_ascii=False, separators=(",", ":"))
            write_events(group, self._stream, [{"timestamp": int(unix_time_millis()), "message": message}])


def log_of(execution_arn: str, workflow: Any) -> ExecutionLog | None:
    """The log of an execution, or nothing where its workflow is not logged."""
    said = workflow.loggingConfiguration
    for one in said.get("destinations") or ():
        arn = (one.get("cloudWatchLogsLogGroup") or {}).get("logGroupArn")
        if arn and said.get("level", "OFF") != "OFF":
            return ExecutionLog(execution_arn, workflow.name, said, Arn.parse(arn))
    return None


def _as_logged(event: Mapping[str, Any]) -> dict[str, Any]:
    at = datetime.fromisoformat(str(event["event_timestamp"]))
    return {**event, "event_timestamp": str(int(at.timestamp() * 1000)), "redrive_count": "0"}
