import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.errors import PackagingFailed
from meshctl.packaging.locks.pylock import made_of, marked, read_pylock
from meshctl.packaging.requirements import Pin
from meshctl.packaging.wanted import wanted_by_project

HASH = "ab" * 32
WHEELS = f'wheels = [{{ url = "https://x.example/a.whl", hashes = {{ sha256 = "{HASH}" }} }}]\n'
HEAD = 'lock-version = "1.0"\ncreated-by = "hand"\n'


def test_the_pins_of_a_lock_have_versions_hashes_and_markers() -> None:
    text = HEAD + '[[packages]]\nname = "Flask_Cors"\nversion = "6.0"\nmarker = "os_name == \'posix\'"\n' + WHEELS
    assert read_pylock(text) == (Pin("flask-cors", "6.0", (), (HASH,), "os_name == 'posix'"),)
    assert (made_of(text), made_of(marked(text, "d1"))) == ("", "d1")
    assert read_pylock(marked(text, "d1")) == read_pylock(text)


@pytest.mark.parametrize("itself", ['{path = ".", editable = true}', '{path = "./"}'])
def test_the_project_that_a_lock_is_of_is_no_wheel(itself: str) -> None:
    text = (
        HEAD + f'[[packages]]\nname = "charge"\ndirectory = {itself}\n[[packages]]\nname = "a"\nversion = "1"\n{WHEELS}'
    )
    assert read_pylock(text) == (Pin("a", "1", (), (HASH,)),)


@pytest.mark.parametrize(
    "other", ['{path = "..", editable = true}', '{path = "./x"}', '{path = ".", subdirectory = "x"}', '"."', "{}"]
)
def test_another_directory_is_none_of_a_registry(other: str) -> None:
    with pytest.raises(PackagingFailed, match="charge from a registry"):
        read_pylock(f'{HEAD}[[packages]]\nname = "charge"\ndirectory = {other}\n')


def test_a_lock_does_not_say_as_whom_a_registry_was_asked() -> None:
    text = HEAD + 'index = "https://me:hunter2@x.example/simple"\n[[packages]]\nname = "a"\nversion = "1"\n'
    text += WHEELS.replace("://", "://hunter2@").replace("a.whl", "a@1.whl")
    assert marked(text, "d1").count("hunter2") == 0
    assert "https://x.example/a@1.whl" in marked(text, "d1")


@pytest.mark.parametrize(
    "package",
    [
        'name = "a"\nversion = "1"\nvcs = {type = "git", url = "https://me:hunter2@x.example/a"}\n',
        'name = "a"\ndirectory = {path = "../a"}\n',
        'name = "a"\nversion = "1"\narchive = {url = "https://hunter2@x.example/a.zip"}\n',
        'name = "a"\nversion = "1"\nsdist = {url = "https://x.example/a.tar.gz"}\n',
        'name = "a"\n' + WHEELS,
        "name = ",
    ],
)
def test_what_does_not_come_from_a_registry_as_a_wheel_is_refused(package: str) -> None:
    with pytest.raises(PackagingFailed, match=r"pylock\.toml") as refusal:
        read_pylock(f"{HEAD}[[packages]]\n{package}")
    assert "hunter2" not in f"{refusal.value.message} {refusal.value.hint}"


@pytest.mark.parametrize(
    ("version", "known"), [('"1.0"', True), ('"1.7"', True), ('"2.0"', False), ('""', False), ("1.0", False)]
)
def test_a_lock_of_another_format_is_refused(version: str, known: bool) -> None:
    text = f'lock-version = {version}\n[[packages]]\nname = "a"\nversion = "1"\n{WHEELS}'
    if known:
        assert read_pylock(text) == (Pin("a", "1", (), (HASH,)),)
        return
    with pytest.raises(PackagingFailed, match=r"pylock\.toml"):
        read_pylock(text)


def toml(value: Any) -> str:
    """A value of JSON as TOML has it, tables within one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(one)}" for key, one in value.items()) + "}"
    return f"[{', '.join(map(toml, value))}]" if isinstance(value, list) else json.dumps(value)


LOCK: dict[str, Any] = {
    "packages": [{"name": "a", "version": "1", "marker": "", "wheels": [{"hashes": {"sha256": HASH}}]}],
    "tool": {"meshctl": {"requirements": "d1"}},
    "project": {"dependencies": ["a"], "dynamic": ["version"]},
}
odd = st.sampled_from([3, True, "x", "a==1\n--index-url=https://x.example", [], [1], ["x"], {}, {"x": 1}, [{}], [[]]])


def with_one_changed(value: Any) -> st.SearchStrategy[Any]:
    """The value with an odd one somewhere within it, or in its place."""
    if isinstance(value, list) and value:
        return odd | with_one_changed(value[0]).map(lambda one: [one])
    if isinstance(value, dict) and value:
        within = [with_one_changed(one).map(lambda new, key=key: {**value, key: new}) for key, one in value.items()]  # type: ignore[misc]
        return odd | st.one_of(within)
    return odd


@settings(max_examples=50, deadline=None)
@given(st.one_of([with_one_changed(one).map(lambda new, key=key: {**LOCK, key: new}) for key, one in LOCK.items()]))  # type: ignore[misc]
def test_a_lock_or_a_project_of_any_shape_is_read_or_refused_in_a_sentence(document: dict[str, Any]) -> None:
    text = "\n".join(f"{name} = {toml(value)}" for name, value in document.items())
    assert isinstance(made_of(text), str)
    with suppress(PackagingFailed):
        assert "\n" not in "".join(map(str, read_pylock(text)))
    with suppress(PackagingFailed):
        assert wanted_by_project(text).requirements in ((), ("a",), ("x",))


@pytest.mark.parametrize("text", ["a = " + "[" * 9999, "a = " + "9" * 9999, "a"])
def test_what_is_no_toml_is_refused(text: str) -> None:
    for read in (read_pylock, made_of, wanted_by_project):
        with pytest.raises(PackagingFailed, match="is not valid TOML"):
            read(text)


@pytest.mark.parametrize(
    "text",
    [
        '[project]\ndynamic = ["dependencies"]',
        '[project]\ndependencies = "a"',
        '[tool.poetry.dependencies]\npython = "^3.12"\na = "1"',
    ],
)
def test_a_project_that_names_its_dependencies_elsewhere_is_not_taken_for_one_without(text: str) -> None:
    with pytest.raises(PackagingFailed, match=r"pyproject\.toml"):
        wanted_by_project(text)


def test_a_project_without_dependencies_wants_nothing() -> None:
    for text in ("[tool.ruff]", "[project]\nname = 'a'", "[tool.poetry.dependencies]\npython = '^3.12'"):
        assert wanted_by_project(text).requirements == ()
