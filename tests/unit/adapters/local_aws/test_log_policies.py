"""A resource policy of CloudWatch Logs is told shortened, and means what it meant."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.local_aws.adaptations.logs.log_policies_are_shortened import shorten

LISTS = st.lists(st.text(max_size=3), min_size=1, max_size=2)
STATEMENTS = st.lists(st.fixed_dictionaries({"Action": LISTS, "Principal": st.fixed_dictionaries({"AWS": LISTS})}))
ANYTHING = st.recursive(
    st.none() | st.text("Sta", max_size=2),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["Statement", "Action", "Version"]), inner),
)


@given(STATEMENTS)
def test_a_list_of_one_is_what_is_in_it_and_others_stay(statements: list[dict[str, Any]]) -> None:
    def listed(part: Any) -> list[str]:
        return part if isinstance(part, list) else [part]

    told = json.loads(shorten(json.dumps({"Statement": statements})))
    assert told["Version"] == "2008-10-17"
    for before, after in zip(statements, told["Statement"], strict=True):
        for one, other in (
            (before["Action"], after["Action"]),
            (before["Principal"]["AWS"], after["Principal"]["AWS"]),
        ):
            assert listed(other) == one
            assert isinstance(other, list) == (len(one) > 1)


@given(ANYTHING)
def test_what_is_put_is_told_once_shortened_alike(policy: Any) -> None:
    told = shorten(json.dumps(policy))
    assert shorten(told) == told
