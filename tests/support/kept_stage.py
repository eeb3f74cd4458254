"""The stage dev of examples/shop as its bucket keeps it: states and records of stacks, as Terraform and meshctl leave them."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from meshctl.app.deploy.prepare import stage_stacks
from meshctl.app.deploy.standing import StandingStage, read_standing
from meshctl.passes.generations import Generation, Retired, StackKey
from meshctl.plan.stacks import Stack
from meshctl.records.stack_record import StackRecord, record_as_json
from meshctl.records.stage_code import StageCode
from meshctl.records.stage_keys import record_key, state_key
from meshctl.records.state_lock import StateLockHolder
from meshctl.retirement.outlook import RetiredOutlook
from tests.support.memory_bucket import MemoryBucket
from tests.support.packages import empty_packages
from tests.support.shop import shop_mesh, shop_stage

MESH, DEV = shop_mesh(), shop_stage("dev")
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOLDER = StateLockHolder("this-run", "jo@desk", "this-bundle", NOW)
ORDERS: StackKey = ("222222222222", "system-orders")
CODE = StageCode({"hub": "hub code", "system": "system code", "routes": "routes code"}, {})
OLD_ORDERS: StackKey = ("999999999999", "system-orders")


@cache
def built() -> tuple[Stack, ...]:
    """The stacks of the stage with packages that hold nothing."""
    return stage_stacks(MESH, DEV, empty_packages(MESH).hashes({}))


def inputs_of(stack: Stack) -> Any:
    """The inputs of a stack as JSON has them."""
    return json.loads(json.dumps(stack.inputs))


def inputs(stack: StackKey = ORDERS) -> Any:
    """Those of a stack of the catalogue by its name; told as of the account that the key names."""
    found = inputs_of(next(one for one in built() if one.name == stack[1]))
    return {**found, "stack": {**found["stack"], "account": stack[0]}}


def state(stack: StackKey, code: Mapping[str, str] | None = None) -> bytes:
    """A state with a bus in the stack's account, and functions with their code."""
    arn = f"arn:aws:events:eu-central-1:{stack[0]}:event-bus/shop_dev"
    functions = [
        resource("aws_lambda_function", f'module.function["{key}"]', source_code_hash=one)
        for key, one in (code or {}).items()
    ]
    return as_state(resource("aws_cloudwatch_event_bus", arn=arn), *functions)


def resource(kind: str, module: str = "", **attributes: object) -> dict[str, Any]:
    """A resource as a state has it."""
    return {"mode": "managed", "type": kind, "name": "x", "module": module, "instances": [{"attributes": attributes}]}


def as_state(*resources: dict[str, Any]) -> bytes:
    """A state of these resources."""
    return json.dumps({"version": 4, "serial": 1, "lineage": "x", "resources": resources}).encode()


def keep_state(bucket: MemoryBucket, stack: StackKey, content: bytes | None = None) -> None:
    """Terraform has applied the stack."""
    bucket.objects[state_key("shop", "dev", stack)] = state(stack) if content is None else content


def keep_record(bucket: MemoryBucket, record: StackRecord, mesh: str = "shop") -> None:
    """meshctl has recorded it."""
    bucket.objects[record_key(mesh, "dev", record.key)] = record_as_json(record, mesh, "dev", "0.2.0")


def apply_all(bucket: MemoryBucket) -> None:
    """The whole catalogue was applied and recorded."""
    for stack in built():
        keep_state(bucket, stack.key)
        keep_record(bucket, StackRecord(stack.key, inputs_of(stack), None))


def standing(bucket: MemoryBucket) -> StandingStage:
    """What the bucket says."""
    return read_standing(bucket, MESH, DEV)


def nothing_known(parts: Iterable[Retired], stacks: Generation) -> tuple[RetiredOutlook, ...]:
    """Nobody has looked at retired parts."""
    return ()
