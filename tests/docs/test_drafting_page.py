"""What the page about schemas at hand shows is what the commands say."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from meshctl.cli.commands import meshctl
from tests.support.catalogues import write_catalogue

from .documents import ROOT, blocks, words_of

PAGE = (ROOT / "docs" / "how-to" / "drafting.md").read_text("utf-8")
FILES = dict(
    zip(
        re.findall(r"Save this as `(.+?)`", PAGE),
        [text for kind, text in blocks(PAGE) if kind in ("json", "yaml")],
        strict=True,
    )
)
CONSOLE = "".join(text for kind, text in blocks(PAGE) if kind == "console")
SHOWN = re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)+)", CONSOLE, re.M)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_says_what_the_page_shows(
    command: str, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(meshctl, words_of(command)).stdout == output


def test_the_example_of_the_page_makes_an_event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (command,) = [text for kind, text in blocks(PAGE) if kind == "sh"]
    write_files(write_catalogue(tmp_path))
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(meshctl, words_of(command.strip()))
    assert (done.exit_code, "draft from 2 examples" in done.stderr) == (0, True)


def test_every_command_and_file_of_the_page_is_run() -> None:
    assert sorted(FILES) == ["old.json", "placed.json", "shop.yaml"]
    assert len(SHOWN) == CONSOLE.count("$ meshctl") == 3


def write_files(directory: Path) -> None:
    for name, text in FILES.items():
        (directory / name).write_text(text, "utf-8")
