"""Definitions of workflows: what Step Functions would refuse is found, at its place; nothing crashes the reader."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.catalogue.documents.json_files import MOST_FAULTS
from meshctl.catalogue.workflows import read_definition
from meshctl.model.channels import WorkflowDefinition
from meshctl.model.faults import FileFault
from tests.support.bounded import without_exploding

INVOKE = "arn:aws:states:::lambda:invoke"
PACK = {"Type": "Task", "Resource": INVOKE, "Parameters": {"FunctionName": "${functions.pack}"}, "Next": "Ship"}
SHIP = {"Type": "Pass", "End": True}


def machine(**states: Any) -> dict[str, Any]:
    """A state machine that packs and ships, unless said otherwise."""
    return {"StartAt": "Pack", "States": {"Pack": PACK, "Ship": SHIP, **states}}


def faults(definition: Any) -> tuple[FileFault, ...]:
    return read(definition).faults


def read(definition: Any) -> WorkflowDefinition:
    return read_definition(
        "flow.asl.json", definition if isinstance(definition, bytes) else json.dumps(definition).encode()
    )


def asking(task: str, **parameters: str) -> dict[str, Any]:
    return {"Type": "Task", "Resource": f"arn:aws:states:::{task}", "Parameters": parameters, "Next": "Ship"}


CHOICE = {"Type": "Choice", "Choices": [{"Variable": "$.ok", "BooleanEquals": True, "Next": "Ship"}], "Default": "Pack"}
CATCH = {**PACK, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Ship"}]}
BRANCHES = {"Type": "Parallel", "Branches": [machine()], "Next": "Ship"}
SOUND: dict[str, Any] = {
    "the smallest one": {"StartAt": "Ship", "States": {"Ship": SHIP}},
    "two states": machine(),
    "a choice": machine(Pack=CHOICE),
    "a caught error": machine(Pack=CATCH),
    "branches with states of their own": machine(Pack=BRANCHES),
    "what is done with each item": machine(Pack={"Type": "Map", "ItemProcessor": machine(), "Next": "Ship"}),
    "the older name of that": machine(Pack={"Type": "Map", "Iterator": machine(), "Next": "Ship"}),
    "ends": machine(
        Pack={**CHOICE, "Default": "Fail"}, Ship={"Type": "Succeed"}, Fail={"Type": "Fail", "Error": "Lost"}
    ),
    "a function as resource": machine(Pack={"Type": "Task", "Resource": "${functions.pack}", "Next": "Ship"}),
    "a message to a queue": machine(Pack=asking("sqs:sendMessage", QueueUrl="${queues.letters}", MessageBody="x")),
    "a message to a topic": machine(Pack=asking("sns:publish", TopicArn="${topics.news}", **{"Message.$": "$.news"})),
    "a query language": machine() | {"QueryLanguage": "JSONata"},
}
NOWHERE = "Shp"
WRONG: dict[str, tuple[Any, str]] = {
    "no object": ([], "there is no state machine here"),
    "no states": ({"StartAt": "Pack"}, "there is no state machine here"),
    "empty states": ({"StartAt": "Pack", "States": {}}, "there is no state machine here"),
    "states in a list": ({"StartAt": "Pack", "States": ["Pack"]}, "there is no state machine here"),
    "no start": ({"States": {"Ship": SHIP}}, "`StartAt` is wanted here"),
    "a start that is none": (machine() | {"StartAt": NOWHERE}, 'no state "Shp"'),
    "a start that is no text": (machine() | {"StartAt": {}}, "no state {}"),
    "a state that is no object": (machine(Pack="Ship"), 'the state "Pack" has no type'),
    "a type that is none": (machine(Pack={**PACK, "Type": "Tsk"}), 'the state "Pack" has no type'),
    "a type that is no text": (machine(Pack={**PACK, "Type": {}}), 'the state "Pack" has no type'),
    "a long name": (machine(**{"x" * 81: SHIP}), "has a name of more than 80 characters"),
    "a next that is none": (machine(Pack={**PACK, "Next": NOWHERE}), 'no state "Shp"'),
    "a default that is none": (machine(Pack={**CHOICE, "Default": NOWHERE}), 'no state "Shp"'),
    "a choice that leads nowhere": (machine(Pack={**CHOICE, "Choices": [{"Next": NOWHERE}]}), 'no state "Shp"'),
    "a choice without next": (machine(Pack={**CHOICE, "Choices": [{}]}), "`Next` is wanted here"),
    "nothing to choose from": (machine(Pack={**CHOICE, "Choices": []}), "has nothing to choose from"),
    "an error caught into nothing": (machine(Pack={**PACK, "Catch": [{"Next": NOWHERE}]}), 'no state "Shp"'),
    "neither next nor end": (machine(Ship={"Type": "Pass"}), 'what comes after the state "Ship"'),
    "both next and end": (machine(Pack={**PACK, "End": True}), 'what comes after the state "Pack"'),
    "a choice that ends": (machine(Pack={**CHOICE, "End": True}), "is of the type Choice, which has no `End`"),
    "a choice with a next of its own": (machine(Pack={**CHOICE, "Next": "Ship"}), "which has no `Next`"),
    "an end that goes on": (machine(Ship={"Type": "Succeed", "Next": "Pack"}), "which has no `Next`"),
    "a branch that leaves its machine": (
        machine(Pack={**BRANCHES, "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Ship"}}}]}),
        'no state "Ship"',
    ),
    "no end": (machine(Ship={"Type": "Pass", "Next": "Pack"}), "never ends"),
    "a state that nothing leads to": (machine(Lost=SHIP), 'no transition leads to the state "Lost"'),
    "a task of another service of AWS": (
        machine(Pack=asking("dynamodb:putItem")),
        'asks for "arn:aws:states:::dynamodb:putItem"',
    ),
    "a task that starts another workflow": (machine(Pack=asking("states:startExecution")), "which no workflow may"),
    "a task that is waited for": (machine(Pack=asking("sqs:sendMessage.waitForTaskToken")), "which no workflow may"),
    "a task without resource": (machine(Pack={"Type": "Task", "Next": "Ship"}), "asks for null"),
    "a function by its ARN": (
        machine(Pack={"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "Next": "Ship"}),
        "which no workflow may",
    ),
    "a function that the input names": (
        machine(Pack={**PACK, "Parameters": {"FunctionName.$": "$.name"}}),
        "does not say which function it means",
    ),
    "a queue in the place of a function": (
        machine(Pack={**PACK, "Parameters": {"FunctionName": "${queues.letters}"}}),
        "does not say which function it means",
    ),
    "a message of nothing": (
        machine(Pack=asking("sqs:sendMessage", QueueUrl="${queues.letters}")),
        "does not say `MessageBody`, which sqs:sendMessage demands",
    ),
    "news of nothing": (
        machine(Pack=asking("sns:publish", TopicArn="${topics.news}", Subject="x")),
        "does not say `Message`, which sns:publish demands",
    ),
    "a parameter that is none": (
        machine(Pack={**PACK, "Parameters": {"FunctionName": "${functions.pack}", "payload.$": "$"}}),
        'says "payload.$", which lambda:invoke does not take',
    ),
    "another role": (machine(Pack={**PACK, "Credentials": {"RoleArn": "arn"}}), "rights beyond the mesh"),
    "items of a bucket": (
        machine(Pack={"Type": "Map", "ItemReader": {}, "ItemProcessor": machine(), "Next": "Ship"}),
        "rights beyond the mesh",
    ),
    "items as workflows": (
        machine(
            Pack={
                "Type": "Map",
                "ItemProcessor": {**machine(), "ProcessorConfig": {"Mode": "DISTRIBUTED"}},
                "Next": "Ship",
            }
        ),
        "workflows of their own",
    ),
    "a name of what no workflow uses": (machine(Ship={**SHIP, "Result": "${streams.clicks}"}), "names nothing"),
    "no branches": (machine(Pack={**BRANCHES, "Branches": []}), "there is no state machine here"),
    "nothing done with an item": (machine(Pack={"Type": "Map", "Next": "Ship"}), "there is no state machine here"),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_definition_has_no_faults(name: str) -> None:
    assert faults(SOUND[name]) == ()


@pytest.mark.parametrize("name", WRONG)
def test_what_step_functions_would_refuse_is_found(name: str) -> None:
    definition, message = WRONG[name]
    (one,) = faults(definition)
    assert message in one.message
    assert one.help


def test_a_fault_stands_where_it_is_in_the_file() -> None:
    text = (
        b'{"StartAt": "Pack",\n "States": {\n  "Pack": {"Type": "Pass", "Next": "Shp"},\n  "Ship": {"Type": "Pass"}}}'
    )
    assert [(one.place.line, one.place.column) for one in faults(text)] == [(3, 36), (4, 11)]


def test_a_state_that_is_missing_is_answered_with_the_nearest() -> None:
    (one,) = faults(machine(Pack={**PACK, "Next": "Shp"}))
    assert one.help == 'did you mean "Ship"?'


def test_what_tasks_use_is_told_and_what_is_only_named() -> None:
    told = read(machine(Pack=asking("sqs:sendMessage", QueueUrl="${queues.letters}", MessageBody="${topics.news}")))
    assert {(one.kind, one.name, one.is_used, one.parameters) for one in told.references} == {
        ("queue", "letters", True, ("QueueUrl", "MessageBody")),
        ("topic", "news", False, ()),
    }


def test_tasks_within_branches_and_items_are_told() -> None:
    inner = machine(Pack={"Type": "Map", "ItemProcessor": machine(), "Next": "Ship"})
    told = read(machine(Pack={"Type": "Parallel", "Branches": [inner], "Next": "Ship"}))
    assert [(one.name, one.is_used) for one in told.references] == [("pack", True)]


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (machine(), False),
        ({**machine(), "QueryLanguage": "JSONata"}, True),
        (machine(Ship={**SHIP, "QueryLanguage": "JSONata"}), True),
    ],
)
def test_jsonata_is_told_wherever_it_is_said(definition: Any, said: bool) -> None:
    assert bool(read(definition).jsonata) is said


HOSTILE = {
    "nested a hundred thousand times": b'{"States":' * 100_000,
    "nested a hundred times": b'{"StartAt": "a", "States": {"a": {"Type": "Succeed"}}, "x": '
    + b"[" * 99
    + b"]" * 99
    + b"}",
    "a megabyte and more": json.dumps({**machine(), "Comment": "x" * 1_000_000}).encode(),
    "a key twice": b'{"StartAt": "a", "StartAt": "b", "States": {"a": {"Type": "Succeed"}}}',
    "NaN": b'{"StartAt": NaN, "States": {}}',
    "a very long number": b'{"StartAt": ' + b"9" * 10_000 + b"}",
    "half a character": b'{"StartAt": "\\ud800", "States": {"\\ud800": {"Type": "Succeed"}}}',
    "no UTF-8": b'{"StartAt": "\xff"}',
    "NUL": b"\x00",
    "nothing": b"",
    "very many wrong states": json.dumps({"StartAt": "x", "States": {str(n): {} for n in range(50_000)}}).encode(),
    "very long names": json.dumps({"StartAt": "x" * 400_000, "States": {"y" * 400_000: 1}}).encode(),
    "a name that is nearly another": json.dumps({**machine(**{"Pick\u202e": SHIP}), "StartAt": "Pick"}).encode(),
    "an odd name": json.dumps({"StartAt": "\u202e${x}\n", "States": {"\u202e%{x}": 1}}).encode(),
}


@pytest.mark.bounds
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_definition_is_refused_in_few_words(name: str) -> None:
    with without_exploding():
        found = faults(HOSTILE[name])
    assert 1 <= len(found) <= MOST_FAULTS
    assert all(len(one.message + one.help) < 600 for one in found)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["StartAt", "States", "Type", "Next", "Choices", "Catch", "Branches", "a"]), inner
        )
    ),
    max_leaves=20,
)


@given(values)
def test_no_json_is_too_odd_to_be_judged(value: Any) -> None:
    assert faults({"StartAt": "a", "States": {"a": {"Type": "Parallel", "Branches": value}, "b": value}})
