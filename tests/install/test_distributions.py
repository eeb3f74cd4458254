"""What the wheel and the source distribution hold."""

import tarfile
from email import message_from_string
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest

from meshctl import __version__
from tests.architecture.tree import paths

from .distributions import CHECKOUT, Distributions, build

pytestmark = [pytest.mark.install, pytest.mark.xdist_group("install")]
SHARED = (
    "modules/",
    "terraform/",
    "lambdas/meshkit/",
    "policy/",
    "requirements/codegen.txt",
    "requirements/policy.txt",
)


@pytest.fixture
def wheel(distributions: Distributions) -> ZipFile:
    return ZipFile(distributions.wheel)


@pytest.fixture
def metadata(wheel: ZipFile) -> Message:
    return message_from_string(wheel.read(f"meshctl-{__version__}.dist-info/METADATA").decode())


def is_of_no_use(path: str) -> bool:
    return path.endswith("README.md") or (path.startswith(("modules/", "terraform/")) and "/tests/" in path)


def test_the_wheel_holds_the_package_and_what_it_deploys_and_nothing_else(wheel: ZipFile) -> None:
    own = {path for path in paths() if path.startswith("meshctl/")}
    shared = {f"meshctl/share/{path}" for path in paths() if path.startswith(SHARED) and not is_of_no_use(path)}
    assert {name for name in wheel.namelist() if ".dist-info/" not in name} == own | shared


def test_what_it_deploys_has_the_bytes_of_the_checkout(wheel: ZipFile) -> None:
    shared = [name for name in wheel.namelist() if name.startswith("meshctl/share/")]
    assert shared
    assert all(wheel.read(name) == (CHECKOUT / name.removeprefix("meshctl/share/")).read_bytes() for name in shared)


def test_a_wheel_of_the_source_distribution_has_the_same_bytes(distributions: Distributions, tmp_path: Path) -> None:
    with tarfile.open(distributions.source) as source:
        source.extractall(tmp_path, filter="data")
    rebuilt = build(tmp_path / f"meshctl-{__version__}", tmp_path / "dist", "--target", "wheel")
    assert rebuilt.wheel.name == distributions.wheel.name
    assert rebuilt.wheel.read_bytes() == distributions.wheel.read_bytes()


def test_the_metadata_say_who_and_under_which_licence(wheel: ZipFile, metadata: Message) -> None:
    told = {name: metadata[name] for name in ("Version", "Author", "License-Expression", "License-File")}
    assert told == {
        "Version": __version__,
        "Author": "the meshctl authors",
        "License-Expression": "Apache-2.0",
        "License-File": "LICENSE",
    }
    licence = wheel.read(f"meshctl-{__version__}.dist-info/licenses/LICENSE")
    assert licence == (CHECKOUT / "LICENSE").read_bytes()


def test_the_metadata_name_no_place_in_the_web(metadata: Message) -> None:
    assert {"Home-page", "Download-URL", "Project-URL"} & set(metadata.keys()) == set()


def test_the_wheel_says_that_it_is_typed(wheel: ZipFile) -> None:
    assert "meshctl/py.typed" in wheel.namelist()


def test_only_the_extra_needs_moto(metadata: Message) -> None:
    needed = metadata.get_all("Requires-Dist", [])
    assert [one for one in needed if one.startswith(("moto", "flask")) and "extra == 'local'" not in one] == []
    assert metadata.get_all("Provides-Extra") == ["local"]
