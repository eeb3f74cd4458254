"""A lock that is for other Pythons or machines than the function's is refused, and one that is for them is taken, whoever wrote it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.wheels.lock_wheels import export_pins
from meshctl.app.packages.build_package import pins_of
from meshctl.app.packages.read_function import read_function
from meshctl.errors import PackagingFailed
from meshctl.packaging.locks.pinning_files import LockedProject
from meshctl.packaging.locks.pylock import read_pylock
from meshctl.packaging.locks.uv_lock import refuse_stale_lock, refuse_unsupported_lock
from meshctl.packaging.needs import refuse_unsupported
from meshctl.packaging.requirements import Pin
from meshctl.packaging.targets import lambda_target, this_interpreter

ARM = lambda_target("python3.12", "arm64")
HASH = "ab" * 32
WHEEL = f'wheels = [{{ url = "https://x.example/six-1.17.0-py2.py3-none-any.whl", hash = "sha256:{HASH}" }}]\n'
PYPROJECT = '[project]\nname = "f"\nversion = "0"\nrequires-python = "{}"\ndependencies = ["Six>=1.16"]\n'
UV_LOCK = """\
version = 1
revision = 3
requires-python = "{}"
{}
[[package]]
name = "f"
version = "0"
source = {{ virtual = "." }}
dependencies = [{{ name = "six" }}]

[package.metadata]
requires-dist = [{{ name = "six", specifier = ">=1.16" }}]

[[package]]
name = "six"
version = "1.17.0"
source = {{ registry = "elsewhere" }}
"""
TAKEN = [">=3.11", ">=3.12", "==3.12.*", "~=3.12", ">=3.12.4", "<3.12.5", ">=3.9,<4", "", "==3.12.7", ">=3.12.0rc1"]
REFUSED = [">=3.13", "<3.12", "==3.11.*", ">=3.12.100,<3.13", "~=3.13.1", "<=3.11", "!=3.12.*"]
ELSEWHERE = ["sys_platform == 'darwin'", "platform_machine == 'x86_64'", "python_full_version < '3.12'"]
HERE = ["sys_platform == 'linux'", "platform_machine == 'aarch64'", "python_full_version >= '3.12'", "os_name != 'nt'"]


def pylock(**said: str) -> str:
    head = "".join(f"{name.replace('_', '-')} = {value}\n" for name, value in said.items())
    return f'lock-version = "1.0"\n{head}[[packages]]\nname = "six"\nversion = "1.17.0"\n{WHEEL.replace("hash = ", "x = ")}'


def uv_project(requires: str, more: str = "") -> LockedProject:
    return LockedProject(PYPROJECT.format(requires), UV_LOCK.format(requires, more) + WHEEL)


READERS: list[Callable[[str, list[str]], object]] = [
    lambda requires, markers: read_pylock(pylock(requires_python=f'"{requires}"', environments=repr(markers)), ARM),
    lambda requires, markers: refuse_unsupported_lock(uv_project(requires, f"supported-markers = {markers!r}"), ARM),
    lambda requires, markers: refuse_unsupported_lock(uv_project(requires, f"resolution-markers = {markers!r}"), ARM),
]


@pytest.mark.parametrize("read", READERS)
@given(st.sampled_from(TAKEN), st.lists(st.sampled_from(ELSEWHERE)), st.none() | st.sampled_from(HERE))
def test_a_lock_for_the_function_among_others_is_taken(
    read: Callable[[str, list[str]], object], requires: str, elsewhere: list[str], here: str | None
) -> None:
    read(requires, [*elsewhere, here] if here else [])


@pytest.mark.parametrize("read", READERS)
@given(st.sampled_from(REFUSED), st.lists(st.sampled_from(HERE)))
def test_a_lock_for_other_pythons_is_refused(
    read: Callable[[str, list[str]], object], requires: str, here: list[str]
) -> None:
    with pytest.raises(PackagingFailed, match=r"(py|uv\.)lock(\.toml)? is not for Python 3\.12") as refusal:
        read(requires, here)
    assert "runtime" in refusal.value.hint


@pytest.mark.parametrize("read", READERS)
@given(st.sampled_from(TAKEN), st.lists(st.sampled_from(ELSEWHERE), min_size=1))
def test_so_is_one_for_other_machines(
    read: Callable[[str, list[str]], object], requires: str, elsewhere: list[str]
) -> None:
    with pytest.raises(PackagingFailed, match=r"is for other machines than Linux on aarch64 with Python 3\.12"):
        read(requires, elsewhere)


def test_a_package_of_a_lock_that_is_not_for_the_function_counts_where_its_marker_holds() -> None:
    text = pylock() + 'requires-python = ">=3.13"\n'
    with pytest.raises(PackagingFailed, match=r"six in pylock\.toml is not for Python 3\.12"):
        read_pylock(text, ARM)
    assert read_pylock(text + "marker = \"python_version >= '3.13'\"\n", ARM) == ()


@pytest.mark.parametrize("requires", REFUSED)
def test_of_this_interpreter_nothing_is_asked(requires: str) -> None:
    refuse_unsupported("uv.lock", requires, ELSEWHERE, this_interpreter())


@given(
    st.one_of(st.integers(), st.text(max_size=5), st.lists(st.integers(), min_size=1)), st.lists(st.text(max_size=9))
)
def test_what_no_lock_says_is_refused_in_a_sentence(requires: object, markers: list[str]) -> None:
    with suppress(PackagingFailed):
        refuse_unsupported("uv.lock", requires, markers, ARM)


@pytest.mark.pip
@pytest.mark.parametrize("requires", [">=3.13", "==3.13.*", ">=3.12.50,<4"])
def test_a_project_is_packaged_for_its_python_whatever_meshctl_runs_on(tmp_path: Path, requires: str) -> None:
    project = uv_project(requires)
    for name, text in {"pyproject.toml": project.pyproject, "uv.lock": project.lock, "handler.py": ""}.items():
        (tmp_path / name).write_text(text)
    sources = read_function(tmp_path, "handler.handle", lambda_target("python3.13", "arm64"))
    assert pins_of(sources, export_pins) == (Pin("six", "1.17.0", (), (HASH,)),)


@pytest.mark.parametrize("dependencies", ['"six>=1.17"', "", '"six>=1.16", "attrs"', '"attrs>=1.16"'])
def test_a_lock_of_other_dependencies_is_refused(dependencies: str) -> None:
    project = uv_project(">=3.13")
    refuse_stale_lock(project)
    stale = LockedProject(project.pyproject.replace('"Six>=1.16"', dependencies), project.lock)
    with pytest.raises(PackagingFailed, match=r"uv\.lock is of other dependencies"):
        refuse_stale_lock(stale)


@given(st.sampled_from(["package = 1", "package = [1]", '[[package]]\nsource = {virtual = "."}\nmetadata = 1', "= "]))
def test_what_is_no_lock_of_uv_is_refused_in_a_sentence(lock: str) -> None:
    with pytest.raises(PackagingFailed, match=r"uv\.lock is"):
        refuse_stale_lock(LockedProject(PYPROJECT.format(">=3.13"), lock))
