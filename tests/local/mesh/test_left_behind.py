"""A stage as its bucket keeps it: states of before keys held the account, and a system that left the catalogue."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from meshctl.adapters.bundle_lock import bundle_id
from meshctl.model.stages import local_account_number
from meshctl.records.stage_keys import lock_key
from meshctl.records.state_lock import StateLockHolder

from .catalogues import written
from .conftest import embedded_aws
from .running_mesh import STAGE, RunningMesh, this_user

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.campaign, pytest.mark.xdist_group("left behind")]
SYSTEM = "system: {0}\ndescription: Speaks.\nowner: {{team: {0}, contact: p@{0}.example}}\n"
SERVICE = """\
service: speaker
description: Speaks.
publishes:
  Spoken: {version: 1, schema: events/any.json, description: Something was said.}
"""
CHOIR = {
    "mesh.yaml": "mesh: choir\nregion: eu-central-1\nstages:\n  local: {cloud: local}\n",
    **{f"{name}/system.yaml": SYSTEM.format(name) for name in ("alto", "bass")},
    **{f"{name}/speaker.yaml": SERVICE for name in ("alto", "bass")},
    **{
        f"{name}/events/any.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}\n'
        for name in ("alto", "bass")
    },
}
APPLY = ("apply", "--stage", STAGE, "--yes")


BASS = local_account_number("choir", STAGE, "bass")
BUS = "choir_local_bass"


@pytest.fixture(scope="session")
def choir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    """Two systems that only publish."""
    with embedded_aws(written(CHOIR, tmp_path_factory.mktemp("choir") / "catalogue")) as mesh:
        yield mesh


def buses(mesh: RunningMesh) -> set[str]:
    """The names of the buses in the account of bass."""
    return {one["Name"] for one in mesh.aws("events", BASS).list_event_buses()["EventBuses"]} - {"default"}


@pytest.fixture(scope="session")
def earlier(choir: RunningMesh) -> set[str]:
    """It is applied, and kept as an older meshctl did: keys hold no account, and there are no records. Gives the keys before."""
    choir.meshctl(*APPLY)
    kept, s3 = choir.kept(), choir.aws("s3")
    for key in kept:
        if key.endswith(".tfstate"):
            to = f"choir/{STAGE}/{Path(key).name}"
            s3.copy_object(Bucket=choir.bucket, Key=to, CopySource={"Bucket": choir.bucket, "Key": key})
        s3.delete_object(Bucket=choir.bucket, Key=key)
    return set(kept)


def test_a_plan_reads_states_of_an_older_meshctl_where_they_lie(choir: RunningMesh, earlier: set[str]) -> None:
    before = choir.kept()
    assert choir.answer("plan", "--stage", STAGE, "--refresh", "--exit-code")["changes"] == []
    assert choir.kept() == before
    assert len(before) == 3  # Terraform has kept nothing of the routes: there are none
    assert not earlier & set(before)


@pytest.fixture(scope="session")
def moved(choir: RunningMesh, earlier: set[str]) -> set[str]:
    """What an apply made of that, of which one that was killed has left a lock."""
    killed = StateLockHolder("0a1b", this_user(), bundle_id(choir.bundle), datetime.now(UTC))
    earlier_hub = f"choir/{STAGE}/hub.tfstate"
    choir.aws("s3").put_object(Bucket=choir.bucket, Key=lock_key(earlier_hub), Body=killed.lock_of(earlier_hub))
    choir.meshctl(*APPLY)
    return set(choir.kept())


def test_the_first_apply_moves_them_to_keys_that_hold_the_account_and_records_them(
    earlier: set[str], moved: set[str]
) -> None:
    assert moved == earlier
    assert f"choir/{STAGE}/{BASS}/system-bass.applied" in moved


@pytest.mark.parametrize("command", [("plan",), ("apply", "--yes"), ("destroy", "--yes")], ids=lambda one: one[0])
def test_a_stage_whose_bucket_was_emptied_is_told_and_not_planned_as_new(
    choir: RunningMesh, moved: set[str], command: tuple[str, ...]
) -> None:
    s3, place = choir.aws("s3"), {"Bucket": choir.bucket}
    kept = {key: s3.get_object(**place, Key=key)["Body"].read() for key in moved}
    for key in kept:
        s3.delete_object(**place, Key=key)
    refused = choir.meshctl(*command, "--stage", STAGE, code=1)
    for key, content in kept.items():
        s3.put_object(**place, Key=key, Body=content)
    assert f'the stage "{STAGE}" stands on AWS, and its bucket {choir.bucket} keeps neither' in refused.stderr
    assert set(choir.kept()) == moved


@pytest.fixture(scope="session")
def left(choir: RunningMesh, moved: set[str]) -> str:
    """A system leaves the catalogue; gives what is said."""
    assert moved
    shutil.rmtree(choir.catalogue / "bass")
    return choir.meshctl(*APPLY).stdout


def test_a_system_that_left_the_catalogue_is_told_and_stays(choir: RunningMesh, left: str) -> None:
    for said in (left, choir.meshctl("plan", "--stage", STAGE).stdout):
        assert f"system-bass of account {BASS}: say --allow-deletes" in said
    assert buses(choir) == {BUS}


def test_it_goes_when_that_is_allowed(choir: RunningMesh, left: str) -> None:
    assert left
    choir.meshctl(*APPLY, "--allow-deletes")
    assert buses(choir) == set()
    assert not [key for key in choir.kept() if BASS in key]
    assert "system-bass" not in choir.meshctl("plan", "--stage", STAGE).stdout


def test_what_is_destroyed_is_what_stands_whatever_the_catalogue_says(choir: RunningMesh, left: str) -> None:
    assert left
    (choir.catalogue / "alto").rename(choir.catalogue.parent / "alto")
    choir.meshctl("destroy", "--stage", STAGE, "--yes")
    assert choir.kept() == []
