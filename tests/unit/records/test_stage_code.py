"""What a record keeps of what its packages were built of."""

from meshctl.records.stage_code import StageCode
from meshctl.render.root_code import root_code

SOURCES = {"terraform/hub/main.tf": b"hub", "terraform/system/main.tf": b"system", "modules/bus/main.tf": b"bus"}
TWO = {"functions": {"a/a": {"package_hash": "A"}, "b/b": {"package_hash": "B"}}}


def test_of_each_package_that_stands_it_is_kept_what_is_known_now_else_what_was_known() -> None:
    code = StageCode({}, {"sources of a": "A", "sources of c": "C"})
    before = {"older sources of a": "A", "sources of b": "B", "sources of d": "D"}
    assert code.built_in(TWO, before) == {"sources of a": "A", "sources of b": "B"}


def test_two_functions_of_one_package_keep_both_of_their_sources() -> None:
    same = {"functions": {"a/a": {"package_hash": "A"}, "b/b": {"package_hash": "A"}}}
    assert StageCode({}, {"one": "A", "other": "A"}).built_in(same, {}) == {"one": "A", "other": "A"}


def test_the_code_of_a_stack_is_that_of_its_root() -> None:
    code = StageCode({"hub": "hub code", "system": "system code"}, {})
    assert code.of(("111111111111", "hub")) == "hub code"
    assert code.of(("222222222222", "system-orders")) == "system code"


def changed(**files: bytes) -> set[str]:
    """The roots whose digest is another, where these files are."""
    before, after = root_code(SOURCES, "1.10"), root_code({**SOURCES, **files}, "1.10")
    return {root for root in before if before[root] != after[root]}


def test_a_root_has_other_code_when_a_file_of_its_own_or_of_a_module_is_another() -> None:
    assert changed() == set()
    assert changed(**{"terraform/hub/main.tf": b"other"}) == {"hub"}
    assert changed(**{"modules/bus/main.tf": b"other"}) == changed(**{"modules/new/main.tf": b""}) == {"hub", "system"}


def test_another_version_of_a_tool_is_other_code() -> None:
    assert not root_code(SOURCES, "1.10").items() & root_code(SOURCES, "1.11").items()
