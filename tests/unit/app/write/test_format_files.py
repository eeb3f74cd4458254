import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from meshctl.app.write.format_files import formatted
from meshctl.catalogue.documents.yaml_documents import read_document
from meshctl.catalogue.edits.key_order import order_of
from meshctl.catalogue.files import is_document
from meshctl.errors import MeshctlError
from tests.support.shop import SHOP, shop_files
from tests.support.whole_language import CHECKOUT, WHOLE

FILES = sorted(path for path in shop_files().contents if is_document(path))
SERVICE = "orders/a.yaml"


def fmt(text: str, file: str = SERVICE) -> str:
    return formatted(file, text.encode()).decode()


@pytest.mark.parametrize("file", FILES)
def test_the_shop_is_in_form(file: str) -> None:
    assert formatted(file, (SHOP / file).read_bytes()) == (SHOP / file).read_bytes()


def test_keys_come_in_the_order_of_the_language_with_their_comments() -> None:
    text = (
        "# header\nservice: a\n\n# who receives\nsubscribes:\n    b:\n        deliver_to: {queue: q}   # to it\n"
        "      # which\n        event: o/P\nqueues:\n    q: {}\n# about it\ndescription: x\n"
    )
    assert fmt(text) == (
        "# header\nservice: a\n# about it\ndescription: x\n\nqueues:\n  q: {}\n\n# who receives\nsubscribes:\n  b:\n"
        "    # which\n    event: o/P\n    deliver_to: {queue: q}       # to it\n"
    ).replace("service: a\n# about", "service: a\n\n# about")


def test_keys_in_braces_are_ordered_and_names_of_people_are_not() -> None:
    text = "service: a\nfunctions: {z: {handler: h.h, source: s}, b: {source: s, handler: h.h}}\n"
    assert fmt(text) == "service: a\nfunctions: {z: {source: s, handler: h.h}, b: {source: s, handler: h.h}}\n"


def test_versions_of_an_event_have_an_order_of_their_own() -> None:
    text = "service: a\npublishes:\n  B.v2:\n    description: x\n    schema: b.json\n  B:\n    schema: a.json\n    version: 1\n"
    assert fmt(text) == (
        "service: a\npublishes:\n  B.v2:\n    schema: b.json\n    description: x\n  B:\n    version: 1\n    schema: a.json\n"
    )


def test_a_key_that_a_form_describes_has_the_order_of_that_form() -> None:
    first, further = (order_of("service", ("publishes", key)) for key in ("OrderPlaced", "OrderPlaced.v2"))
    assert (first[0], "version" in further) == ("version", False)
    assert tuple(first[1:]) == tuple(further)


def test_every_section_of_the_language_has_its_place() -> None:
    order = [line.rstrip(":") for line in CHECKOUT.splitlines() if line.endswith(":") and line[0] != " "]
    assert len(order) > 15
    mixed = "service: checkout\n" + "".join(f"{key}:\n" for key in sorted(order))
    assert [line.rstrip(":") for line in fmt(mixed).split() if line.endswith(":")][1:] == order


@pytest.mark.parametrize("file", ["mesh.yaml", "orders/system.yaml", "orders/checkout.yaml"])
def test_a_catalogue_that_says_everything_is_in_form(file: str) -> None:
    assert fmt(WHOLE[file], file) == WHOLE[file]


def test_braces_over_several_lines_are_put_on_one() -> None:
    text = "service: a\nfunctions:\n  z: {handler: h.h,\n    source: s}\n"
    assert fmt(text) == "service: a\nfunctions:\n  z: {source: s, handler: h.h}\n"


def test_braces_that_are_too_long_for_a_line_have_lines_of_their_own() -> None:
    codes = ", ".join(f"code-{number}" for number in range(12))
    text = f"service: a\nsubscribes:\n  b: {{event: o/P, where: {{country: [{codes}], total: [1]}}, deliver_to: {{queue: q}}}}   # why\n"
    assert fmt(text) == (
        "service: a\nsubscribes:\n  b:   # why\n    event: o/P\n    where:\n"
        f"      country: [{codes}]\n      total: [1]\n    deliver_to: {{queue: q}}\n"
    )


