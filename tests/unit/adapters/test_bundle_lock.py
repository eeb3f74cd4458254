"""Of several meshctl at once, one works on a stage."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from time import sleep

import pytest

from meshctl.adapters.bundle_lock import bundle_lock
from meshctl.errors import MeshctlError
from meshctl.progress.steps import Told, line_of


def held(directory: Path, patience: float = 0) -> AbstractContextManager[None]:
    return bundle_lock(directory, lambda about, line: None, patience=patience)


def test_two_at_once_on_one_stage_are_kept_apart_and_the_second_learns_of_the_first(tmp_path: Path) -> None:
    said = rf'"dev" of this catalogue: meshctl .*, process {os.getpid()}, since 20\d\d-'
    with held(tmp_path / "dev"), pytest.raises(MeshctlError, match=said), held(tmp_path / "dev"):
        pass


def test_a_stage_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with held(tmp_path / "dev"):
            pass


def test_who_has_patience_gets_it_when_the_first_one_is_done(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        with held(tmp_path / "dev"):
            waiting = pool.submit(taken, tmp_path / "dev")
            sleep(0.5)
            assert not waiting.done()
        assert waiting.result(timeout=120)


def taken(directory: Path) -> bool:
    with held(directory, patience=120):
        return True


KILLED = """
import os, subprocess, sys
from pathlib import Path
from meshctl.adapters.bundle_lock import bundle_lock

with bundle_lock(Path(sys.argv[1]), print):
    until = 'for _ in $(seq 1200); do if [ -e "$0" ]; then exit; fi; sleep 0.1; done'
    subprocess.Popen(["sh", "-c", until, sys.argv[2]], close_fds=False, start_new_session=True)
    os.kill(os.getpid(), 9)
"""
"""A meshctl that is killed while something that it has started, as Terraform, is still at work."""


def test_what_a_killed_meshctl_has_begun_is_waited_for(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "dev"), str(tmp_path / "over")], check=False)
    told: list[str] = []

    def tell(about: str, step: Told) -> None:
        told.append(line_of(step))
        (tmp_path / "over").touch()

    with bundle_lock(tmp_path / "dev", tell):
        pass
    assert [line for line in told if "Terraform is still at work for a meshctl that was killed" in line]


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"pid": "x"}', b"\xff", b'{"pid": 1}'])
def test_whatever_the_lock_says_of_its_holder_it_is_held(tmp_path: Path, said: bytes) -> None:
    with held(tmp_path / "dev"):
        (tmp_path / "dev.lock").write_bytes(said)
        with pytest.raises(MeshctlError, match='another meshctl is at work on the stage "dev"'), held(tmp_path / "dev"):
            pass
