"""Requirements with ranges are pinned by `meshctl lock`, and whatever pins them is accepted: real uv, wheels made by hand."""

import subprocess
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from uv import find_uv_bin

from tests.support.catalogues import write_catalogue
from tests.support.running import Done, meshctl
from tests.unit.packaging.handmade_wheels import WheelDirectory

pytestmark = pytest.mark.pip
CHARGE = "payments/lambdas/charge"
PROJECT = '[project]\nname = "charge"\nversion = "0"\nrequires-python = ">=3.11"\ndependencies = ["swift>=1"]\n'


@pytest.fixture
def wheels(tmp_path: Path) -> WheelDirectory:
    (tmp_path / "wheels").mkdir()
    made = WheelDirectory(tmp_path / "wheels")
    for version in ("1.0", "2.0"):
        made.add_wheel("swift", version, needs=("light",))
    made.add_wheel("light", "1.0")
    return made


def run(tmp_path: Path, files: Mapping[str, str], *command: str) -> Done:
    catalogue = write_catalogue(tmp_path / "catalogue", {f"{CHARGE}/{path}": text for path, text in files.items()})
    found = str(tmp_path / "wheels")
    return meshctl(catalogue, *command, PIP_NO_INDEX="1", PIP_FIND_LINKS=found, PIP_CONFIG_FILE="/dev/null")


def versions(tmp_path: Path) -> set[str]:
    (package,) = (tmp_path / "catalogue" / ".meshctl" / "packages" / "dev").glob("*.zip")
    names = ZipFile(BytesIO(package.read_bytes())).namelist()
    return {name.partition(".dist-info")[0] for name in names if name.endswith("METADATA")}


@pytest.mark.parametrize(("python", "locked"), [(">=3.12", "3.0"), (">=3.11", "2.0"), ("~=3.13", "3.0")])
def test_versions_for_newer_pythons_are_chosen_where_the_project_is_for_these(
    wheels: WheelDirectory, tmp_path: Path, python: str, locked: str
) -> None:
    wheels.add_wheel("swift", "3.0", requires_python=">=3.12")
    project = PROJECT.replace(">=3.11", python).replace("swift>=1", "swift==3.0" if locked == "3.0" else "swift<3")
    assert run(tmp_path, {"pyproject.toml": project}, "lock").code == 0
    assert f'version = "{locked}"' in (tmp_path / "catalogue" / CHARGE / "pylock.toml").read_text()
    assert run(tmp_path, {}, "lock", "--check").code == 0


def test_ranges_are_locked_and_stay_until_they_are_upgraded(wheels: WheelDirectory, tmp_path: Path) -> None:
    refused = run(tmp_path, {"requirements.txt": "swift>=1,<2\n"}, "package", "--stage", "dev")
    assert (refused.code, "meshctl lock" in refused.err) == (1, True)

    assert "locked  " in run(tmp_path, {}, "lock").out
    assert run(tmp_path, {}, "package", "--stage", "dev").code == 0
    assert versions(tmp_path) == {"swift-1.0", "light-1.0"}

    changed = {"requirements.txt": "swift>=1\n"}
    assert run(tmp_path, changed, "lock", "--check").code == 1
    assert "other requirements" in run(tmp_path, {}, "package", "--stage", "dev").err
    for command, wanted in (["lock"], "swift-1.0"), (["lock", "--upgrade"], "swift-2.0"):
        assert run(tmp_path, {}, *command).code == 0
        assert run(tmp_path, {}, "lock", "--check").out.startswith("current  ")
        run(tmp_path, {}, "package", "--stage", "dev")
        assert versions(tmp_path) == {wanted, "light-1.0"}


@pytest.mark.parametrize(
    "files",
    [
        {"requirements.txt": "-r more.txt\n", "more.txt": "-c ../../constraints.txt\nswift; python_version > '3'\n"},
        {"requirements.txt": "swift --hash=sha256:" + "0" * 64 + "\n-c ../../constraints.txt\n"},
        {"pyproject.toml": PROJECT.replace(">=1", "~=1.0")},
    ],
)
def test_whatever_wants_a_package_can_be_locked(wheels: WheelDirectory, tmp_path: Path, files: dict[str, str]) -> None:
    assert run(tmp_path, files | {"../../constraints.txt": "swift<2\n"}, "lock", "payments/capture/charge").code == 0
    assert run(tmp_path, {}, "package", "--stage", "dev").code == 0
    assert versions(tmp_path) == {"swift-1.0", "light-1.0"}


def test_a_project_that_uv_has_locked_is_taken_as_it_is(wheels: WheelDirectory, tmp_path: Path) -> None:
    source = tmp_path / "catalogue" / CHARGE
    run(tmp_path, {"pyproject.toml": PROJECT}, "check")
    lock = [find_uv_bin(), "lock", "--quiet", "--no-index", "--find-links", str(tmp_path / "wheels"), "--no-config"]
    subprocess.run(lock, cwd=source, check=True)
    assert run(tmp_path, {}, "lock").out == ""
    assert run(tmp_path, {}, "package", "--stage", "dev").code == 0
    assert versions(tmp_path) == {"swift-2.0", "light-1.0"}

    done = run(tmp_path, {"pyproject.toml": PROJECT.replace(">=1", "<2")}, "package", "--stage", "dev")
    assert (done.code, "uv lock" in done.err) == (1, True)


@pytest.mark.parametrize(
    "line",
    ["-r ../../../../outside.txt", "-r absent.txt", "-r https://me:hunter2@x.example/r.txt", "swift @ https://me:hunter2@x.example/s.whl", "--index-url https://me:hunter2@x.example/simple", "-e .", "./swift.whl", "git+https://hunter2@x.example/s", "-c"],
)  # fmt: skip
def test_where_code_comes_from_is_not_the_catalogues_to_say(tmp_path: Path, line: str) -> None:
    (tmp_path / "outside.txt").write_text("swift")
    for command in (["lock"], ["package", "--stage", "dev"]):
        done = run(tmp_path, {"requirements.txt": f"light\n{line}\n"}, *command)
        assert done.code == 1
        assert "hunter2" not in done.err
        assert "Traceback" not in done.err
