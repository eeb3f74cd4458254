"""`meshctl doctor` looks for the versions of the AWS provider that the catalogue uses."""

from pathlib import Path

import pytest

from meshctl.adapters.terraform.binary import find_terraform
from meshctl.adapters.terraform.find_provider import PROVIDER
from tests.support.catalogues import MESH, write_catalogue
from tests.support.running import Done, meshctl
from tests.support.whole_language import WHOLE

NUMBERS = ["5.100.0", "5.101.0", "5.102.0"]


def _doctor(directory: Path, mirrored: list[str], *more: str) -> Done:
    for number in mirrored:
        (directory / "mirror" / PROVIDER / number / find_terraform().platform).mkdir(parents=True)
    return meshctl(directory, "doctor", *more, MESHCTL_PROVIDER_MIRROR=str(directory / "mirror"))


def _providers(done: Done) -> list[tuple[str, str]]:
    lines = [line.split() for line in done.out.splitlines() if " AWS provider " in line]
    return sorted((words[0], next(one for one in words if one[0].isdigit())) for words in lines)


def test_every_version_that_a_stage_uses_is_looked_for(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "catalogue", WHOLE)
    done = _doctor(tmp_path, NUMBERS)
    assert (done.code, _providers(done)) == (0, [("ok", number) for number in NUMBERS])


@pytest.mark.parametrize("lacking", NUMBERS)
def test_a_version_that_one_stage_uses_and_that_is_not_there_is_missing(tmp_path: Path, lacking: str) -> None:
    write_catalogue(tmp_path / "catalogue", WHOLE)
    done = _doctor(tmp_path, [number for number in NUMBERS if number != lacking])
    assert done.code == 1
    assert [line for line in done.out.splitlines() if "MISSING" in line and "AWS provider" in line and lacking in line]


def test_a_catalogue_elsewhere_can_be_named(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "elsewhere", {"mesh.yaml": MESH + "aws_provider: 5.101.0\n"})
    done = _doctor(tmp_path, ["5.101.0"], "--catalogue", "elsewhere")
    assert _providers(done) == [("ok", "5.101.0")]


def test_without_a_catalogue_the_version_is_looked_for_that_is_used_by_default(tmp_path: Path) -> None:
    assert _providers(_doctor(tmp_path, ["5.100.0"])) == [("ok", "5.100.0")]


def test_a_mesh_that_cannot_be_read_is_told_and_keeps_from_nothing(tmp_path: Path) -> None:
    write_catalogue(tmp_path / "catalogue", {"mesh.yaml": "mesh: [\n"})
    done = _doctor(tmp_path, ["5.100.0"])
    assert (done.code, _providers(done)) == (0, [("ok", "5.100.0")])
    assert "the mesh.yaml here cannot be read" in done.err


def test_nothing_is_left_in_a_catalogue_that_nobody_has_checked(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue")
    _doctor(tmp_path, ["5.100.0"])
    assert not (catalogue / ".meshctl").exists()
