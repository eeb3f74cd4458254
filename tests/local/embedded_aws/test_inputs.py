"""What a target is given of an event."""

import json
from typing import Any

import pytest

from meshctl.adapters.local_aws.event_bridge.inputs import MISSING, InputInvalid, at_path, input_for

EVENT = {"id": "1", "source": "orders.checkout", "time": "now", "detail": {"lines": [{"sku": 'a"b'}], "no-dash": True}}
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
        ('{"all": "<detail>"}', {"all": json.dumps(EVENT["detail"], separators=(",", ":"))}),
        ('{"none": <none>, "text": "<none>"}', {"none": None, "text": ""}),
        ('{"e": <aws.events.event>, "r": "<aws.events.rule-name>"}', {"e": EVENT, "r": "placed"}),
        ('{"other": "<unknown>"}', {"other": "<unknown>"}),
        ('"sold <sku>"', 'sold a"b'),
    ],
)
def test_a_template_is_filled(template: str, wanted: Any) -> None:
    filled = made(template, sku="$.detail.lines[0].sku", detail="$.detail", none="$.detail.nothing")
    assert json.loads(filled) == wanted


def test_a_template_that_makes_no_json_is_refused() -> None:
    with pytest.raises(InputInvalid):
        made("{<sku>}", sku="$.id")
