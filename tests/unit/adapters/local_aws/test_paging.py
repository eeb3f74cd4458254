"""Pages: read one after another they are the whole, and no other token is taken."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.requests.paging import NoSuchPage, page_of


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 30), st.integers(1, 10))
def test_pages_are_the_whole_in_its_order(length: int, size: int) -> None:
    items, read, token = list(range(length)), list[int](), None
    for turn in count():
        found, token = page_of(items, size, token)
        read += found
        assert turn <= length
        if token is None:
            break
    assert read == items


@pytest.mark.parametrize("token", ["3", "x", "ü", "ZnJvbSB4", "Zm9yIDM="])
def test_a_token_that_nobody_was_given_is_refused(token: str) -> None:
    with pytest.raises(NoSuchPage):
        page_of([1], 1, token)
