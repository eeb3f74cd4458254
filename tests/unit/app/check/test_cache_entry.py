"""An answer comes back from the cache as it went in, and only to the very question that it answers."""

from dataclasses import fields
from datetime import date
from hashlib import blake2b
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meshctl.app.check.cache_entry import decode_entry, encode_entry
from meshctl.app.check.question import cache_key
from meshctl.catalogue.files import CatalogueFiles
from meshctl.model.findings import Finding, Severity
from meshctl.model.places import Place
from meshctl.results.check_answer import CheckAnswer

DAY = date(2026, 11, 23)
KEY = b"q" * 32
# Whatever a name, a message or a quoted value may hold, halves of characters included.
TEXTS = st.text(st.characters(exclude_categories=()))
OF_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(0, 10**9),
    bool: st.booleans(),
    Severity: st.sampled_from(Severity),
}
PLACES = st.builds(Place, **{name: OF_TYPE[type_] for name, type_ in Place.__annotations__.items()})
FINDINGS = st.builds(Finding, **{field.name: {**OF_TYPE, Place: PLACES}[field.type] for field in fields(Finding)})
ANSWERS = st.builds(
    CheckAnswer,
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
@example(CheckAnswer((Finding("a", Place("\ud83d\ude00"), "two halves that stay two"),)))
def test_an_answer_comes_back_as_it_was(answer: CheckAnswer) -> None:
    back = decode_entry(encode_entry(answer, KEY), KEY)
    assert back == answer
    assert back and [*back.severities] == [*answer.severities]


@given(FILES, FILES)
@example(CatalogueFiles({"a": b"bc"}, frozenset()), CatalogueFiles({"a": b"b", "c": b""}, frozenset()))
@example(CatalogueFiles({"a": b""}, frozenset()), CatalogueFiles({}, frozenset({"a"})))
@example(CatalogueFiles({}, frozenset({"a"})), CatalogueFiles({}, frozenset({"b"})))
@example(CatalogueFiles({"a": b"x\0", "b": b"y"}, frozenset()), CatalogueFiles({"a": b"x", "b": b"\0y"}, frozenset()))
@example(CatalogueFiles({"a": b"x", "b": b"y"}, frozenset()), CatalogueFiles({"a": b"y", "b": b"x"}, frozenset()))
def test_only_equal_files_have_the_same_key(one: CatalogueFiles, other: CatalogueFiles) -> None:
    assert (cache_key(one, DAY, "code") == cache_key(other, DAY, "code")) == (one == other)


def test_another_day_and_other_code_have_another_key() -> None:
    files = CatalogueFiles({"mesh.yaml": b"mesh: a"}, frozenset({"mesh.yaml"}))
    keys = {cache_key(files, day, code) for day in (DAY, date(2026, 11, 22)) for code in ("code", "other")}
    assert len(keys) == 4


def test_an_answer_to_another_question_is_none() -> None:
    assert decode_entry(encode_entry(CheckAnswer(()), KEY), b"p" * 32) is None


@given(ANSWERS, st.data())
def test_no_byte_of_it_can_be_lost_or_changed_unseen(answer: CheckAnswer, data: st.DataObject) -> None:
    entry = encode_entry(answer, KEY)
    at = data.draw(st.integers(0, len(entry) - 1))
    assert decode_entry(entry[:at], KEY) is None
    assert decode_entry(entry[:at] + bytes([entry[at] ^ 1]) + entry[at + 1 :], KEY) is None


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
        b'{"findings": 1, "counts": {}, "severities": {}}',
        b'{"findings": [1], "counts": {}, "severities": {}}',
        b'{"findings": [[]], "counts": {}, "severities": {}}',
        b'{"findings": [["a", "b", true, 1, 1, "m", "", "", "error", true]], "counts": {}, "severities": {}}',
        b'{"findings": [["a", "b", 1, 1, 1, "m", "", "", "fatal", true]], "counts": {}, "severities": {}}',
        b'{"findings": [], "counts": {"system": "1"}, "severities": {}}',
        b'{"findings": [], "counts": [], "severities": {}}',
        b'{"findings": [], "counts": {}, "severities": {"loop": "off"}}',
    ],
    ids=lambda content: content[:90].decode("latin-1"),
)
def test_what_is_no_answer_is_none_under_whatever_digest(content: bytes) -> None:
    digest = blake2b(content, key=KEY, digest_size=32).hexdigest().encode()
    assert decode_entry(digest + b"\n" + content, KEY) is None
