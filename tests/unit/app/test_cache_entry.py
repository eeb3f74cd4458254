"""An answer comes back as it was kept, and only to the very question that it answers."""

from dataclasses import fields
from datetime import date
from hashlib import blake2b

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meshctl.app.check.cache_entry import question_of, sealed, unsealed
from meshctl.catalogue.files import CatalogueFiles
from meshctl.model.findings import Finding, Severity
from meshctl.model.places import Place
from meshctl.results.check_answer import Answer

DAY = date(2026, 11, 23)
QUESTION = b"q" * 32
# Whatever a name, a message or a quoted value may hold, halves of characters included.
TEXTS = st.text(st.characters(exclude_categories=()))
OF_TYPE = {
    str: TEXTS,
    int: st.integers(0, 10**9),
    bool: st.booleans(),
    Severity: st.sampled_from(Severity),
}
PLACES = st.builds(Place, **{field.name: OF_TYPE[field.type] for field in fields(Place)})
FINDINGS = st.builds(Finding, **{field.name: {**OF_TYPE, Place: PLACES}[field.type] for field in fields(Finding)})
ANSWERS = st.builds(
    Answer,
    st.lists(FINDINGS, max_size=5).map(tuple),
    st.dictionaries(TEXTS, OF_TYPE[int]),
    st.dictionaries(TEXTS, OF_TYPE[Severity]),
)
NAMES = st.text("a\"', []\\0\udc80", min_size=1, max_size=4)
BYTES = st.text("a\0,", max_size=3).map(str.encode)
FILES = st.builds(
    CatalogueFiles,
    st.dictionaries(NAMES, BYTES, max_size=3),
    st.frozensets(NAMES, max_size=3),
    st.dictionaries(NAMES, NAMES, max_size=2),
)


@given(ANSWERS)
@example(Answer((Finding("a", Place("\ud83d\ude00"), "two halves that stay two"),)))
def test_an_answer_comes_back_as_it_was(answer: Answer) -> None:
    back = unsealed(sealed(answer, QUESTION), QUESTION)
    assert back == answer
    assert back and [*back.asked] == [*answer.asked]


@given(FILES, FILES)
@example(CatalogueFiles({"a": b"bc"}, frozenset()), CatalogueFiles({"a": b"b", "c": b""}, frozenset()))
@example(CatalogueFiles({"a": b""}, frozenset()), CatalogueFiles({}, frozenset({"a"})))
@example(CatalogueFiles({}, frozenset({"a"})), CatalogueFiles({}, frozenset({"b"})))
@example(CatalogueFiles({"a": b"x\0", "b": b"y"}, frozenset()), CatalogueFiles({"a": b"x", "b": b"\0y"}, frozenset()))
@example(CatalogueFiles({"a": b"x", "b": b"y"}, frozenset()), CatalogueFiles({"a": b"y", "b": b"x"}, frozenset()))
def test_only_equal_files_ask_the_same_question(one: CatalogueFiles, other: CatalogueFiles) -> None:
    assert (question_of(one, DAY, "code") == question_of(other, DAY, "code")) == (one == other)


def test_another_day_and_another_code_ask_another_question() -> None:
    files = CatalogueFiles({"mesh.yaml": b"mesh: a"}, frozenset({"mesh.yaml"}))
    asked = {question_of(files, day, code) for day in (DAY, date(2026, 11, 22)) for code in ("code", "other")}
    assert len(asked) == 4


def test_an_answer_to_another_question_is_none() -> None:
    assert unsealed(sealed(Answer(()), QUESTION), b"p" * 32) is None


@given(ANSWERS, st.data())
def test_no_byte_of_it_can_be_lost_or_changed_unseen(answer: Answer, data: st.DataObject) -> None:
    kept = sealed(answer, QUESTION)
    at = data.draw(st.integers(0, len(kept) - 1))
    assert unsealed(kept[:at], QUESTION) is None
    assert unsealed(kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :], QUESTION) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 100_000,
        b'{"findings": ' * 100_000,
        b"1" * 100_000,
        b"\xff",
        b"null",
        b"[]",
        b"{}",
        b'{"findings": 1, "counts": {}, "asked": {}}',
        b'{"findings": [1], "counts": {}, "asked": {}}',
        b'{"findings": [[]], "counts": {}, "asked": {}}',
        b'{"findings": [["a", "b", true, 1, 1, "m", "", "", "error", true]], "counts": {}, "asked": {}}',
        b'{"findings": [["a", "b", 1, 1, 1, "m", "", "", "fatal", true]], "counts": {}, "asked": {}}',
        b'{"findings": [], "counts": {"system": "1"}, "asked": {}}',
        b'{"findings": [], "counts": [], "asked": {}}',
        b'{"findings": [], "counts": {}, "asked": {"loop": "off"}}',
    ],
    ids=lambda content: content[:90].decode("latin-1"),
)
def test_what_is_no_answer_is_none_under_whatever_seal(content: bytes) -> None:
    seal = blake2b(content, key=QUESTION, digest_size=32).hexdigest().encode()
    assert unsealed(seal + b"\n" + content, QUESTION) is None