def test_no_line_is_broken_before_a_word_that_is_too_long() -> None:
    word = "https://shop.example/" + "path/" * 40
    for text in (f"service: a\ndescription: {word}\n", f"service: a\nwhere:\n  a:\n    - prefix: {word}\n"):
        assert fmt(text) == text
    assert fmt(f"service: a\ndescription: {word} and more\n") == f"service: a\ndescription: {word}\n  and more\n"


@pytest.mark.parametrize(
    "text",
    [
        "service: a\nsubscribes:\n  b:\n    where: {t: [{numeric: ['>', 0]}, \"x\"]}\n",
        "service: a\ndescription: |\n  # no comment\n    deeper\n\nqueues: {}\n",
        "service: \"a\"\ndescription: 'it''s # quoted'\n",
        "service: a\ncolour: red\n",
    ],
)
def test_what_is_in_form_stays(text: str) -> None:
    assert fmt(text) == text


def test_line_ends_and_a_byte_order_mark_are_put_right() -> None:
    assert formatted(SERVICE, b"\xef\xbb\xbfservice: a\r\nqueues: {}\r\n") == b"service: a\nqueues: {}\n"


@pytest.mark.parametrize("text", ["a: [\n", "a: &x 1\n", "a: 1\na: 2\n", "a: 1\n---\nb: 2\n", "\0"])
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(MeshctlError, match="cannot be read"):
        fmt(text)


WORDS = st.one_of(
    st.sampled_from(
        ["x", "yes", "no", "null", "1", "1.0", "012", "0x1f", "1_000", "1e3", "~", "a b", "a: b", "# a", "é"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8),
)
QUOTED = WORDS.map(lambda word: "'" + word.replace("'", "''") + "'")
SCALARS = st.one_of(
    st.sampled_from(["x", "yes", "null", "1", "1.50", "012", "0x1f", "1_000", "1e3", "~", "a b", "word " * 40 + "end"]),
    QUOTED,
    st.lists(QUOTED, max_size=3).map(lambda words: f"[{', '.join(words)}]"),
    st.lists(QUOTED, max_size=2).map(lambda words: f"[{{numeric: [{', '.join(words)}]}}]"),
)
COMMENTS = st.sampled_from(["", "", "  # why", " #", "      # wide"])
ABOVE = st.sampled_from(["", "", "\n", "# above\n", "\n# above\n# twice\n", "    # deep\n"])
KEYS = [
    "description",
    "service",
    "publishes",
    "functions",
    "queues",
    "subscribes",
    "colour",
    "event",
    "deliver_to",
    "where",
]


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0, step: int = 2) -> str:
    """A block mapping of the language's keys in any order, with comments anywhere."""
    text = ""
    for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True)):
        indent = " " * (depth * step)
        text += f"{draw(ABOVE)}{indent}{key}:"
        if depth < 3 and draw(st.booleans()):
            text += f"{draw(COMMENTS)}\n{draw(blocks(depth + 1, step))}"
        else:
            text += f" {draw(SCALARS)}{draw(COMMENTS)}\n"
    return text


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([2, 3, 4]).flatmap(lambda step: blocks(step=step)), st.sampled_from(["", "\n\n", "# end\n"]))
def test_form_is_reached_at_once_and_changes_no_meaning(text: str, end: str) -> None:
    before, findings = read_document(SERVICE, (text + end).encode())
    assume(before is not None and not findings)
    once = fmt(text + end)
    after, _ = read_document(SERVICE, once.encode())
    assert before and after and after.data == before.data
    assert fmt(once) == once
    assert once.count("# ") == (text + end).count("# ")


