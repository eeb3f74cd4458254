"""What a look at a stage found is kept and read again; what somebody else has written there is as if it were not."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.passes.generations import KINDS, Generation, Retired, parts_of
from meshctl.retirement.known_retired import known_as_json, known_retired, read_known
from meshctl.retirement.outlook import RetiredOutlook
from meshctl.retirement.queues import name_of
from meshctl.topology.lowering.keys import is_hop
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import generation, mesh_of
from tests.support.shop_generations import shop_generation

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
STACK = ("333333333333", "system-payments")


def outlook(kind: str, name: str, messages: int | None, hours: int = 0) -> RetiredOutlook:
    part = Retired(STACK, kind, name.partition("/")[2], NOW + timedelta(hours=hours))
    return RetiredOutlook(part, name, messages, given_up=False, day_has_come=False)


KNOWN = known_retired(
    NOW,
    [
        outlook("buffer", "payments/capture/placed", 247, 3),
        outlook("dead letters", "payments/capture/placed", 3),
        outlook("queue", "payments/ledger/inbox", None),
        outlook("publisher", "orders/checkout", 0),
    ],
)


def test_what_was_found_is_read_again() -> None:
    assert read_known(known_as_json(KNOWN)) == KNOWN


SCORING = """\
service: scoring
workflows:
  score: {definition: workflows/score.json, type: express}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {workflow: score}}
"""
NOTHING = '{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}'


@pytest.mark.parametrize(
    "standing",
    [
        shop_generation(),
        generation(mesh_of({**SOUND, "payments/scoring.yaml": SCORING, "payments/workflows/score.json": NOTHING})),
    ],
    ids=["shop", "scoring"],
)
def test_whatever_part_of_a_stage_was_retired_is_read_again(standing: Generation) -> None:
    parts = [
        Retired(stack.key, KINDS[section], key, NOW)
        for section in KINDS
        for stack, key, _ in parts_of(standing, section)
    ]
    assert any(is_hop(one.name) for one in parts)
    found = [RetiredOutlook(one, name_of(one, standing[one.stack]), 0, False, False) for one in parts]
    known = known_retired(NOW, found)
    assert read_known(known_as_json(known)) == known


def test_parts_of_one_name_are_one() -> None:
    (placed,) = KNOWN.of("payments/capture")
    assert (placed.kinds, placed.messages, placed.until) == (("buffer", "dead letters"), 250, NOW + timedelta(hours=3))


@pytest.mark.parametrize(("name", "count"), [("payments", 2), ("payments/ledger/inbox", 1), ("pay", 0), ("orders", 1)])
def test_it_is_told_of_whom_it_is(name: str, count: int) -> None:
    assert len(KNOWN.of(name)) == count


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "payments/\x1b[31m"),
        ("name", "Payments"),
        ("name", 3),
        ("kinds", []),
        ("kinds", ["something"]),
        ("kinds", "queue"),
        ("kinds", [["queue"]]),
        ("messages", -1),
        ("messages", True),
        ("messages", "many"),
        ("until", "soon"),
        ("until", "2026-11-26T12:00:00"),
        ("until", 7),
        ("more", 1),
    ],
)
def test_what_is_not_exactly_of_that_form_is_nothing(field: str, value: Any) -> None:
    said = json.loads(known_as_json(KNOWN))
    said["parts"][0][field] = value
    assert read_known(json.dumps(said).encode()) is None


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(
        lambda one: json.dumps({"found": one, "parts": one}).encode()
    )
)
def test_no_text_breaks_the_reader(content: bytes) -> None:
    assert read_known(content) is None


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"{}", b"[" * 200_000, b'{"found": "2026-11-26T12:00:00+00:00", "parts": {}}']
)
def test_nor_does_what_is_planted(content: bytes) -> None:
    found = read_known(content)
    assert found is None or found.parts == ()
