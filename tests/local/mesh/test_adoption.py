"""What a killed apply has made and nobody knows: something of its name that is another's, and a stage that is destroyed."""

from collections.abc import Iterator

import pytest

from meshctl.adapters.aws.existing.lookups import LOOKUPS, existing_resources
from meshctl.adoption.own_resources import StackPlace
from meshctl.adoption.planned_creates import PlannedResource
from meshctl.model.stages import local_account_number

from .catalogues import written
from .conftest import embedded_aws
from .forgotten import forget
from .running_mesh import STAGE, RunningMesh

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.campaign, pytest.mark.xdist_group("adoption")]
TENOR = local_account_number("quartet", STAGE, "tenor")
BUS = "quartet_local_tenor"
QUARTET = {
    "mesh.yaml": "mesh: quartet\nregion: eu-central-1\nstages:\n  local: {cloud: local}\n",
    "tenor/system.yaml": "system: tenor\ndescription: Speaks.\nowner: {team: tenor, contact: t@tenor.example}\n",
    "tenor/events/any.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}\n',
    "tenor/speaker.yaml": """\
service: speaker
description: Speaks.
publishes:
  Spoken: {version: 1, schema: events/any.json, description: Something was said.}
""",
}


@pytest.fixture(scope="module")
def forgotten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    """A system that only publishes, applied and forgotten."""
    with embedded_aws(written(QUARTET, tmp_path_factory.mktemp("quartet") / "catalogue")) as mesh:
        mesh.meshctl("apply", "--stage", STAGE, "--yes")
        mesh.aws("s3").put_bucket_versioning(Bucket=mesh.bucket, VersioningConfiguration={"Status": "Enabled"})
        forget(mesh)
        yield mesh


@pytest.mark.parametrize("kind", sorted(LOOKUPS))
def test_what_is_not_there_is_not_found(forgotten: RunningMesh, kind: str) -> None:
    topic, queue = (f"arn:aws:{service}:eu-central-1:{TENOR}:nothing" for service in ("sns", "sqs"))
    names = "name event_bus_name rule target_id policy_name alarm_name role function_name statement_id group_name"
    values = {
        **dict.fromkeys(names.split(), "nothing"),
        **{
            "topic_arn": topic,
            "protocol": "sqs",
            "endpoint": queue,
            "event_source_arn": queue,
            "policy_document": "{}",
        },
    }
    create, place = PlannedResource("a.b", kind, values), StackPlace(TENOR, "eu-central-1", {})
    service = LOOKUPS[kind][0]
    assert existing_resources({service: forgotten.aws(service, TENOR)}, [create], place) == {}


def test_what_is_another_s_is_refused_by_its_name_and_nothing_happens(forgotten: RunningMesh) -> None:
    events = forgotten.aws("events", TENOR)
    arn = forgotten.arn("events", "tenor", f"event-bus/{BUS}")
    events.untag_resource(ResourceARN=arn, TagKeys=["mesh"])
    refused = forgotten.meshctl("apply", "--stage", STAGE, "--yes", code=1).stderr
    events.tag_resource(ResourceARN=arn, Tags=[{"Key": "mesh", "Value": "quartet"}])
    assert f'in account {TENOR} there is already the bus "{BUS}", without the tags mesh=quartet' in refused
    assert forgotten.in_state() == {"hub": 0, "system-tenor": 0}


def test_a_plan_tells_what_would_be_adopted(forgotten: RunningMesh) -> None:
    planned = forgotten.answer("plan", "--stage", STAGE)
    actions = {one["action"] for change in planned["changes"] for one in change["resources"] if one["adopted"]}
    assert actions == {"adopt"}
    assert forgotten.in_state() == {"hub": 0, "system-tenor": 0}


def test_a_version_of_a_state_that_is_put_back_is_what_the_last_apply_has_left(forgotten: RunningMesh) -> None:
    s3, bucket = forgotten.aws("s3"), forgotten.bucket
    for key in forgotten.kept():
        newest_first = s3.list_object_versions(Bucket=bucket, Prefix=key)["Versions"]
        before = {"Bucket": bucket, "Key": key, "VersionId": newest_first[-1]["VersionId"]}
        s3.copy_object(Bucket=bucket, Key=key, CopySource=before)
    planned = forgotten.answer("plan", "--stage", STAGE, "--exit-code")
    assert (planned["changes"], len(planned["not_compared"])) == ([], 3)
    forget(forgotten)


def test_what_is_destroyed_is_all_that_stands_known_or_not(forgotten: RunningMesh) -> None:
    forgotten.meshctl("destroy", "--stage", STAGE, "--yes")
    assert forgotten.kept() == []
    for account in ("hub", "tenor"):
        events = forgotten.aws("events", account)
        assert {one["Name"] for one in events.list_event_buses()["EventBuses"]} == {"default"}
        assert events.list_archives()["Archives"] == []
