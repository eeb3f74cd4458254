"""`meshctl unlock`, on a bucket in memory: whoever cannot answer is told who holds the state all the same."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from meshctl.cli import wiring
from tests.support.catalogues import write_catalogue
from tests.support.memory_bucket import MemoryBucket
from tests.support.running import meshctl

LOCK = "shop/dev/111111111111/hub.tfstate.tflock"
HOLDER = {"ID": "0a1b", "Operation": "OperationTypeApply", "Who": "jo@desk", "Created": "2026-11-26T12:00:00Z"}


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> MemoryBucket:
    """One in which the hub's state is held by somebody who gives no sign of life."""
    found = MemoryBucket()
    found.objects[LOCK] = json.dumps(HOLDER).encode()
    found.ages[LOCK] = 3600
    monkeypatch.setattr(wiring, "stage_aws", lambda opened: SimpleNamespace(bucket=lambda name: found))
    return found


def test_without_a_terminal_the_holder_is_told_and_nothing_is_released(bucket: MemoryBucket, tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path), "unlock", "hub", "--stage", "dev")
    assert "jo@desk" in done.out
    assert "say --yes, when it is known that the holder is gone" in done.err
    assert LOCK in bucket.objects


def test_a_stack_that_is_not_there_is_told_before_anybody_is_asked(bucket: MemoryBucket, tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path), "unlock", "hubb", "--stage", "dev")
    assert 'there is no stack "hubb"' in done.err


def test_who_knows_that_the_holder_is_gone_releases_it(bucket: MemoryBucket, tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path), "unlock", "hub", "--stage", "dev", "--yes")
    assert done.code == 0
    assert LOCK not in bucket.objects