ODD = st.sampled_from([
    "2020-13-45", "2020-01-01", "2001-12-14t21:59:43.10-05:00", "9" * 5_000, "-0", "+1", "1e999", "-1.5E-400", ".inf", "-.INF",
    ".nan", "0o17", "0x_1", "0b1", "1:30:00", "1_0.5", "=", "<<", "~", "Null", "yes", "y", "", "-", "---", "...", "? x", "!x y",
    "!!int 3", "!!binary aGk=", "&a b", "*a", "%YAML 1.1", "@a", "`a", "|", ">-", "|2", "[", "]", "{", "}", "{a: }", "[,]", "[a: b]",
    "{a, b}", "'", '"', "''", '"\\x07"', '"\\ud83d"', '"\\\n  b"', "'a\n\n  b'", "a\n\n  b", "a\x85b", "a\u2028b", "\ufeff", "\x07",
    "\t", "a\tb", "#", "a #b", "a# b", ",", "a:b", ":", "a: b", "é" * 70 + " " + "x" * 70, "x" * 1_100, "'" + "y " * 90 + "'",
])  # fmt: skip
"""What people hardly write, and what YAML or Python reads in a way of its own."""
INDENTS = st.sampled_from(["", "  ", "    ", "- ", "  - ", "? ", "# ", "\t"])


NAMES = st.text("ab-.", min_size=1, max_size=70).map(lambda name: f"k{name}")
LONG = st.one_of(
    SCALARS, QUOTED, st.sampled_from(["x" * 130, "'" + "y " * 90 + "'", '"' + "z z" * 60 + '"', "{}", "[]"])
)
NESTED = st.recursive(
    LONG.filter(lambda one: one != "~"),
    lambda inside: st.one_of(
        st.lists(inside, max_size=6).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(NAMES, inside, max_size=6).map(
            lambda said: f"{{{', '.join(f'{key}: {value}' for key, value in said.items())}}}"
        ),
    ),
    max_leaves=12,
)
KEPT_AS_THEY_STAND = "description: |\n  kept \n\n   \n  as it stands\n"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NESTED, COMMENTS), min_size=1, max_size=3), st.sampled_from(["", " ", "   "]), st.booleans())
def test_whatever_stands_in_braces_is_put_into_form_without_blanks_at_the_ends_of_lines(
    values: list[tuple[str, str]], blanks: str, kept: bool
) -> None:
    lines = [f"  k{number}: {value}{comment}" for number, (value, comment) in enumerate(values)]
    text = "".join(f"{line}{blanks}\n" for line in ["service: a", "where:", *lines])
    once = fmt(text + (KEPT_AS_THEY_STAND if kept else ""))
    before, after = (read_document(SERVICE, one.encode())[0] for one in (text, once))
    assert before and after
    assert {**before.data, **({"description": after.data["description"]} if kept else {})} == after.data
    assert fmt(once) == once
    put = once.replace(KEPT_AS_THEY_STAND, "")
    assert kept == (put != once)
    assert [line for line in put.split("\n") if line != line.rstrip() or len(line.partition("  #")[0]) > 2_000] == []


@pytest.mark.parametrize("first", ["{}", "[]", "{a: b}", "[a]", "[{}]", "x"])
@pytest.mark.parametrize("second", ["{}", "[a, {}]", "x"])
def test_a_commented_list_that_is_too_long_has_each_item_on_a_line_of_its_own(first: str, second: str) -> None:
    long = "x" * 120
    put = fmt(f"service: a\nwhere:\n  k: [{first}, {second}, {long}]  # why\n")
    assert put == f"service: a\nwhere:\n  k:   # why\n    - {first}\n    - {second}\n    - {long}\n"


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(INDENTS, ODD, st.sampled_from([": ", ":", " ", ":\n    "]), ODD), max_size=5), st.booleans())
def test_whatever_is_written_is_put_into_form_with_its_meaning_or_refused(
    lines: list[tuple[str, str, str, str]], service: bool
) -> None:
    text = ("service: a\n" if service else "") + "".join(f"{''.join(line)}\n" for line in lines)
    try:
        once = fmt(text)
    except MeshctlError:
        return
    before, after = (read_document(SERVICE, one.encode())[0] for one in (text, once))
    assert before and after
    assert (repr(after.data), fmt(once)) == (repr(before.data), once)


@pytest.mark.parametrize(
    "written", ["2020-13-45", "2020-01-01", "9" * 100, "1e999", "1_000", "0o17", "012", "1.50", "1:30"]
)
def test_what_looks_like_a_number_or_a_day_stays_as_it_is_written(written: str) -> None:
    assert fmt(f"service: {written}\n") == f"service: {written}\n"


def test_so_does_a_name_of_10_000_digits() -> None:
    assert fmt(f"service: {'9' * 10_000}\n").split() == ["service:", "9" * 10_000]
