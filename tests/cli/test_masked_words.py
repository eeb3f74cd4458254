"""No command repeats a secret, wherever it stood: in a file, in the environment, in an argument."""

from pathlib import Path

import pytest

from tests.support.catalogues import CAPTURE, ORDERS, write_catalogue
from tests.support.running import meshctl, meshctl_process

TOKEN = "glpat" + "-" + "a1B2c3D4" * 3
LINES = [
    f"--extra-index-url https://ci:{TOKEN}@packages.example/simple",
    "--index-url=https://__token__:hunter2a1B2@packages.example/simple",
    f"prices @ https://{TOKEN}@packages.example/prices.whl",
    "git+https://a1B2c3D4:x-oauth-basic@git.example/shop/prices",
]


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("options", [["--stage", "local"], ["--stage", "dev", "--format", "json"]])
def test_a_line_of_requirements_is_named_and_not_quoted(tmp_path: Path, line: str, options: list[str]) -> None:
    catalogue = write_catalogue(tmp_path, {"payments/lambdas/charge/requirements.txt": line})
    done = meshctl(catalogue, "package", *options)
    assert done.code == 1
    assert "line 1 of requirements.txt" in done.err
    assert "a1B2" not in done.out + done.err


@pytest.mark.parametrize("format_", ["text", "json", "github"])
def test_a_value_of_a_file_that_is_wrong_is_masked_where_it_is_quoted(tmp_path: Path, format_: str) -> None:
    catalogue = write_catalogue(tmp_path, {"orders/system.yaml": f"{ORDERS}region: https://ci:{TOKEN}@x\n"})
    done = meshctl(catalogue, "check", "--format", format_)
    assert done.code == 1
    assert TOKEN not in done.out + done.err


def test_what_the_environment_keeps_secret_is_masked_in_arguments_and_errors(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, {"payments/capture.yaml": CAPTURE})
    for run in (meshctl, meshctl_process):
        done = run(catalogue, "show", "hunter2hunter2", VAULT_TOKEN="hunter2hunter2")
        assert done.code == 1
        assert "(not shown)" in done.err
        assert "hunter2" not in done.out + done.err


def test_a_small_encoding_is_no_way_around_the_door(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, {"orders/system.yaml": f"{ORDERS}é: https://ci:{TOKEN}@x\n"})
    done = meshctl_process(catalogue, "check", PYTHONIOENCODING="ascii")
    assert "(not shown)" in done.out
    assert TOKEN not in done.out + done.err


def test_what_is_quoted_is_masked_before_it_is_json(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, {"orders/system.yaml": f"{ORDERS}'TOKEN=\"a1b2 c3d4\"': x\n"})
    done = meshctl(catalogue, "check", "--format", "json")
    assert done.findings
    assert "c3d4" not in done.out


def test_meshctls_own_words_and_names_are_not_masked(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, {"payments/capture.yaml": CAPTURE})
    where, store = "system-payments", "catalogue"
    for command in (
        ["explain", "secret-in-plain-text"],
        ["schema"],
        ["stacks", "--stage", "dev", "--format", "github-matrix"],
        ["check"],
    ):
        done = meshctl(catalogue, *command, AWS_SECRETS_MANAGER_REGION=where, TOKEN_STORE=store)
        assert done.out
        assert "(not shown)" not in done.out + done.err
