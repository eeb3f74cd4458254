"""A result comes back from the cache as it went in, and only to the very question that it answers."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack

from meshctl.app.check.result_record import MOST_RESULTS, ResultForm, decode_result, encode_result
from meshctl.app.check.seals import sealed
from meshctl.app.tell.diff import ReadableCatalogue, ReadableDevelopments, what_develops
from meshctl.app.tell.list_things import LISTS, list_things
from meshctl.contracts.forms.steps import Items, Others, Path
from meshctl.contracts.versions.differences import Aspect, Difference, Effect
from meshctl.results.things.listings import LISTINGS
from tests.support.drawn_catalogues import catalogues, mesh_of
from tests.support.whole_language import whole_mesh

KEY = b"q" * 32
SYSTEMS = ResultForm("list systems", LISTINGS["systems"])
DIFF = ResultForm("diff", ReadableDevelopments)


def _back(result: Any, form: ResultForm[Any]) -> Any:
    return decode_result(encode_result(result, form, b"", KEY) or b"", KEY, form)


@given(catalogues(), st.sampled_from(sorted(LISTS)))
def test_a_listing_comes_back_as_it_was(texts: dict[str, str], kind: str) -> None:
    told = list_things(mesh_of(texts), kind)
    assert _back(told, ResultForm(kind, LISTINGS[kind])) == told


@given(catalogues(), catalogues())
def test_developments_come_back_as_they_were(texts: dict[str, str], base: dict[str, str]) -> None:
    before, now = (ReadableCatalogue(mesh_of(one), ("orders/x.yaml",)) for one in (base, texts))
    told = what_develops(before, now, date(2026, 11, 26), "full")
    assert _back(told, DIFF) == told


@pytest.mark.parametrize(
    "path",
    [(), ("total",), (Items(), "sku"), (Items(3),), (Others(), "x"), ("[3]", Others(frozenset({"x"})))],
    ids=repr,
)
def test_a_difference_comes_back_with_the_very_steps_to_its_place(path: Path) -> None:
    told = Difference(path, Aspect.TYPE, Effect.NARROWED, "it is narrower", breaks_backward=True)
    assert _back(told, ResultForm("told", Difference)) == told


def test_results_of_one_question_lie_beside_each_other() -> None:
    entry = b""
    for number in range(MOST_RESULTS + 1):
        entry = encode_result((str(number),), ResultForm(str(number), tuple[str]), entry, KEY) or b""
    known = [decode_result(entry, KEY, ResultForm(str(number), tuple[str])) for number in range(MOST_RESULTS + 1)]
    assert known == [None, *((str(number),) for number in range(1, MOST_RESULTS + 1))]


def test_a_result_of_other_words_or_of_another_question_is_none() -> None:
    entry = encode_result(list_things(whole_mesh(), "systems"), SYSTEMS, b"", KEY) or b""
    assert decode_result(entry, KEY, SYSTEMS)
    assert decode_result(entry, b"p" * 32, SYSTEMS) is None
    assert decode_result(entry, KEY, ResultForm("list services", LISTINGS["services"])) is None
    assert decode_result(entry, KEY, ResultForm("list systems", LISTINGS["services"])) is None


def test_what_was_kept_for_another_question_does_not_come_along() -> None:
    earlier = encode_result(("old",), ResultForm("old", tuple[str]), b"", b"p" * 32) or b""
    entry = encode_result(("new",), ResultForm("new", tuple[str]), earlier, KEY) or b""
    assert decode_result(entry, KEY, ResultForm("old", tuple[str])) is None


@given(st.data())
def test_no_byte_of_it_can_be_lost_or_changed_unseen(data: st.DataObject) -> None:
    entry = encode_result(list_things(whole_mesh(), "systems"), SYSTEMS, b"", KEY) or b""
    at = data.draw(st.integers(0, len(entry) - 1))
    assert decode_result(entry[:at], KEY, SYSTEMS) is None
    assert decode_result(entry[:at] + bytes([entry[at] ^ 1]) + entry[at + 1 :], KEY, SYSTEMS) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xc1",
        b"\x91" * 100_000,
        msgpack.encode(None),
        msgpack.encode({"list systems": None}),
        msgpack.encode({"list systems": [[["orders"]], [], {}]}),
        msgpack.encode({"list systems": [[], [], {}, "more"]})[:-1],
    ],
    ids=lambda content: repr(content[:30]),
)
def test_what_is_no_result_is_none_under_whatever_seal(content: bytes) -> None:
    assert decode_result(sealed(content, KEY), KEY, SYSTEMS) is None


@pytest.mark.parametrize("told", ["half a letter \udc80", 1 << 70])
def test_what_has_no_form_is_not_kept(told: object) -> None:
    assert encode_result((told,), ResultForm("told", tuple[Any]), b"", KEY) is None
