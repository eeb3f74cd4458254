"""What Terraform may do in a later pass, foretold from inputs, and what it may not."""

from typing import Any

import pytest

from meshctl.plan.changes import ResourceChange
from meshctl.plan.foretold import foretold, unforetold
from meshctl.plan.stacks import Stack
from tests.support.kept_stage import built, inputs_of

STACKS = {stack.name: inputs_of(stack) for stack in built()}
PAYMENTS = STACKS["system-payments"]
BUFFER = 'module.buffer["capture/order-placed"]'


def without(inputs: Any, kind: str, key: str) -> Any:
    return {**inputs, kind: {name: one for name, one in inputs[kind].items() if name != key}}


def planned(address: str, action: str) -> ResourceChange:
    return ResourceChange("system-payments", address, action)


@pytest.mark.parametrize("name", [*STACKS])
def test_where_nothing_changes_nothing_may_happen(name: str) -> None:
    assert foretold(STACKS[name], STACKS[name]) == {}


@pytest.mark.parametrize("name", [*STACKS])
def test_of_what_is_new_everything_is_created_and_of_what_goes_everything_is_deleted(name: str) -> None:
    nothing = {"stack": STACKS[name]["stack"]}
    assert set(foretold(nothing, STACKS[name]).values()) == {frozenset({"create"})}
    assert set(foretold(STACKS[name], nothing).values()) == {frozenset({"delete"})}


@pytest.mark.parametrize("stack", built(), ids=lambda stack: stack.name)
def test_every_instance_of_a_stack_is_foretold(stack: Stack) -> None:
    made = {address for address in stack.causes if address.endswith('"]') and "aws_lambda_permission" not in address}
    told = foretold({"stack": stack.inputs["stack"]}, stack.inputs)
    assert {address for address in told if address.endswith('"]')} == made


def test_a_function_whose_failures_on_a_stream_are_told_elsewhere_gets_other_rights() -> None:
    ((key, reading),) = PAYMENTS["mappings"].items()
    silent = {**reading, "stream": {**reading["stream"], "on_failure_arn": None}}
    changed = {**PAYMENTS, "mappings": {key: silent}}
    assert set(foretold(PAYMENTS, changed)) == {
        f'module.mapping["{key}"]',
        f'module.function["{reading["function"]}"]',
    }


def test_what_a_root_makes_of_an_item_is_known_by_its_address() -> None:
    gone = without(PAYMENTS, "buffers", "capture/order-placed")
    assert foretold(PAYMENTS, gone) == {BUFFER: frozenset({"delete"})}


def test_a_changed_setting_changes_what_it_is_a_setting_of_and_nothing_beside_it() -> None:
    key, function = next(iter(PAYMENTS["functions"].items()))
    changed = {**PAYMENTS, "functions": {**PAYMENTS["functions"], key: {**function, "memory_mb": 1024}}}
    assert set(foretold(PAYMENTS, changed)) == {f'module.function["{key}"]'}


def test_changed_tags_may_change_everything() -> None:
    tagged = {**PAYMENTS, "stack": {**PAYMENTS["stack"], "tags": {"team": "another"}}}
    assert BUFFER in foretold(PAYMENTS, tagged)


@pytest.mark.parametrize(
    ("address", "action"),
    [
        (f"{BUFFER}.module.queue.aws_sqs_queue.queue", "replace"),
        (f"{BUFFER}.module.queue.aws_sqs_queue.queue", "create"),
        ('module.buffer["capture/order-placed-too"].aws_lambda_event_source_mapping.buffer', "delete"),
        ('module.queue["a/b"].aws_sqs_queue.queue', "delete"),
        ("aws_cloudwatch_event_bus.local", "update"),
    ],
)
def test_anything_else_was_not_foretold(address: str, action: str) -> None:
    gone = without(PAYMENTS, "buffers", "capture/order-placed")
    assert unforetold([planned(address, action)], PAYMENTS, gone) == (planned(address, action),)


def test_what_was_foretold_may_happen() -> None:
    gone = without(PAYMENTS, "buffers", "capture/order-placed")
    assert unforetold([planned(f"{BUFFER}.module.queue.aws_sqs_queue.queue", "delete")], PAYMENTS, gone) == ()
