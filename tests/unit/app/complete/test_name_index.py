"""The name index gives back the names that went in, and of whatever else lies there nothing that could harm a shell."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meshctl.app.complete.name_index import encode_names, names_in

KINDS = st.sampled_from(["stage", "service", "event"])
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,20}", fullmatch=True)
HARMLESS = re.compile(r"[A-Za-z0-9._/-]{1,256}")


@given(st.sets(st.tuples(KINDS, NAMES)), st.sets(KINDS), NAMES.map(lambda name: name[:2]) | st.just(""))
def test_the_names_of_a_kind_that_begin_so_come_back(
    names: set[tuple[str, str]], kinds: set[str], beginning: str
) -> None:
    wanted = {name for kind, name in names if kind in kinds and name.startswith(beginning)}
    assert names_in(encode_names(names, 10**6), kinds, beginning) == sorted(wanted)


@given(st.lists(st.binary() | st.text().map(str.encode)), st.text(max_size=2))
@example([b"$(touch x)"], "")
@example([b"\x1b[2J", b"a\x1b[2J", b"a\rb", b"a b", b"a*", b"a;b", "a\u202eb".encode()], "")
@example([b"-rf", b"a" * 1000], "")
def test_whatever_lies_there_every_word_is_harmless(lines: list[bytes], beginning: str) -> None:
    index = b"\n".join(b"event " + line for line in lines)
    assert [word for word in names_in(index, {"event"}, beginning) if not HARMLESS.fullmatch(word)] == []


def test_what_is_no_name_does_not_go_in() -> None:
    assert encode_names([("event", "a\nstage b"), ("event", "a b"), ("event", "a")], 100) == b"event a\n"


@pytest.mark.parametrize(("most", "left"), [(7, 0), (8, 1), (15, 1), (16, 2), (24, 3), (100, 3)])
def test_names_that_do_not_fit_in_are_left_out_whole(most: int, left: int) -> None:
    index = encode_names([("event", name) for name in "abc"], most)
    assert index == b"event a\nevent b\nevent c\n"[: 8 * left]
