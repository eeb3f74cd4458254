"""When cron expressions are due."""

from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.aws_facts.cron import cron_faults
from meshctl.aws_facts.cron_times import cron_times

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
BERLIN = "Europe/Berlin"


def times(expression: str, zone: str = "UTC", after: datetime = FIRST, count: int = 3) -> list[str]:
    found = islice(cron_times(expression, ZoneInfo(zone), after), count)
    return [f"{one:%Y-%m-%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("expression", "due"),
    [
        ("0 3 * * ? *", ["2026-01-01 03:00", "2026-01-02 03:00", "2026-01-03 03:00"]),
        ("0/20 8 ? * MON-FRI *", ["2026-01-01 08:00", "2026-01-01 08:20", "2026-01-01 08:40"]),
        ("15,45 10-11 1 * ? *", ["2026-01-01 10:15", "2026-01-01 10:45", "2026-01-01 11:15"]),
        ("0 0 L * ? *", ["2026-01-31 00:00", "2026-02-28 00:00", "2026-03-31 00:00"]),
        ("0 0 LW * ? *", ["2026-01-30 00:00", "2026-02-27 00:00", "2026-03-31 00:00"]),
        ("0 0 1W * ? *", ["2026-02-02 00:00", "2026-03-02 00:00", "2026-04-01 00:00"]),
        ("0 0 ? * 6#2 *", ["2026-01-09 00:00", "2026-02-13 00:00", "2026-03-13 00:00"]),
        ("0 0 ? * 5L *", ["2026-01-29 00:00", "2026-02-26 00:00", "2026-03-26 00:00"]),
        ("0 0 ? JUN SUN 2027", ["2027-06-06 00:00", "2027-06-13 00:00", "2027-06-20 00:00"]),
        ("0 0 31 FEB ? *", []),
    ],
)
def test_an_expression_is_due(expression: str, due: list[str]) -> None:
    assert times(expression) == due


def test_a_time_that_the_zone_skips_is_not_due() -> None:
    spring = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert times("30 2 * * ? *", BERLIN, spring, 2) == ["2026-03-30 00:30", "2026-03-31 00:30"]


def test_a_time_that_the_zone_has_twice_is_due_once() -> None:
    autumn = datetime(2026, 10, 24, 12, tzinfo=UTC)
    assert times("30 2 * * ? *", BERLIN, autumn, 2) == ["2026-10-25 00:30", "2026-10-26 01:30"]


NUMBERS = st.integers(0, 31).map(str)
PARTS = NUMBERS | st.just("*") | st.just("L") | st.just("1W") | st.tuples(NUMBERS, NUMBERS).map("-".join)
FIELDS = PARTS | st.tuples(PARTS, NUMBERS).map("/".join) | st.tuples(PARTS, PARTS).map(",".join)


@settings(max_examples=50, deadline=None)
@given(st.tuples(FIELDS, FIELDS, FIELDS, FIELDS), st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)))
def test_whatever_is_sound_is_due_later_and_in_order(fields: tuple[str, ...], after: datetime) -> None:
    minutes, hours, of_month, months = fields
    expression, begun = f"{minutes} {hours} {of_month} {months} ? *", after.replace(tzinfo=UTC)
    if not any(cron_faults(expression)):
        found = [*islice(cron_times(expression, ZoneInfo(BERLIN), begun), 5)]
        assert found == sorted(set(found))
        assert all(one > begun for one in found)
