"""A schema that is drafted from examples allows them all, requires what they share, and holds no value of theirs."""

from json import dumps
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.json_schema.drafting import drafted_schema, examples_in
from meshctl.json_schema.keywords.idle import idle_keywords
from meshctl.json_schema.keywords.promises import nothing_promised

NAMES = st.sampled_from(
    ["id", "total", "lines", "note", "0b7c0000-1111-2222-3333-444455556666", "4711", "me@shop.example"]
)
SECRETS = st.text("0123456789abcdef", min_size=9, max_size=12).map(lambda text: f"value-{text}")
SCALARS = st.one_of(
    SECRETS,
    st.integers(10**9, 10**12),
    st.booleans(),
    st.none(),
    st.sampled_from(["2026-11-26", "2026-11-26T10:00:00Z", "2026-13-99", "https://shop.example/a", "a@shop.example"]),
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4), max_leaves=12
)
EXAMPLES = st.lists(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4), min_size=1, max_size=4)


@given(EXAMPLES)
def test_a_draft_allows_its_examples(examples: list[Any]) -> None:
    judge = jsonschema_rs.Draft202012Validator(drafted_schema(examples), validate_formats=True)
    assert all(judge.is_valid(one) for one in examples)


@given(EXAMPLES)
def test_a_draft_promises_something_and_has_no_keyword_without_effect(examples: list[Any]) -> None:
    drafted = drafted_schema(examples)
    assert nothing_promised(drafted, drafted) is None
    assert list(idle_keywords(drafted, "2020-12")) == []


@given(EXAMPLES)
def test_no_value_of_an_example_is_in_its_draft(examples: list[Any]) -> None:
    text = dumps(drafted_schema(examples))
    assert [one for one in values_in(examples) if dumps(one) in text] == []
    assert not any(name in text for name in ("0b7c0000", "4711", "shop.example"))


def values_in(value: Any) -> list[Any]:
    """The texts and numbers in it, as far as they could be told from words of JSON Schema."""
    if isinstance(value, dict):
        return [one for inner in value.values() for one in values_in(inner)]
    if isinstance(value, list):
        return [one for inner in value for one in values_in(inner)]
    return [] if isinstance(value, bool) or value is None else [value]


@pytest.mark.parametrize(
    ("examples", "drafted"),
    [
        ([{"a": 1}, {"a": 1.5, "b": "x"}], {"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "string"}}, "required": ["a"]}),
        ([{"a": None}, {"a": "x"}], {"type": "object", "properties": {"a": {"type": ["string", "null"]}}, "required": ["a"]}),
        ([{"a": None}], {"type": "object", "properties": {"a": {}}, "required": ["a"]}),
        ([{"a": []}], {"type": "object", "properties": {"a": {"type": "array"}}, "required": ["a"]}),
        ([{"4711": True}], {"type": "object", "additionalProperties": {"type": "boolean"}}),
    ],
)  # fmt: skip
def test_a_draft_says_what_the_examples_have_in_common(examples: list[Any], drafted: Any) -> None:
    assert drafted_schema(examples) == drafted


def test_items_of_arrays_are_one_kind_with_what_all_have() -> None:
    lines = drafted_schema([{"lines": [{"sku": "a", "gift": True}]}, {"lines": [{"sku": "b"}]}])["properties"]["lines"]
    assert lines["items"]["properties"].keys() == {"sku", "gift"}
    assert lines["items"]["required"] == ["sku"]


@pytest.mark.parametrize(
    ("texts", "format_"),
    [
        (["2026-11-26T10:00:00Z", "2026-11-26T10:00:00.5+02:00"], "date-time"),
        (["2026-11-26"], "date"),
        (["0b7c0000-1111-2222-3333-444455556666"], "uuid"),
        (["me@shop.example"], "email"),
        (["https://shop.example/orders?id=1"], "uri"),
        (["2026-02-30"], None),
        (["2026-11-26T10:00:00"], None),
        (["2026-11-26", "soon"], None),
        (["2026-11-26", "2026-11-26T10:00:00Z"], None),
        (["", "2026-11-26"], None),
    ],
)
def test_a_format_is_said_where_all_texts_have_it(texts: list[str], format_: str | None) -> None:
    assert drafted_schema(texts).get("format") == format_


@pytest.mark.parametrize(
    ("document", "examples"),
    [
        ({"a": 1}, [{"a": 1}]),
        ([{"a": 1}, {"b": 2}], [{"a": 1}, {"b": 2}]),
        ({"detail-type": "x", "source": "y", "detail": {"a": 1}}, [{"a": 1}]),
        ({"detail-type": "x", "detail": {"meta": {}, "data": {"a": 1}}}, [{"a": 1}]),
        ({"specversion": "1.0", "source": "y", "type": "z", "data": {"a": 1}}, [{"a": 1}]),
    ],
)
def test_an_envelope_is_no_part_of_the_data(document: Any, examples: list[Any]) -> None:
    assert list(examples_in(document)) == examples


@pytest.mark.bounds
def test_a_large_example_is_drafted_soon() -> None:
    rows = [{f"f{at}": at for at in range(20)} for _ in range(4_000)]
    assert drafted_schema([{"rows": rows, "wide": {f"k{at}x": at for at in range(50_000)}}])["type"] == "object"
