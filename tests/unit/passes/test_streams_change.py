"""Streams in a change: what is in one can be read until its time is over, by whoever read it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, PassesOfChange, Retired, StandingStacks
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import generation, mesh_of

NOW, DAY = datetime(2026, 11, 26, tzinfo=UTC), timedelta(days=1)
PAYMENTS = ("333333333333", "system-payments")
CLICKING = """\
service: clicking
publishes: {Clicked: {version: 1, visibility: private}}
streams: {clicks: {keep: 48h}}
subscribes:
  clicked: {event: payments/Clicked, deliver_to: {stream: clicks}, retry: {for: 6h}}
"""
COUNTING = """\
service: counting
functions: {count: {source: lambdas/charge, handler: handler.handle}}
subscribes:
  to-count: {stream: clicks, deliver_to: {function: count}, dead_letters: {keep: 5d}}
"""
STREAM, READING, READER = "clicking/clicks", "counting/count from stream clicking/clicks", "counting/count"


def catalogue(clicking: str = CLICKING, counting: str = COUNTING) -> Generation:
    return generation(mesh_of({**SOUND, "payments/clicking.yaml": clicking, "payments/counting.yaml": counting}))


WITHOUT = catalogue(CLICKING.partition("streams")[0], "service: counting\n")


def change(
    old: Generation, new: Generation, *retired: Retired, now: datetime = NOW, may_go: tuple[Retired, ...] = ()
) -> PassesOfChange:
    return passes_of_change(StandingStacks(old, {}, retired), new, now, may_go, True)


def left(found: PassesOfChange, section: str) -> Any:
    return found.passes[-1].stacks[PAYMENTS].inputs[section]


@pytest.fixture
def gone() -> PassesOfChange:
    """The stream and its reader have left the catalogue."""
    return change(catalogue(), WITHOUT)


def test_a_stream_stays_with_all_that_reads_it_until_its_last_record_has_gone(gone: PassesOfChange) -> None:
    days = {(one.kind, one.name): one.until - NOW for one in gone.retired}
    written = timedelta(hours=6) + 2 * DAY
    assert days["stream", STREAM] == days["mapping", READING] == days["function", READER] == written
    assert days["dead letters", "counting/to-count"] == written
    assert left(gone, "mappings")[READING]["enabled"] and STREAM in left(gone, "streams")
    assert not left(gone, "routes")["clicking/clicked to stream clicks"]["enabled"]


def test_its_day_does_not_come_later_because_somebody_looks_again(gone: PassesOfChange) -> None:
    again = change(gone.passes[-1].stacks, WITHOUT, *gone.retired, now=NOW + DAY)
    assert {one for one in again.retired if one.kind in ("stream", "mapping")} == {
        one for one in gone.retired if one.kind in ("stream", "mapping")
    }


def test_it_goes_with_its_reader_when_its_day_has_come(gone: PassesOfChange) -> None:
    last = change(gone.passes[-1].stacks, WITHOUT, *gone.retired, now=NOW + 3 * DAY, may_go=gone.retired)
    assert (left(last, "streams"), left(last, "mappings"), left(last, "functions").keys() & {READER}) == (
        {},
        {},
        set(),
    )


def test_as_long_as_it_stands_its_reader_and_the_dead_letters_of_that_stand(gone: PassesOfChange) -> None:
    others = tuple(one for one in gone.retired if one.kind != "stream")
    kept = change(gone.passes[-1].stacks, WITHOUT, *gone.retired, now=NOW + 3 * DAY, may_go=others)
    assert READING in left(kept, "mappings") and "counting/to-count" in left(kept, "dead_letters")
    assert READER in left(kept, "functions")


def test_records_are_kept_for_a_shorter_time_only_when_the_older_ones_have_gone() -> None:
    short = catalogue(CLICKING.replace("48h", "24h"))
    kept = change(catalogue(), short)
    assert kept.passes == ()
    (longer,) = kept.retired
    assert (longer.kind, longer.name, longer.until) == ("retention", f"stream {STREAM}", NOW + 2 * DAY)
    last = change(catalogue(), short, longer, now=longer.until, may_go=(longer,))
    assert left(last, "streams")[STREAM]["keep_seconds"] == 86_400


def test_another_reader_begins_where_the_old_one_may_not_have_been() -> None:
    other = COUNTING.replace("count:", "tally:").replace("function: count", "function: tally")
    found = change(catalogue(), catalogue(counting=other))
    begins = found.passes[0].stacks[PAYMENTS].inputs["mappings"]["counting/tally from stream clicking/clicks"]
    assert (begins["enabled"], begins["stream"]["start_at"]) == (False, "2026-11-25T00:00:00Z")


PRESS = "functions: {press: {source: lambdas/charge, handler: handler.handle}}\n"
TAPPING = """\
service: tapping
functions: {tap: {source: lambdas/charge, handler: handler.handle}}
sends_to: {streams: [clicks]}
"""


def test_its_day_begins_anew_when_one_of_those_that_write_there_ends_though_another_may_write_on() -> None:
    """A function that has gone published what a rule brought there until then."""

    def tapped(tapping: str, **others: str) -> Generation:
        files = {f"payments/{name}.yaml": text for name, text in others.items()}
        return generation(mesh_of({**SOUND, **files, "payments/tapping.yaml": tapping}))

    old = tapped(TAPPING, clicking=CLICKING + PRESS, counting=COUNTING)
    new = tapped("service: tapping\n", clicking="service: clicking\n", counting="service: counting\n")
    first = change(old, new)
    press = next(one for one in first.retired if (one.kind, one.name) == ("function", "clicking/press"))
    later = change(old, new, *first.retired, now=NOW + DAY, may_go=(press,))
    days = [{one.kind: one.until for one in found.retired}["stream"] for found in (first, later)]
    written = timedelta(hours=6) + 2 * DAY
    assert days == [NOW + written, NOW + DAY + written]
