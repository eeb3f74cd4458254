"""A `.meshctl` that came with a clone is as harmless as none, whatever lies in it and wherever it leads."""

import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.state import RunningServer
from tests.support.catalogues import MESH, write_catalogue
from tests.support.guarded_shop import GUARDRAILS
from tests.support.noted_process import answering, noted_process
from tests.support.running import is_a_sentence, meshctl

HOME = (
    "journal.jsonl",
    "journal.previous.jsonl",
    "server.json",
    "server.log",
    "up.lock",
    "code/0/app.py",
    "logs/a.log",
)
TERRAFORMS = (
    ".terraform/providers/aws",
    ".terraform/modules/modules.json",
    ".terraform/meshctl-prepared",
    "stack.tfplan",
)
EVIL = ("evil.tf", "x_override.tf.json", "evil.auto.tfvars.json", "terraform.tfvars", "terraform.tfstate", "..tf")
WRITING = (("render", "--stage", "local"), ("package", "--stage", "local"), ("guardrails",))
COMMANDS = (*WRITING, ("check",), ("list", "systems"), ("local", "status"), ("local", "down"))
PLANTED = b'resource "terraform_data" "planted" {}\n'


def _found(directory: Path) -> dict[str, bytes | str]:
    """All below a directory by its path: the content of files, and of everything its rights."""
    return {str(path.relative_to(directory)): _shown(path) for path in sorted(directory.rglob("*"))}


def _shown(path: Path) -> bytes | str:
    found = path.lstat()
    return path.read_bytes() if stat.S_ISREG(found.st_mode) else oct(found.st_mode)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue in which meshctl has been at work."""
    catalogue = write_catalogue(tmp_path_factory.mktemp("real"), {"mesh.yaml": MESH + GUARDRAILS})
    for command in (("check",), *WRITING):
        assert meshctl(catalogue, *command).code == 0
    return catalogue


class Places(list[str]):
    """Too many to be shown when a test fails."""

    def __repr__(self) -> str:
        return "places"


@pytest.fixture(scope="module")
def places(real: Path) -> Places:
    """Wherever meshctl or Terraform reads or writes, or something of Terraform's may lie."""
    below = real / ".meshctl"
    used = [path.relative_to(below) for path in sorted(below.rglob("*"))]
    stacks = [*(below / "bundles" / "local" / "stacks").iterdir(), *(below / "bundles" / "local" / "modules").iterdir()]
    beside = [
        (directory / name).relative_to(below)
        for directory in (*stacks, below / "guardrails")
        for name in (*TERRAFORMS, *EVIL)
    ]
    return Places([".", *map(str, used), *map(str, beside), *(f"local/{name}" for name in HOME), "local", "wheels"])


def _file(path: Path, outside: Path) -> None:
    path.write_bytes(PLANTED)


def _link(path: Path, outside: Path) -> None:
    path.symlink_to(outside)


def _link_to_a_file(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "precious")


def _link_to_nothing(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "new")


def _second_name(path: Path, outside: Path) -> None:
    path.hardlink_to(outside / "precious")


def _directory(path: Path, outside: Path) -> None:
    path.mkdir()
    (path / "evil.tf").write_bytes(PLANTED)


def _pipe(path: Path, outside: Path) -> None:
    os.mkfifo(path)


def _for_all(path: Path, outside: Path) -> None:
    path.mkdir()
    path.chmod(0o777)


KINDS = (_file, _link, _link_to_a_file, _link_to_nothing, _second_name, _directory, _pipe, _for_all)


def _plant(path: Path, outside: Path, kind: Callable[[Path, Path], None]) -> None:
    """Puts something at `path` in place of what is there, unless what was planted before is in the way."""
    if any(parent.is_symlink() or (parent.exists() and not parent.is_dir()) for parent in path.parents):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    kind(path, outside)


@contextmanager
def _clone(real: Path, *, used: bool) -> Iterator[tuple[Path, Path]]:
    """A copy of a catalogue, in which meshctl was at work or not, and a directory beside it that is nobody's business."""
    with TemporaryDirectory() as scratch:
        catalogue, outside = Path(scratch, "catalogue"), Path(scratch, "outside")
        shutil.copytree(real, catalogue, ignore=None if used else shutil.ignore_patterns(".meshctl"))
        for name in ("precious", "code/x", "logs/x", "evil.tf", ".terraform/x"):
            (outside / name).parent.mkdir(parents=True, exist_ok=True)
            (outside / name).write_bytes(PLANTED)
        yield catalogue, outside


