"""A path of a workflow finds one value or a list, whatever the data are."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moto.stepfunctions.parser.asl.utils.json_path import NoSuchJsonPathError

from meshctl.adapters.local_aws.workflows.interpreting.paths import find

LINES = st.lists(st.fixed_dictionaries({"price": st.integers()}), min_size=1, max_size=4)


@given(lines=LINES, data=st.data())
def test_what_is_in_one_element_is_one_value(lines: list[dict[str, int]], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    assert find(f"$.lines[{at}].price", {"lines": lines}) == lines[at]["price"]
    assert find(f"$['lines'][{at}]", {"lines": lines}) == lines[at]


@given(lines=LINES)
def test_what_may_be_several_is_a_list(lines: list[dict[str, int]]) -> None:
    prices = [line["price"] for line in lines]
    for path in ("$.lines[*].price", "$..price", "$.lines[0:].price", "$.lines[?(@.price)].price"):
        assert find(path, {"lines": lines}) == prices
    assert find("$.lines[9:]", {"lines": lines}) == []


@given(held=st.recursive(st.integers() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)))
def test_a_value_is_found_as_it_is(held: Any) -> None:
    assert find("$.a", {"a": held}) == held
    assert find("$['a:b*']", {"a:b*": held}) == held


@given(key=st.text('ab\\" .', min_size=1).filter(lambda key: not key.endswith("\\")))
def test_a_key_in_quotes_is_what_it_is(key: str) -> None:
    assert find(f"$['{key}']", {key: 1}) == 1


def test_one_value_that_is_not_there_is_missed() -> None:
    with pytest.raises(NoSuchJsonPathError):
        find("$.lines[1].price", {"lines": []})
