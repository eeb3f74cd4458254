"""What a page shows of a command is held against what it says."""

import pytest

from .console import typed

PAGE = """\
$ meshctl send dining/OrderTaken --data '{}'
Sent dining/OrderTaken: event 2b055f57-1ec2-45eb-9c58-653143dbe228
$ meshctl trace --id 2b055f57-1ec2-45eb-9c58-653143dbe228
    4359 ms  kitchen      handled
...
"""
SENT, TRACED = typed(PAGE)
CAME = "00000000-0000-4000-8000-000000000000"


def test_times_and_ids_may_differ_and_ids_are_used_again() -> None:
    said = f"Sent dining/OrderTaken: event {CAME}\n"
    assert SENT.missing(said) == []
    assert TRACED.with_ids(SENT.ids(said)) == f"meshctl trace --id {CAME}"
    assert TRACED.missing("0 ms  dining  published\n   17 ms  kitchen      handled\n") == []


@pytest.mark.parametrize(
    "said", ["Sent dining/OrderTaken: no event\n", f"Sent dining/OrderTaken: event {CAME}\nmore\n"]
)
def test_what_is_said_otherwise_or_besides_is_found(said: str) -> None:
    assert SENT.missing(said)
    assert TRACED.missing(said) == ["N ms kitchen handled"]
