"""`meshctl policy` without checkov: what it refuses, each in a sentence."""

from pathlib import Path

import pytest

from tests.support.catalogues import write_catalogue
from tests.support.running import is_a_sentence, meshctl


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A catalogue, HCL, and things that are no plans."""
    write_catalogue(tmp_path / "catalogue")
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "main.tf").write_text('resource "aws_sqs_queue" "q" { name = "q" }')
    (tmp_path / "empty").mkdir()
    (tmp_path / "old.json").write_text('{"format_version": "0.1", "planned_values": {}}')
    (tmp_path / "none.json").write_text('{"password": "hunter2"}')
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--stage", "prod"), 'there is no stage "prod"'),
        (("--directory", "empty"), 'there is no Terraform in "empty"'),
        (("--directory", "nowhere"), 'there is no Terraform in "nowhere"'),
        (("--plan", "nowhere.json"), '"nowhere.json": No such file'),
        (("--plan", "infra"), '"infra": Is a directory'),
        (("--directory", "infra", "--catalogue", "nowhere"), "nowhere"),
        (("--directory", "infra", "--catalogue", "catalogue", "--stage", "prod"), 'there is no stage "prod"'),
        (("--plan", "old.json"), "has the format 0.1"),
        (("--plan", "none.json"), "is no plan of Terraform"),
        (("--directory", "infra"), "checkov's environment is not there"),
        (("--stage", "dev"), "checkov's environment is not there"),
    ],
)
def test_what_cannot_be_judged_is_a_sentence(here: Path, arguments: tuple[str, ...], words: str) -> None:
    done = meshctl(here, "policy", *arguments, XDG_CACHE_HOME=str(here / "cache"))
    assert is_a_sentence(done), done.err
    assert words in done.err
    assert "hunter2" not in done.err


def test_without_its_environment_it_says_what_to_run(here: Path) -> None:
    done = meshctl(here, "policy", "--directory", "infra", XDG_CACHE_HOME=str(here / "cache"))
    assert "meshctl policy --set-up" in done.err


def test_without_anything_to_judge_it_is_wrong_usage(here: Path) -> None:
    done = meshctl(here, "policy")
    assert done.code == 2
    assert "--stage NAME, --directory DIR, --plan FILE, --set-up" in done.err


def test_doctor_can_do_without_checkov(here: Path) -> None:
    done = meshctl(here, "doctor", XDG_CACHE_HOME=str(here / "cache"))
    assert "absent   checkov" in done.out
    assert "meshctl policy --set-up" in done.out
    assert done.code == 0
