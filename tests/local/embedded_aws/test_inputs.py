"""What a target is given of an event."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.event_bridge.inputs import at_path, input_for
from meshctl.adapters.local_aws.event_bridge.templates import MISSING, InputInvalid, filled

EVENT = {
    "id": "1",
    "detail-type": "OrderPlaced.v1",
    "source": "orders.checkout",
    "time": "now",
    "detail": {"lines": [{"sku": 'a"b'}], "no-dash": True},
}
FACTS = {"id": "1", "detailType": "OrderPlaced.v1", "source": "orders.checkout", "time": "now"}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
RULE = "arn:aws:events:eu-central-1:111111111111:rule/hub/placed"


def made(template: str, **paths: str) -> str:
    return input_for({"InputTransformer": {"InputPathsMap": paths, "InputTemplate": template}}, EVENT, RULE)


def test_without_a_wish_the_target_is_given_the_event() -> None:
    assert json.loads(input_for({}, EVENT, RULE)) == EVENT


def test_a_constant_is_given_as_it_is() -> None:
    assert input_for({"Input": '{"a":  1}'}, EVENT, RULE) == '{"a":  1}'


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", EVENT),
        ("$.detail.lines[0].sku", 'a"b'),
        ("$.detail.no-dash", True),
        ("$.detail['no-dash']", True),
        ("$.detail.lines[1]", MISSING),
        ("$.detail.lines.sku", MISSING),
    ],
)
def test_a_path_finds_a_part(path: str, found: Any) -> None:
    assert at_path(EVENT, path) == found


@pytest.mark.parametrize("path", ["detail", "$..sku", "$.detail[*]"])
def test_another_kind_of_path_is_refused(path: str) -> None:
    with pytest.raises(InputInvalid):
        at_path(EVENT, path)


@pytest.mark.parametrize(
    ("template", "wanted"),
    [
        ('{"sku": <sku>}', {"sku": 'a"b'}),
        ('{"sku": "it is <sku>"}', {"sku": 'it is a"b'}),
        ('{"all": <detail>}', {"all": EVENT["detail"]}),
        ('{"none": <none>, "text": "<none>"}', {"none": "", "text": ""}),
        ('{"e": <aws.events.event.json>, "r": "<aws.events.rule-name>"}', {"e": EVENT, "r": "placed"}),
        ('{"e": <aws.events.event>}', {"e": FACTS}),
        ('{"other": "<unknown>"}', {"other": "<unknown>"}),
        ('"sold <sku>"', 'sold a"b'),
        ('"sold <detail>!"', 'sold {lines:[{sku:a"b}],no-dash:true}!'),
        ('"nothing of <none>"', "nothing of "),
    ],
)
def test_a_template_is_filled(template: str, wanted: Any) -> None:
    filled = made(template, sku="$.detail.lines[0].sku", detail="$.detail", none="$.detail.nothing")
    assert json.loads(filled) == wanted


@pytest.mark.parametrize(
    "template",
    ["{<sku>}", "<lines> of it", '{"it": "<lines>"}', '{"it": "some <detail>", "all": <detail>}', '"<id>"\nand <id>'],
)
def test_a_template_that_makes_no_json_is_refused(template: str) -> None:
    with pytest.raises(InputInvalid):
        made(template, sku="$.id", id="$.id", lines="$.detail.lines", detail="$.detail")


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_a_value_makes_json_wherever_a_template_may_name_it(value: Any) -> None:
    def filled_with(template: str) -> str:
        return filled(template, {"value": value})

    assert json.loads(filled_with('{"a": <value>}')) == {"a": value}
    assert json.loads(filled_with("[<value>, <value>]")) == [value, value]
    assert isinstance(json.loads(filled_with('"it is <value>"')), str)
    assert len([json.loads(line) for line in filled_with('"<value>"\n<value>').split("\n")]) == 2
