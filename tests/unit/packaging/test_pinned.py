"""Which wheels a function has, by all its files together: what is pinned already needs no lock, and its own project is no wheel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.packages.lock_functions import is_lockable
from meshctl.errors import PackagingFailed
from meshctl.packaging.locks.pinned import pinned, wanted_in
from meshctl.packaging.locks.pinning_files import PinningFiles
from meshctl.packaging.requirements import Pin
from meshctl.packaging.targets import lambda_target

TARGET = lambda_target("python3.12", "arm64")
SIX = (Pin("six", "1.17.0"),)
PROJECT = '[project]\nname = "f"\nversion = "0"\nrequires-python = ">=3.12"\ndependencies = [{}]\n'
ITSELF = ["-e .", "-e ./", "--editable=.", "-e file:.", "."]


def pins_of(**texts: str) -> object:
    return pinned(PinningFiles({name.replace("_", "."): text for name, text in texts.items()}), TARGET)


@pytest.mark.parametrize(
    "name", ["-r more.txt", "-r more.txt\n-c limits.txt", "six==1.17.0\n-r more.txt", "-c limits.txt\n-r more.txt"]
)
def test_pins_may_stand_in_files_that_are_named(name: str) -> None:
    assert pins_of(requirements_txt=name, more_txt="six==1.17.0\n-r requirements.txt", limits_txt="six<2") == SIX


@pytest.mark.parametrize(
    "option", ["--prefer-binary", "--only-binary :all:", "--only-binary=:all:", "--only-binary six"]
)
def test_an_option_that_asks_for_wheels_says_what_holds_anyway(option: str) -> None:
    assert pins_of(requirements_txt=f"{option}\nsix==1.17.0") == SIX


@pytest.mark.parametrize("option", ["--no-binary :all:", "--index-url x", "--require-hashes", "-i x", "--pre"])
def test_any_other_option_is_refused_with_its_way_out(option: str) -> None:
    with pytest.raises(
        PackagingFailed, match=r"line 1 of requirements\.txt is an option and no requirement"
    ) as refusal:
        pins_of(requirements_txt=f"{option}\nsix==1.17.0")
    assert refusal.value.hint.startswith("leave the option out")


def test_a_range_in_a_file_that_is_named_needs_a_lock() -> None:
    with pytest.raises(PackagingFailed, match=r"requirements\.txt has no exact pins"):
        pins_of(requirements_txt="-r more.txt", more_txt="six>=1")


def test_a_mistake_is_told_where_it_stands() -> None:
    with pytest.raises(PackagingFailed, match=r"line 2 of more\.txt is an option and no requirement"):
        pins_of(requirements_txt="-r more.txt", more_txt="six==1.17.0\n--index x")


@pytest.mark.parametrize("itself", ITSELF)
def test_the_project_itself_is_no_wheel_where_all_that_it_wants_is_pinned(itself: str) -> None:
    project = PROJECT.format("'six>=1.16', 'pywin32; sys_platform == \"win32\"'")
    assert pins_of(requirements_txt=f"{itself}\nsix==1.17.0 # via f\n", pyproject_toml=project) == SIX


@pytest.mark.parametrize("wanted", ["'six>=2'", "'six', 'attrs'"])
def test_what_it_wants_besides_is_told(wanted: str) -> None:
    with pytest.raises(PackagingFailed, match=r"does not pin (six|attrs) as pyproject\.toml wants it"):
        pins_of(requirements_txt="-e .\nsix==1.17.0", pyproject_toml=PROJECT.format(wanted))


@pytest.mark.parametrize("itself", ITSELF)
def test_a_project_that_is_named_with_ranges_is_locked_with_what_it_wants(itself: str) -> None:
    texts = {"requirements.txt": f"{itself}\nattrs>=20\n", "pyproject.toml": PROJECT.format("'six>=1.16'")}
    wanted = wanted_in(PinningFiles(texts))
    assert (wanted.requirements, wanted.oldest) == (("attrs>=20", "six>=1.16"), "3.12")
    assert is_lockable(PinningFiles(texts))


@pytest.mark.parametrize("line", ["-e .", "-e ./lib", "-e ..", "-e .[fast]"])
def test_another_project_or_one_that_says_nothing_is_refused(line: str) -> None:
    with pytest.raises(PackagingFailed, match=r"line 1 of requirements\.txt (names a project|is no requirement)"):
        pins_of(requirements_txt=line)


def test_an_editable_line_in_another_file_is_not_the_function() -> None:
    with pytest.raises(PackagingFailed, match=r"line 1 of more\.txt is no requirement"):
        pins_of(requirements_txt="-r more.txt", more_txt="-e .", pyproject_toml=PROJECT.format(""))


LINES = st.lists(
    st.sampled_from(
        ["six==1.17.0", "attrs==25.1.0", "idna == 3.7", "pydantic [email]==2.12.5", "# none", "six==1.17.0  # via f"]
    ),
    max_size=6,
)


@given(LINES, LINES, st.sampled_from(["\n", "\r\n"]))
def test_wherever_pins_stand_they_are_the_same(here: list[str], there: list[str], newline: str) -> None:
    together = pins_of(requirements_txt=newline.join([*here, *there, ""]))
    named = pins_of(requirements_txt=newline.join(["-r more.txt", *here]), more_txt=newline.join(there))
    assert named == together


@pytest.mark.parametrize(
    "elsewhere", ['vcs = {type = "git", url = "x", commit-id = "0"}', 'version = "1"', "directory = {path = '../g'}"]
)
def test_what_another_machine_takes_from_elsewhere_is_none_of_ours(elsewhere: str) -> None:
    other = f'[[packages]]\nname = "other"\nmarker = "sys_platform == \'win32\'"\n{elsewhere}\n'
    assert pins_of(pylock_toml=f'lock-version = "1.0"\n{other}') == ()
    with pytest.raises(PackagingFailed):
        pins_of(pylock_toml=f'lock-version = "1.0"\n{other.replace("win32", "linux")}')
