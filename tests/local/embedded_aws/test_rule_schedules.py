"""Which schedules a rule may have."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.event_bridge.calls.schedules import is_schedule


@given(st.integers(1, 10**6), st.sampled_from(["minute", "hour", "day"]))
@settings(max_examples=50, deadline=None)
def test_a_rate_is_a_number_and_a_unit_that_agree(number: int, unit: str) -> None:
    assert is_schedule(f"rate({number} {unit}{'s' if number > 1 else ''})")
    assert not is_schedule(f"rate({number} {unit}{'' if number > 1 else 's'})")


@pytest.mark.parametrize(
    "text", ["rate(0 minutes)", "rate(10 seconds)", "rate(10 years)", "rate(-1 day)", "rate(1 day) ", ""]
)
def test_another_rate_is_none(text: str) -> None:
    assert not is_schedule(text)


@pytest.mark.parametrize(
    "fields",
    [
        "0 10 * * ? *",
        "0 18 ? * MON-FRI *",
        "0/15 * * * ? *",
        "0/5 8-17 ? * MON-FRI *",
        "5,35 14 * * ? *",
        "15 10 ? * 6L 2002-2005",
        "0 2 ? * SAT#3 *",
        "0/5 5 ? JAN 1-5 2022",
        "0 0 LW * ? *",
        "0 0 15W * ? 2030/2",
    ],
)
def test_a_cron_expression_has_six_fields(fields: str) -> None:
    assert is_schedule(f"cron({fields})")


@pytest.mark.parametrize(
    "fields",
    [
        "INVALID",
        "0 1 * * * *",
        "0 1 ? * ? *",
        "7 20 * * NOT *",
        "0 dummy ? * MON-FRI *",
        "71 8 1 * ? *",
        "0 10 * * ?",
        "0 10 * * ? * *",
    ],
)
def test_anything_else_is_no_cron_expression(fields: str) -> None:
    assert not is_schedule(f"cron({fields})")
