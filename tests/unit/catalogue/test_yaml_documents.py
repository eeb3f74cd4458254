from json import dumps
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.catalogue.documents.yaml_documents import MAX_BYTES, MOST_REPEATED, read_document
from meshctl.catalogue.documents.yaml_scalars import is_respelt, plain_value


def read(text: str) -> tuple[Any, list[tuple[str, int, int]]]:
    document, findings = read_document("f.yaml", text.encode())
    return document, [(finding.check, finding.place.line, finding.place.column) for finding in findings]


def test_values_are_read_by_yaml_1_2() -> None:
    document, _ = read("a: no\nb: true\nc: 3\nd: 1.5\ne: 'x'\nf: ~\ng: 012345678901\nh: 0x1F\ni: on\n")
    assert document.data == {
        "a": "no", "b": True, "c": 3, "d": 1.5, "e": "x", "f": None, "g": 12345678901, "h": "0x1F", "i": "on",
    }  # fmt: skip


def test_every_value_knows_its_place() -> None:
    document, _ = read("a:\n  b: [x, {c: d}]\n")
    place = document.place("a", "b", 1, "c")
    assert (place.line, place.column, place.length) == (2, 14, 1)


def test_a_key_knows_its_own_place() -> None:
    document, _ = read("a:\n  bb: 1\n")
    assert (document.key_place("a", "bb").column, document.key_place("a", "bb").length) == (3, 2)


def test_an_unknown_path_falls_back_to_what_holds_it() -> None:
    document, _ = read("a:\n  b: 1\n")
    assert document.place("a", "z", 3).line == 2


def test_a_duplicate_key_is_found_and_the_first_one_kept() -> None:
    document, findings = read("a: 1\nb: 2\na: 3\n")
    assert (document.data, findings) == ({"a": 1, "b": 2}, [("duplicate-key", 3, 1)])


def test_a_duplicate_key_with_a_mapping_does_not_leak_into_the_first() -> None:
    document, findings = read("a: {x: 1}\na: {y: 2}\n")
    assert (document.data, len(findings)) == ({"a": {"x": 1}}, 1)


@pytest.mark.parametrize(
    "text", ["a: &x 1", "a: *x", "a: !!str 1", "a: 1\n---\nb: 2", "&a [*a]", "a: !local {}"],
    ids=["anchor", "alias", "tag", "documents", "alias-loop", "own-tag"],
)  # fmt: skip
def test_what_hides_meaning_is_refused(text: str) -> None:
    document, findings = read(text)
    assert (document, findings[0][0]) == (None, "unsupported-yaml")


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 5_000, "a: b: c", "a: 'x", "? [a]\n: 1", "1: a", "\tx: 1", "a: \x00", "a\n b: : ["],
)  # fmt: skip
def test_what_is_no_catalogue_yaml_is_a_finding(text: str) -> None:
    document, findings = read(text)
    assert (document, findings[-1][0]) == (None, "invalid-yaml")


def test_a_file_that_is_not_utf8_names_its_line() -> None:
    _, findings = read_document("f.yaml", b"a: 1\nb: \xff\n")
    assert (findings[0].check, findings[0].place.line) == ("invalid-yaml", 2)


def test_a_file_too_large_is_not_parsed() -> None:
    document, findings = read_document("f.yaml", b"a" * (MAX_BYTES + 1))
    assert (document, findings[0].check) == (None, "invalid-yaml")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    document, findings = read_document("f.yaml", b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert (document.data, findings) == ({"a": 1, "b": 2}, [])


def test_an_empty_file_is_an_empty_document() -> None:
    document, findings = read("")
    assert (document.data, findings) == (None, [])


def test_a_number_too_long_to_be_exact_stays_text() -> None:
    document, _ = read(f"a: {'9' * 5000}\nb: 1e400\nc: .inf\n")
    assert document.data == {"a": "9" * 5000, "b": "1e400", "c": ".inf"}


@given(st.text(max_size=200))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    document, findings = read_document("f.yaml", text.encode("utf-8", "surrogatepass"))
    assert document is not None or findings


@given(
    st.recursive(
        st.none() | st.booleans() | st.text("ab: '\"#{}[]", max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
        max_leaves=10,
    )
)
def test_what_json_says_is_read_as_json_means_it(value: Any) -> None:
    import json

    document, findings = read_document("f.yaml", json.dumps(value).encode())
    assert (document.data, findings) == (value, [])


@pytest.mark.parametrize("directive", ["%YAML 1.1", "%YAML 1.2", "%TAG ! tag:shop.example,2026:"])
def test_a_directive_is_refused_where_it_stands(directive: str) -> None:
    assert read(f"{directive}\n---\na: no\n") == (None, [("unsupported-yaml", 1, 1)])


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\u0085", "\u2028"])
def test_lines_are_counted_as_yaml_counts_them(end: str) -> None:
    _, findings = read_document("f.yaml", f"a: 1{end}b: 2{end}c: \xff".encode().replace(b"\xc3\xbf", b"\xff"))
    assert (findings[0].place.line, findings[0].place.column) == (3, 4)


@pytest.mark.parametrize("text", ["---", "---\n", "---\n\n# later\n", "~\n", "\n\n"])
def test_a_document_that_says_nothing_is_placed_at_its_beginning(text: str) -> None:
    document, findings = read(text)
    assert (document.data, document.place().line, findings) == (None, 1, [])


def test_a_key_that_is_repeated_endlessly_is_told_a_hundred_times() -> None:
    document, findings = read("a: 1\n" * 1_000)
    assert (document.data, len(findings)) == ({"a": 1}, MOST_REPEATED)


def test_a_long_key_is_quoted_in_part() -> None:
    _, (finding,) = read_document("f.yaml", f"{'é' * 100}: 1\n{'é' * 100}: 2\n".encode())
    assert f'the key "{"é" * 56}... stands here a second time' in finding.message


@given(st.from_regex(r"-?(0|[1-9][0-9]{0,24})(\.[0-9]{1,24})?([eE][-+]?[0-9]{1,4})?", fullmatch=True))
def test_a_number_is_read_as_it_is_written_or_is_known_to_be_respelt(written: str) -> None:
    value = plain_value(written)
    assert is_respelt(written) or (type(value) in (int, float) and dumps(value) == written)
