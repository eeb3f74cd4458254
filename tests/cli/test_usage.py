"""How the commands are called: help, usage errors, what is named and not there, and what is imported for it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from meshctl.app.tell.list_things import LISTS
from meshctl.app.tell.show_thing import DETAILS
from meshctl.cli.commands import COMMANDS
from meshctl.cli.tell import diff, show
from meshctl.cli.tell import list as list_
from meshctl.contracts.versions.modes import Mode
from meshctl.results.things.listings import LISTINGS
from tests.support.catalogues import write_catalogue
from tests.support.running import in_process, is_a_sentence, meshctl

ALL = [[name] for name in COMMANDS] + [["local", name] for name in ("up", "down", "status")]
HEAVY = (
    "boto3",
    "botocore",
    "moto",
    "jinja2",
    "yaml",
    "jsonschema_rs",
    "python_terraform",
    "flask",
    "werkzeug",
    "ruamel",
)


def test_help_lists_every_command(tmp_path: Path) -> None:
    done = meshctl(tmp_path, "--help")
    assert (done.code, done.err) == (0, "")
    assert [name for name in COMMANDS if f"\n  {name} " not in done.out] == []


def test_what_a_command_offers_without_importing_it_is_what_there_is() -> None:
    assert set(list_.KINDS) == {*LISTS, "routes"}
    assert set(show.SORTS) == {*DETAILS, "route"}
    assert {*LISTINGS} == {*list_.KINDS}
    assert {*diff.MODES} == {*Mode}


@pytest.mark.parametrize("command", ALL, ids=" ".join)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_helps(command: list[str], option: str) -> None:
    done = in_process(*command, option)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Usage: ")
    assert "\n\n  " in done.out


def _imported_by(*arguments: str) -> set[str]:
    """The libraries that a process has imported when the command has ended."""
    code = (
        "import sys, json\nfrom meshctl.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n"
        "    print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["apply", "--help"], ["local", "up", "--help"]])
def test_help_imports_no_library_but_click(arguments: list[str]) -> None:
    assert _imported_by(*arguments) & set(HEAVY) == set()


def test_check_imports_nothing_of_aws_or_terraform(tmp_path: Path) -> None:
    found = _imported_by("check", "--catalogue", str(write_catalogue(tmp_path)))
    assert found & set(HEAVY) == {"yaml", "jsonschema_rs"}


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nope"],
        ["--nope"],
        ["check", "--nope"],
        ["check", "more"],
        ["check", "--format", "xml"],
        ["plan"],
        ["render", "--stage"],
        ["send", "--stage", "local", "--data", "{}"],
        ["send", "orders/OrderPlaced", "--stage", "local"],
        ["trace", "--stage", "local"],
        ["local"],
        ["local", "nope"],
        ["local", "up", "--port", "65536"],
        ["local", "up", "--speed", "0"],
        ["explain", "unknown-event", "more"],
    ],
    ids=" ".join,
)
def test_a_usage_error_exits_with_2_and_says_nothing_on_stdout(tmp_path: Path, arguments: list[str]) -> None:
    done = meshctl(write_catalogue(tmp_path), *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(("Usage: ", "Error: "))
    assert not (tmp_path / ".meshctl").exists()


@pytest.mark.parametrize("command", ["render", "package", "plan", "apply", "destroy"])
def test_a_stage_that_is_not_there_is_told_with_those_that_are(tmp_path: Path, command: str) -> None:
    done = meshctl(write_catalogue(tmp_path), command, "--stage", "nope", "--format", "json")
    assert (done.code, done.out) == (1, "")
    assert done.err == 'error: there is no stage "nope" in mesh.yaml\n  = help: there is: local, dev\n'
    assert not (tmp_path / ".meshctl").exists()


@pytest.mark.parametrize("stage", ["", "../dev", "local/../dev", "--yes"])
def test_a_hostile_stage_is_no_stage(tmp_path: Path, stage: str) -> None:
    done = meshctl(write_catalogue(tmp_path), "render", f"--stage={stage}")
    assert is_a_sentence(done)
    assert [path.name for path in tmp_path.iterdir() if path.name == ".meshctl"] == []


@pytest.mark.parametrize("command", ["check", "render", "apply", "send", "trace"])
@pytest.mark.parametrize("catalogue", ["nowhere", "mesh.yaml"])
def test_a_catalogue_that_is_no_directory_is_told(tmp_path: Path, command: str, catalogue: str) -> None:
    more = {"check": [], "send": ["orders/OrderPlaced", "--data", "{}"], "trace": ["--id", "x"]}.get(command, [])
    stage = [] if command == "check" else ["--stage", "local"]
    done = meshctl(write_catalogue(tmp_path), command, "--catalogue", catalogue, *stage, *more)
    assert is_a_sentence(done)
    assert f'there is no catalogue at "{catalogue}"' in done.err


def test_a_directory_without_mesh_yaml_is_told(tmp_path: Path) -> None:
    done = meshctl(tmp_path, "check")
    assert is_a_sentence(done)
    assert "there is no mesh.yaml here" in done.err


def test_the_catalogue_may_be_named_by_the_environment(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "elsewhere")
    assert meshctl(tmp_path, "check", MESHCTL_CATALOGUE=str(catalogue)).code == 0


def test_an_unknown_check_is_told_with_the_nearest(tmp_path: Path) -> None:
    done = meshctl(tmp_path, "explain", "unknown-evnt")
    assert is_a_sentence(done)
    assert 'did you mean "unknown-event"?' in done.err


@pytest.mark.parametrize("command", ["apply", "destroy"])
def test_nothing_is_done_where_nobody_can_be_asked(tmp_path: Path, command: str) -> None:
    done = meshctl(write_catalogue(tmp_path), command, "--stage", "local")
    assert is_a_sentence(done)
    assert "say --yes" in done.err


@pytest.mark.parametrize("name", ["ev\u202eil", "ev\x9b31mil", "ev\x07il"])
@pytest.mark.parametrize("arguments", [["explain"], ["check", "--catalogue"], ["render", "--stage"]], ids=" ".join)
def test_what_was_typed_is_shown_escaped(tmp_path: Path, arguments: list[str], name: str) -> None:
    done = meshctl(write_catalogue(tmp_path), *arguments, name)
    assert is_a_sentence(done)
    assert f"ev\\u{ord(name[2]):04x}" in done.err
    assert name[2] not in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "--stage", "dev", "--out", ""],
        ["plan", "--stage", "dev", "--catalogue", ""],
        ["apply", ""],
        ["codegen", "orders/checkout", "--out", ""],
        ["policy", "--directory", ""],
        ["new", "mesh", "shop", "--directory", ""],
    ],
)
def test_a_path_of_a_variable_that_is_not_set_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    done = meshctl(write_catalogue(tmp_path), *arguments)
    assert done.code == 2
    assert "it is empty; is a variable not set?" in done.err


@pytest.mark.parametrize("never", ["nan", "inf", "-1"])
def test_a_wait_that_never_ends_is_refused(tmp_path: Path, never: str) -> None:
    done = meshctl(write_catalogue(tmp_path), "plan", "--stage", "dev", "--lock-timeout", never)
    assert done.code == 2
    assert "Invalid value for '--lock-timeout'" in done.err
