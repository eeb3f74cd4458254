"""Where meshctl finds its own Terraform code and the runtime of functions, and what it says when they are missing."""

import shutil
from pathlib import Path

import pytest

from meshctl.adapters import installation
from meshctl.adapters.examine_machine import examine
from meshctl.adapters.installation import home, meshkit_files, packaging_code, terraform_sources
from meshctl.adapters.local_aws import required_libraries
from meshctl.app.tell.doctor import lacking
from meshctl.errors import LocalAwsFailed, MeshctlError

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as a wheel lays it out; gives its directory `share`."""
    share = tmp_path / "meshctl" / "share"
    for part in ("modules", "terraform", "lambdas"):
        shutil.copytree(CHECKOUT / part, share / part)
    monkeypatch.setattr(installation, "PACKAGE", share.parent)
    return share


def test_a_checkout_has_them_at_its_top() -> None:
    assert home() == CHECKOUT


def test_an_installation_has_the_same_in_its_package(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = (terraform_sources(), meshkit_files())
    assert home() == installed
    monkeypatch.undo()
    assert found == (terraform_sources(), meshkit_files())


@pytest.mark.parametrize(
    ("part", "fact", "words"),
    [
        ("modules", "Terraform code", "lacks the Terraform modules"),
        ("terraform", "Terraform code", "lacks the Terraform roots"),
        ("lambdas", "meshkit", "lacks meshkit"),
    ],
)
def test_what_an_installation_lacks_is_named(installed: Path, part: str, fact: str, words: str) -> None:
    shutil.rmtree(installed / part)
    found = {one.name: one.words for one in lacking(examine({}, ["5.100.0"]))}
    assert words in found[fact]
    with pytest.raises(MeshctlError, match=words):
        terraform_sources() and meshkit_files()


@pytest.mark.parametrize(
    "file", ["packaging/package.py", "app/packages/build_package.py", "adapters/wheels/install_wheels.py"]
)
def test_other_code_that_packages_makes_other_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    for part in ("lambdas", "meshctl/packaging", "meshctl/app/packages", "meshctl/adapters/wheels"):
        shutil.copytree(CHECKOUT / part, tmp_path / part)
    monkeypatch.setattr(installation, "PACKAGE", tmp_path / "meshctl")
    before = packaging_code()
    assert before == packaging_code()
    (tmp_path / "meshctl" / file).write_text("")
    assert packaging_code() != before


def test_without_its_libraries_the_embedded_aws_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(required_libraries, "LIBRARIES", (*required_libraries.LIBRARIES, "a-library-that-is-not-there"))
    found = {one.name: (one.words, one.hint) for one in lacking(examine({}, ["5.100.0"]))}
    assert found["embedded AWS"] == ("there is no a-library-that-is-not-there", "pip install 'meshctl[local]'")
    with pytest.raises(LocalAwsFailed, match="there is no a-library-that-is-not-there"):
        required_libraries.require_libraries()
