"""Three kills at random moments, others in every commit: one rerun converges. Their seeds are printed; `SEED=n` draws others.

As many as wanted, and a faulty proxy besides: `make chaos`.
"""

import os
import sys
from pathlib import Path

import pytest

from tests.support.commit import commit

from ..mesh.catalogues import gazette
from ..mesh.conftest import embedded_aws
from .trials import ChaosMesh, killed

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.campaign]
FIRST = int(os.environ.get("SEED") or int(commit()[:6] or "0", 16))
LATEST = {"apply": 60.0, "destroy": 20.0}
"""Seconds within which each is at work: a first apply waits for queues that are made one after the other."""


@pytest.mark.parametrize(
    ("seed", "command"),
    [
        pytest.param(
            FIRST + turn, command, id=f"seed {FIRST + turn}, {command}", marks=pytest.mark.xdist_group(f"kill {turn}")
        )
        for turn, command in enumerate(("apply", "apply", "destroy"))
    ],
)
def test_one_rerun_converges_after_a_kill(
    seed: int, command: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with embedded_aws(gazette(tmp_path)) as mesh:
        chaos = ChaosMesh(mesh)
        if command == "destroy":
            mesh.meshctl(*chaos.apply)
        done = killed(chaos, chaos.destroy if command == "destroy" else chaos.apply, seed, LATEST[command])
    with capfd.disabled():
        sys.stderr.write(f"seed {seed}  {done}\n")
