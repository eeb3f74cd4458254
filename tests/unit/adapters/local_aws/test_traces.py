"""What callers send for X-Ray's header: everything that is one is passed on, and nothing that an environment cannot hold."""

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.requests.traces import TRACE_HEADER, trace_in, trace_of

SOUND = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=500)


@given(SOUND)
@settings(max_examples=50, deadline=None)
def test_a_trace_is_passed_on_as_it_came(trace: str) -> None:
    assert trace_of(trace) == trace_in({TRACE_HEADER: trace}) == trace


@given(st.text(st.characters() | st.sampled_from("\0\n\ud800é"), max_size=20) | st.none() | st.integers())
@settings(max_examples=50, deadline=None)
def test_what_is_passed_on_fits_into_an_environment(given_as: object) -> None:
    trace = trace_of(given_as)
    assert trace is None or os.fsencode(trace) == trace.encode("ascii")
    assert trace is None or "\0" not in trace


def test_a_trace_has_at_most_500_characters() -> None:
    assert (trace_of("x" * 500), trace_of("x" * 501), trace_of(""), trace_in({})) == ("x" * 500, None, None, None)