def _obeyed(bundle: Path) -> set[str]:
    """All in a bundle that is no directory."""
    return {path for path, is_what in _found(bundle).items() if not str(is_what).startswith("0o4")}


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_whatever_is_planted_nothing_outside_changes_and_terraform_finds_none_of_it(
    real: Path, places: Places, data: st.DataObject
) -> None:
    wanted = {name: _obeyed(real / ".meshctl" / name) for name in ("bundles/local", "guardrails")}
    plants = data.draw(st.lists(st.tuples(st.sampled_from(places), st.sampled_from(KINDS)), min_size=1, max_size=4))
    commands = data.draw(st.permutations(COMMANDS))[:4]
    with _clone(real, used=data.draw(st.booleans())) as (catalogue, outside):
        for place, kind in plants:
            _plant(catalogue / ".meshctl" / place, outside, kind)
        before = _found(outside)
        for command in commands:
            done = meshctl(catalogue, *command)
            assert "Traceback" not in done.err
            if command in (WRITING[0], WRITING[2]) and done.code == 0:
                name = "guardrails" if command == WRITING[2] else "bundles/local"
                assert _obeyed(catalogue / ".meshctl" / name) == wanted[name]
                assert PLANTED not in _found(catalogue / ".meshctl" / name).values()
        assert _found(outside) == before


def test_no_directory_on_the_way_may_be_a_link(real: Path) -> None:
    below = real / ".meshctl"
    for place in (path.relative_to(below) for path in (below, *below.rglob("*")) if path.is_dir()):
        with _clone(real, used=True) as (catalogue, outside):
            shutil.rmtree(catalogue / ".meshctl" / place)
            (catalogue / ".meshctl" / place).symlink_to(outside)
            before = _found(outside)
            done = [meshctl(catalogue, *command) for command in WRITING]
            assert {one.code == 0 or is_a_sentence(one) for one in done} == {True}
            assert any(one.code for one in done), place
            assert _found(outside) == before


def test_a_planted_note_ends_no_process(real: Path) -> None:
    with (
        _clone(real, used=False) as (catalogue, _),
        subprocess.Popen(["sleep", "60"]) as stranger,
        answering(stranger.pid) as endpoint,
    ):
        local = catalogue / ".meshctl" / "local"
        local.mkdir(parents=True)
        note = RunningServer(endpoint, stranger.pid, "", "KEY", "SECRET")
        (local / "server.json").write_text(json.dumps(asdict(note)))
        assert "was not running" in meshctl(catalogue, "local", "down").out
        assert stranger.poll() is None
        stranger.kill()


def test_a_process_that_holds_the_note_and_does_not_answer_is_not_ended(real: Path) -> None:
    with (
        _clone(real, used=False) as (catalogue, _),
        noted_process(catalogue / ".meshctl" / "local", "http://127.0.0.1:9") as pid,
    ):
        assert "was not running" in meshctl(catalogue, "local", "down").out
        os.kill(pid, 0)


def test_what_another_user_may_have_written_is_refused(real: Path) -> None:
    with _clone(real, used=False) as (catalogue, _):
        (catalogue / ".meshctl").mkdir()
        (catalogue / ".meshctl").chmod(0o775)
        done = meshctl(catalogue, "render", "--stage", "local")
        assert is_a_sentence(done)
        assert '".meshctl" may be written by other users' in done.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to somebody else")
@pytest.mark.parametrize("place", [".", "bundles", "local", "bundles/local/stacks/hub"])
def test_what_belongs_to_another_user_is_refused(real: Path, place: str) -> None:
    with _clone(real, used=True) as (catalogue, _):
        theirs = catalogue / ".meshctl" / place
        theirs.mkdir(exist_ok=True)
        os.chown(theirs, 65534, 65534)
        done = meshctl(catalogue, *(("local", "down") if place == "local" else ("render", "--stage", "local")))
        assert is_a_sentence(done)
        assert "belongs to another user" in done.err


@pytest.mark.parametrize("umask", [0o000, 0o002, 0o077, 0o277])
def test_whatever_the_umask_what_meshctl_makes_is_for_its_user_only(real: Path, umask: int) -> None:
    with _clone(real, used=False) as (catalogue, _):
        before = os.umask(umask)
        try:
            done = [meshctl(catalogue, *command).code for command in (("check",), *WRITING)]
        finally:
            os.umask(before)
        assert done == [0, 0, 0, 0]
        modes = {stat.S_IMODE(path.lstat().st_mode) for path in (catalogue / ".meshctl").rglob("*")}
        assert modes == {0o700, 0o600}
