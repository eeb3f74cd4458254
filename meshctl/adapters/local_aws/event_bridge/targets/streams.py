"""Streams as targets: one record for each event. Always with a role; a stream of another account has to let it in as well.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html: without a path, an event's id is the partition key.
"""

import base64
import json
from typing import Any

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.failures import Undeliverable
from meshctl.adapters.local_aws.event_bridge.inputs import at_path
from meshctl.adapters.local_aws.event_bridge.permissions import Wanted
from meshctl.adapters.local_aws.event_bridge.resources import find_stream, policy_of_stream
from meshctl.adapters.local_aws.event_bridge.targets.kinds import DeliveryInput, TargetKind
from meshctl.adapters.local_aws.event_bridge.templates import MISSING, InputInvalid

KEY_LETTERS = 256
"""https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html"""


def _wanted(arn: Arn, _: Any) -> tuple[Wanted, ...]:
    return (Wanted("kinesis:PutRecord", arn, policy_of_stream(arn), needs_role=True),)


def _put(given: DeliveryInput) -> None:
    data = base64.b64encode(given.text.encode()).decode()
    given.resource.put_record(_partition_key(given), "", data)


def _partition_key(given: DeliveryInput) -> str:
    """What the path finds in the event, as text; the event's id where it names nothing."""
    path = (given.target.get("KinesisParameters") or {}).get("PartitionKeyPath")
    try:
        found = at_path(given.event.envelope, path) if path else MISSING
    except InputInvalid as problem:
        raise Undeliverable("INVALID_PARAMETER", str(problem)) from problem
    key = given.event.envelope["id"] if found in (MISSING, None, "") else found
    text = key if isinstance(key, str) else json.dumps(key, ensure_ascii=False, separators=(",", ":"))
    return text[:KEY_LETTERS]


STREAM = TargetKind(find_stream, _wanted, _put)
