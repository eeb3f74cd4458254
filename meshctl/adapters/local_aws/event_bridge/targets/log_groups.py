"""Log groups as targets: by the policies of CloudWatch Logs in the group's account and Region, and without a role.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html, "CloudWatch Logs permissions"
"""

import json
import uuid
from datetime import datetime
from typing import Any

from moto.core.utils import unix_time_millis
from moto.logs.models import logs_backends

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.permissions import Wanted
from meshctl.adapters.local_aws.event_bridge.targets.kinds import DeliveryInput, TargetKind
from meshctl.adapters.local_aws.event_bridge.targets.log_streams import write_events

ACTIONS = ("logs:CreateLogStream", "logs:PutLogEvents")


def find_log_group(arn: Arn) -> Any | None:
    """Give moto's log group, by its ARN or that of its streams, or nothing."""
    name = arn.resource.removeprefix("log-group:").removesuffix(":*")
    return logs_backends[arn.account][arn.region].groups.get(name)


def _wanted(arn: Arn, group: Any) -> tuple[Wanted, ...]:
    kept = list(logs_backends[arn.account][arn.region].resource_policies.values())
    policy = {"Version": "2012-10-17", "Statement": [one for each in kept for one in _statements(each.policy_document)]}
    return tuple(Wanted(action, Arn.parse(f"{group.arn}:log-stream:"), policy) for action in ACTIONS)


def _statements(document: str) -> list[Any]:
    listed = json.loads(document).get("Statement", [])
    return listed if isinstance(listed, list) else [listed]


def _write(given: DeliveryInput) -> None:
    """Into one stream for each target, as AWS has several for several targets."""
    stream = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{given.rule_arn} {given.target['Id']}"))
    write_events(given.resource, stream, [_log_event(given)])


def _log_event(given: DeliveryInput) -> dict[str, Any]:
    """The event at its own time; an input that is a timestamp and a message says both itself."""
    try:
        said = json.loads(given.text)
    except ValueError:
        said = None
    if isinstance(said, dict) and said.keys() == {"timestamp", "message"}:
        return {"timestamp": _milliseconds(said["timestamp"]), "message": _text(said["message"])}
    return {"timestamp": _milliseconds(given.event.envelope["time"]), "message": given.text}


def _milliseconds(time: Any) -> int:
    """Of a time as an event says it, or of milliseconds; now for anything else."""
    try:
        return int(time) if str(time).isdigit() else int(datetime.fromisoformat(time).timestamp() * 1000)
    except (TypeError, ValueError):
        return int(unix_time_millis())


def _text(message: Any) -> str:
    return message if isinstance(message, str) else json.dumps(message, ensure_ascii=False, separators=(",", ":"))


LOG_GROUP = TargetKind(find_log_group, _wanted, _write)
