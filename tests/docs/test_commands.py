"""Every command line in the documents is one that meshctl understands. Parses them; runs none."""

import re
from pathlib import Path

import click
import pytest

from meshctl.cli.commands import COMMANDS, meshctl

from .documents import DOCUMENTS, ROOT, mentioned_commands, name_of, typed_commands, words_of

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)


@pytest.fixture(autouse=True)
def _in_a_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESHCTL_CATALOGUE", "examples/shop/catalogue")


def fault(command: str, *, complete: bool) -> str | None:
    """What meshctl has against a command line; a mention that is not `complete` may leave out what is required."""
    try:
        _parse(meshctl, words_of(command), None)
    except click.MissingParameter as error:
        return error.format_message() if complete else None
    except click.UsageError as error:
        return error.format_message()
    except click.exceptions.Exit:  # --help and --version
        return None
    return None


def _parse(command: click.Command, words: list[str], parent: click.Context | None) -> None:
    context = command.make_context(command.name, list(words), parent)
    if isinstance(command, click.Group):
        words = [*context._protected_args, *context.args]
        if not words and command.invoke_without_command:
            return
        name, inner, rest = command.resolve_command(context, words)
        assert inner is not None, name
        _parse(inner, rest, context)


@every_document
def test_every_command_line_to_type_is_understood(document: Path) -> None:
    commands = typed_commands(document.read_text("utf-8"))
    assert [(command, why) for command in commands if (why := fault(command, complete=True))] == []


@every_document
def test_every_command_that_is_mentioned_exists(document: Path) -> None:
    commands = mentioned_commands(document.read_text("utf-8"))
    assert [(command, why) for command in commands if (why := fault(command, complete=False))] == []


@pytest.mark.parametrize(
    "command", ["meshctl aply --stage x", "meshctl apply --stag x", "meshctl plan", "meshctl explain a b"]
)
def test_a_wrong_command_line_is_found(command: str) -> None:
    assert fault(command, complete=True) is not None


def test_the_readme_and_the_tutorial_have_commands_to_type() -> None:
    assert typed_commands((ROOT / "README.md").read_text("utf-8"))
    assert len(typed_commands((ROOT / "docs" / "tutorial.md").read_text("utf-8"))) > 8


def test_every_command_is_in_the_reference() -> None:
    headings = re.findall(r"^## meshctl (\w+)", (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8"), re.M)
    assert set(headings) == set(COMMANDS)


def test_the_two_commands_of_the_readme_are_targets_of_the_makefile() -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    typed = re.findall(r"^make ([a-z-]+)$", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert typed == ["demo", "test"]
    assert set(typed) <= set(targets)
