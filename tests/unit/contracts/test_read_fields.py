"""Which fields filters read, and which differences concern those who read them."""

from typing import Any

import pytest

from meshctl.contracts.developments.read_fields import ReadField, concerning, fields_read
from meshctl.contracts.versions.compare import compare
from meshctl.contracts.versions.compatibility import compatible
from meshctl.contracts.versions.modes import Mode
from meshctl.patterns import Pattern

TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def holding(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def said(old: Any, new: Any, *fields: str) -> list[str]:
    read = [ReadField(tuple(field.split(".")), "payments/capture/placed") for field in fields]
    return [
        one.sentence.removeprefix("payments/capture/placed filters on ") for one in concerning(compare(old, new), read)
    ]


@pytest.mark.parametrize(
    ("pattern", "fields"),
    [
        ({"total": [{"numeric": [">", 0]}]}, ["total"]),
        ({"address": {"country": ["DE"], "zip": [{"exists": True}]}}, ["address.country", "address.zip"]),
        ({"address.country": ["DE"]}, ["address.country"]),
        ({"a": [1], "$or": [{"b": [1]}, {"c": {"d": [1]}}]}, ["a", "b", "c.d"]),
        ({"address": {"$or": [{"country": ["DE"]}, {"zip": ["1"]}]}}, ["address.country", "address.zip"]),
    ],
)
def test_a_pattern_reads_the_fields_of_all_its_branches(pattern: Any, fields: list[str]) -> None:
    assert [".".join(names) for names in fields_read(Pattern.parse(pattern))] == fields


@pytest.mark.parametrize(
    ("old", "new", "field", "sentences"),
    [
        (holding(total=NUMBER, x=TEXT), holding(x=TEXT), "total", ['"total", which is removed']),
        (holding(total=NUMBER), holding(sum=NUMBER), "total", ['"total", which is removed, or renamed to "sum"']),
        (holding(total=NUMBER), holding(total=TEXT), "total", ['"total", which was number and is string']),
        (holding(total=NUMBER), holding(total={"type": ["number", "null"]}), "total", ['"total", which was number and is number or null']),
        (holding(total=NUMBER), holding(total={**NUMBER, "maximum": 9}), "total", ['"total", which may be at most 9, where it was anything']),
        (holding(a={"enum": ["x", "y"]}), holding(a={"enum": ["x"]}), "a", ['"a", which no longer takes "y"']),
        ({**holding(a=TEXT), "required": ["a"]}, holding(a=TEXT), "a", ['"a", which may be missing']),
        (holding(a=holding(b=TEXT), x=TEXT), holding(x=TEXT), "a.b", ['"a.b", and "a" is removed']),
        (holding(a=holding(b=TEXT)), holding(a=TEXT), "a.b", ['"a.b", and "a" was object and is string']),
        (holding(a=holding(b=TEXT, c=TEXT)), holding(a=holding(c=TEXT)), "a", ['"a", and "a.b" is removed']),
        (holding(a={"items": holding(b=TEXT)}), holding(a={"items": holding(b=NUMBER)}), "a.b", ['"a.b", which was string and is number']),
        ({"additionalProperties": NUMBER}, {"additionalProperties": TEXT}, "any", ['"any", which was number and is string']),
        (holding(**{"a.b": TEXT}), holding(x=TEXT, y=TEXT), "a.b", ['"a.b", which is removed']),
    ],
)  # fmt: skip
def test_what_becomes_less_of_a_field_that_is_read_is_told(
    old: Any, new: Any, field: str, sentences: list[str]
) -> None:
    assert said(old, new, field) == sentences


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (holding(total=NUMBER, note=TEXT), holding(total=NUMBER), "total"),
        (holding(total={**NUMBER, "maximum": 9}), holding(total=NUMBER), "total"),
        (holding(total=NUMBER), {**holding(total=NUMBER), "required": ["total"]}, "total"),
        (holding(total=NUMBER), {**holding(total=NUMBER), "maxProperties": 9}, "total"),
        (holding(total=NUMBER), {**holding(total=NUMBER), "additionalProperties": False}, "total"),
        (holding(total=NUMBER), holding(total=NUMBER, currency=TEXT), "total"),
    ],
)
def test_what_does_not_touch_the_field_is_not_told(old: Any, new: Any, field: str) -> None:
    assert said(old, new, field) == []


def test_registries_call_compatible_what_a_filter_misses() -> None:
    old, new = holding(total=NUMBER, note=TEXT), holding(note=TEXT)
    assert compatible(Mode.FULL, [old], new) == ()
    assert said(old, new, "total", "note") == ['"total", which is removed']


def test_a_closed_object_concerns_whoever_reads_what_it_does_not_name() -> None:
    old, new = holding(a=TEXT), {**holding(a=TEXT), "additionalProperties": False}
    assert said(old, new, "b")
    assert not said(old, new, "a")


def sharing(country: Any) -> Any:
    address = holding(country=country, before={"$ref": "#/$defs/address"})
    return {
        **holding(billing={"$ref": "#/$defs/address"}, shipping={"$ref": "#/$defs/address"}),
        "$defs": {"address": address},
    }


@pytest.mark.parametrize("field", ["billing.country", "shipping.country", "shipping.before.before.country"])
def test_a_definition_is_compared_once_and_told_to_all_its_readers(field: str) -> None:
    assert len(compare(sharing(TEXT), sharing(NUMBER)).differences) == 1
    assert len(said(sharing(TEXT), sharing(NUMBER), field)) == 1


def test_a_definition_below_the_field_that_is_read_is_told() -> None:
    old, new = (
        {**one, "properties": {**one["properties"], "parcel": holding(to={"$ref": "#/$defs/address"})}}
        for one in (sharing(TEXT), sharing(NUMBER))
    )
    assert len(said(old, new, "parcel")) == 1


def test_every_consumer_is_told_by_name() -> None:
    read = [ReadField(("total",), consumer) for consumer in ("billing/invoice/placed", "payments/capture/placed")]
    found = concerning(compare(holding(total=NUMBER), holding(total=TEXT)), read)
    assert [one.field.consumer for one in found] == ["billing/invoice/placed", "payments/capture/placed"]


def test_what_is_too_large_to_compare_concerns_everybody() -> None:
    deep: Any = {}
    for _ in range(200):
        deep = holding(a=deep)
    assert len(said(deep, holding(a=TEXT), "total")) == 1
