"""What the page about patterns shows is what the commands say."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from meshctl.cli.commands import meshctl

from .documents import ROOT, blocks, words_of

PAGE = (ROOT / "docs" / "how-to" / "patterns.md").read_text("utf-8")
FILES = dict(
    zip(re.findall(r"Save this as `(.+?)`", PAGE), [text for kind, text in blocks(PAGE) if kind == "json"], strict=True)
)
CONSOLE = "".join(text for kind, text in blocks(PAGE) if kind == "console")
SHOWN = re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)+)", CONSOLE, re.M)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_says_what_the_page_shows(
    command: str, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(meshctl, words_of(command)).stdout == output


def test_every_command_and_file_of_the_page_is_run() -> None:
    assert sorted(FILES) == ["event.json", "where.json"]
    assert len(SHOWN) == CONSOLE.count("$ meshctl") == 8
