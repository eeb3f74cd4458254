"""The archive of private events in a change: nothing that it keeps is lost before its time, or by the way."""

from datetime import UTC, datetime, timedelta

from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, PassesOfChange, Retired, StandingStacks
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import generation, mesh_of

NOW = datetime(2026, 11, 26, tzinfo=UTC)
PAYMENTS = ("333333333333", "system-payments")
ARCHIVE = (PAYMENTS, "private archive", "private-events")


def keeping(days: int | None) -> Generation:
    said = f"archive: {{keep: {days}d}}\n" if days else ""
    return generation(mesh_of({**SOUND, "payments/system.yaml": SOUND["payments/system.yaml"] + said}))


def changed(old: Generation, new: int | None, *may_go: Retired) -> PassesOfChange:
    return passes_of_change(StandingStacks(old, {}, may_go), keeping(new), NOW, may_go, True)


def kept(change: PassesOfChange) -> list[int]:
    archives = (one.stacks[PAYMENTS].inputs["archives"] for one in change.passes)
    return [found["private-events"]["keep_days"] for found in archives if found]


def test_events_are_kept_for_longer_at_once() -> None:
    assert kept(changed(keeping(7), 30)) == [30]


def test_what_is_kept_is_not_lost_when_less_is_to_be_kept() -> None:
    change = changed(keeping(30), 7)
    assert (kept(change), [one.name for one in change.retired]) == ([], ["private archive private-events"])
    assert kept(changed(keeping(30), 7, *change.retired)) == [7]


def test_an_archive_that_is_wanted_no_more_stays_until_all_that_it_keeps_is_too_old() -> None:
    change = changed(keeping(30), None)
    (retired,) = change.retired
    assert (retired.stack, retired.kind, retired.name) == ARCHIVE
    assert retired.until == NOW + timedelta(days=30)
    last = changed(keeping(30), None, retired)
    assert (last.passes[-1].stacks[PAYMENTS].inputs["archives"], last.retired) == ({}, ())
