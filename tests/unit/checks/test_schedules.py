"""Schedules as EventBridge Scheduler reads them."""

from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.aws_facts.cron import FIELDS, cron_faults
from meshctl.checks import invalid_schedule
from tests.support.catalogues import CAPTURE

from .conftest import Found

SOUND = ["0 3 * * ? *", "0/15 8-17 ? * MON-FRI 2027", "*/5,59 * L JAN,JUL ? *", "0 0 LW * ? *", "0 0 15W 1-12/3 ? *"]
SOUND += [
    "0 9 ? * 6#2 *",
    "0 9 ? * FRI#5 *",
    "0 9 ? * 6L *",
    "0 9 ? * L *",
    "0 9 ? * * 1970-2199",
    "59 23 31 DEC ? 2199/2",
]
WRONG = {
    "60 3 * * ? *": '"60" is nothing that the minutes can be',
    "0 24 * * ? *": '"24" is nothing that the hours can be',
    "0 3 32 * ? *": '"32" is nothing that the day of the month can be',
    "0 3 0 * ? *": '"0" is nothing that the day of the month can be',
    "0 3 0W * ? *": '"0W" is nothing that the day of the month can be',
    "0 3 * 13 ? *": '"13" is nothing that the month can be',
    "0 3 * MAI ? *": '"MAI" is nothing that the month can be',
    "0 3 * jan ? *": '"jan" is nothing that the month can be',
    "0 3 ? * 0 *": '"0" is nothing that the day of the week can be',
    "0 3 ? * 8L *": '"8L" is nothing that the day of the week can be',
    "0 3 ? * 6#6 *": '"6#6" is nothing that the day of the week can be',
    "0 3 ? * 2#1,6#3 *": '"2#1" is nothing that the day of the week can be',
    "0 3 ? * 2/2 *": '"2/2" is nothing that the day of the week can be',
    "0 3 * * ? 1969": '"1969" is nothing that the year can be',
    "0 22-2 * * ? *": '"22-2" is nothing that the hours can be',
    "0 3 ? * FRI-MON *": '"FRI-MON" is nothing that the day of the week can be',
    "*/60 3 * * ? *": '"*/60" is nothing that the minutes can be',
    "0/0 3 * * ? *": '"0/0" is nothing that the minutes can be',
    "/5 3 * * ? *": '"/5" is nothing that the minutes can be',
    "0, 3 * * ? *": '"" is nothing that the minutes can be',
    "? 3 * * ? *": '"?" is nothing that the minutes can be',
    "0 3 * * * *": "neither of the two days is ?",
    "0 3 1 * MON *": "neither of the two days is ?",
    "0 3 ? * ? *": "both days are ?",
    "0 3 * * ?": "it has 5 fields",
}


@pytest.mark.parametrize("expression", SOUND)
def test_an_expression_that_scheduler_knows_is_sound(expression: str) -> None:
    assert list(cron_faults(expression)) == []


@pytest.mark.parametrize(("expression", "fault"), WRONG.items())
def test_an_expression_that_scheduler_refuses_is_found(expression: str, fault: str) -> None:
    assert fault in [message for message, _ in cron_faults(expression)]


def test_every_field_that_is_wrong_is_told() -> None:
    assert len(list(cron_faults("60 24 32 13 ? 1969"))) == 5


def test_a_night_is_written_as_two_ranges() -> None:
    assert next(cron_faults("0 22-2 * * ? *"))[1].endswith("write two: 22-23,0-2")


@given(st.data())
def test_every_value_of_a_field_can_be_said_alone_and_none_beyond(data: st.DataObject) -> None:
    index = data.draw(st.integers(0, 5))
    value = data.draw(st.integers(FIELDS[index].least - 2, FIELDS[index].most + 2))
    texts = ["0", "0", "?" if index == 4 else "1", "1", "1" if index == 4 else "?", "2027"]
    texts[index] = str(value)
    assert (list(cron_faults(" ".join(texts))) == []) == (FIELDS[index].least <= value <= FIELDS[index].most)


@given(st.text("0123456789*,/-?LW#AZ ", max_size=100))
def test_no_text_is_too_odd_to_be_judged(text: str) -> None:
    assert all(message and help_ for message, help_ in cron_faults(text))


def capture(schedule: str, stages: str = "") -> dict[str, str | bytes | None]:
    """A service with that schedule."""
    used = "  due: {schedule: nightly, deliver_to: {queue: letters}}\n"
    return {"payments/capture.yaml": f"{CAPTURE}{used}schedules:\n  nightly: {schedule}\n{stages}"}


@pytest.mark.parametrize(("every", "help_"), [("90s", "say 1m or 2m"), ("3601s", "say 60m or 61m")])
def test_a_time_comes_every_so_many_whole_minutes(found: Found, every: str, help_: str) -> None:
    (one,) = found("invalid-schedule", capture(f"{{every: {every}}}"))
    assert (str(one.place), one.help) == ("payments/capture.yaml:16:20", help_)


@pytest.mark.parametrize("every", ["60s", "120s", "1m", "36h", "7d"])
def test_whole_minutes_may_be_said_in_any_unit(found: Found, every: str) -> None:
    assert found("invalid-schedule", capture(f"{{every: {every}}}")) == []


def test_what_is_otherwise_in_a_stage_is_found_where_the_stage_says_it(found: Found) -> None:
    stages = "stages:\n  dev:\n    schedules: {nightly: {cron: 0 25 * * ? *}}\n"
    (one,) = found("invalid-schedule", capture("{every: 5m}", stages))
    assert str(one.place) == "payments/capture.yaml:19:33"


def test_what_is_wrong_in_all_stages_is_told_once(found: Found) -> None:
    stages = "stages:\n  dev:\n    schedules: {nightly: {timezone: Europe/Rome}}\n"
    assert len(found("invalid-schedule", capture("{cron: 0 25 * * ? *}", stages))) == 1


@pytest.mark.skipif("Europe/London" not in available_timezones(), reason="this machine knows no time zones")
@pytest.mark.parametrize("zone", ["Europe/Berln", "europe/berlin", "Berlin", "Europe"])
def test_a_time_zone_that_nobody_knows_is_found(found: Found, zone: str) -> None:
    (one,) = found("invalid-schedule", capture(f"{{cron: 0 3 * * ? *, timezone: {zone}}}"))
    assert one.message == f'there is no time zone "{zone}"'
    assert str(one.place) == "payments/capture.yaml:16:42"


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
def test_a_time_zone_that_there_is_is_sound(found: Found, zone: str) -> None:
    assert found("invalid-schedule", capture(f"{{cron: 0 3 * * ? *, timezone: {zone}}}")) == []


def test_a_machine_without_time_zones_says_nothing_of_them(monkeypatch: pytest.MonkeyPatch, found: Found) -> None:
    monkeypatch.setattr(invalid_schedule, "_time_zones", frozenset)
    assert found("invalid-schedule", capture("{cron: 0 3 * * ? *, timezone: Europe/Berln}")) == []
