import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.write.scaffold import SECTIONS
from meshctl.catalogue.documents.yaml_documents import read_document
from meshctl.catalogue.edits.insert_entry import with_entry
from meshctl.errors import MeshctlError

ENTRY = ["", "  version: 1", "  schema: a.json"]


def inserted(text: str, path: tuple[str, ...] = ("publishes",), block: list[str] = ENTRY) -> str:
    return with_entry("a.yaml", text.encode(), path, "New", block, SECTIONS).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "service: a\n# mine\npublishes:\n  Old: {version: 1}  # kept\n  # about what follows\n\n# next\nqueues: {}\n",
            "service: a\n# mine\npublishes:\n  Old: {version: 1}  # kept\n  # about what follows\n"
            "  New:\n    version: 1\n    schema: a.json\n\n# next\nqueues: {}\n",
        ),
        (
            "service: a\n\n# how it is received\nsubscribes: {}",
            "service: a\n\npublishes:\n  New:\n    version: 1\n    schema: a.json\n\n# how it is received\nsubscribes: {}\n",
        ),
        ("service: a\n", "service: a\n\npublishes:\n  New:\n    version: 1\n    schema: a.json\n"),
        ("service: a\npublishes: {}\n", "service: a\npublishes: {New: {version: 1, schema: a.json}}\n"),
        (
            "publishes: { Old: {version: 1} }\n",
            "publishes: {New: {version: 1, schema: a.json},  Old: {version: 1} }\n",
        ),
    ],
)
def test_an_entry_is_added_and_nothing_else_moves(before: str, after: str) -> None:
    assert inserted(before) == after


def test_an_entry_is_added_deep_in_a_block() -> None:
    text = 'stages:\n  dev:\n    accounts:\n      hub: "1"  # ours\n    state: {}\n'
    assert inserted(text, ("stages", "dev", "accounts"), [' "2"']) == text.replace("ours\n", 'ours\n      New: "2"\n')


@pytest.mark.parametrize("text", ["publishes: {New: {}}\n", "publishes:\n  New: {}\n", "publishes: [\n", "a: &x 1\n"])
def test_what_is_there_or_cannot_be_read_is_left_alone(text: str) -> None:
    with pytest.raises(MeshctlError):
        inserted(text)


KEYS = st.text("abcXYZ", min_size=1, max_size=4).filter(lambda key: key != "New")
LEAVES = st.one_of(
    st.integers(0, 99).map(str), st.just('"a # b"'), st.just("{x: [1, {y: 2}]}"), st.just("|\n      two\n\n      lines")
)


@given(
    st.dictionaries(KEYS, LEAVES, min_size=1),
    st.sampled_from(["", "\n", "# end\n", "queues: {}\n", "\n\n# x\nqueues: {}\n"]),
)
def test_wherever_it_is_added_everything_else_means_the_same(old: dict[str, str], rest: str) -> None:
    text = "service: a\npublishes:\n" + "".join(f"  {key}: {value}\n" for key, value in old.items()) + rest
    before, _ = read_document("a.yaml", text.encode())
    after, findings = read_document("a.yaml", inserted(text).encode())
    assert before and after and not findings
    assert after.data["publishes"].pop("New") == {"version": 1, "schema": "a.json"}
    assert (after.data, list(after.data)) == (before.data, list(before.data))
