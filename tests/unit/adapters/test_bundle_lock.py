"""Of several meshctl at once, one works on a stage."""

from pathlib import Path

import pytest

from meshctl.adapters.bundle_lock import bundle_lock
from meshctl.errors import MeshctlError


def test_two_at_once_on_one_stage_are_kept_apart(tmp_path: Path) -> None:
    with bundle_lock(tmp_path / "dev"), pytest.raises(MeshctlError, match='"dev"'), bundle_lock(tmp_path / "dev"):
        pass


def test_a_stage_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with bundle_lock(tmp_path / "dev"):
            pass
