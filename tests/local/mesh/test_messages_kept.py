"""Queues that hold messages leave the catalogue: they are kept and told, drained, or given up by name; none goes unasked."""

from collections.abc import Iterator
from subprocess import CompletedProcess

import pytest

from .catalogues import edited, written
from .conftest import embedded_aws
from .running_mesh import STAGE, RunningMesh

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.campaign, pytest.mark.xdist_group("kept")]
APPLY = ("apply", "--stage", STAGE, "--yes")
DESTROY = ("destroy", "--stage", STAGE, "--yes")
OFFICE = {
    "mesh.yaml": "mesh: office\nregion: eu-central-1\nstages:\n  local: {cloud: local}\n",
    "desk/system.yaml": "system: desk\ndescription: Writes.\nowner: {team: desk, contact: d@desk.example}\n",
    "desk/clerk.yaml": """\
service: clerk
description: Answers what people write.

queues:
  letters: {}
  parcels: {}
  notes: {keep: 4d}
  deeds: {protect: true}
""",
}
GIVEN_UP = "desk/clerk/letters is given up: 3 messages"


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    """Four queues into which people write: three letters, two parcels, a note and a deed."""
    with embedded_aws(written(OFFICE, tmp_path_factory.mktemp("office") / "catalogue")) as mesh:
        mesh.meshctl(*APPLY)
        for queue, count in (("letters", 3), ("parcels", 2), ("notes", 1), ("deeds", 1)):
            for _ in range(count):
                mesh.aws("sqs", "desk").send_message(QueueUrl=url(mesh, queue), MessageBody="dear")
        yield mesh


def url(mesh: RunningMesh, queue: str) -> str:
    found: str = mesh.aws("sqs", "desk").get_queue_url(QueueName=name(queue))["QueueUrl"]
    return found


def name(queue: str) -> str:
    return f"office_local_desk_clerk_{queue}_queue"


def keeps(mesh: RunningMesh, queue: str) -> int:
    """For how many seconds a queue keeps messages."""
    answer = mesh.aws("sqs", "desk").get_queue_attributes(QueueUrl=url(mesh, queue), AttributeNames=["All"])
    return int(answer["Attributes"]["MessageRetentionPeriod"])


@pytest.fixture(scope="session")
def left(office: RunningMesh) -> str:
    """Letters and parcels leave the catalogue, and notes are kept for a day; gives what the apply said."""
    edited(
        office.catalogue,
        "desk/clerk.yaml",
        "  letters: {}\n  parcels: {}\n  notes: {keep: 4d}\n",
        "  notes: {keep: 1d}\n",
    )
    return office.meshctl(*APPLY).stdout


def test_what_holds_messages_is_kept_and_told(office: RunningMesh, left: str) -> None:
    for said in (left, office.meshctl("plan", "--stage", STAGE).stdout):
        assert "the queue desk/clerk/letters (3 messages): until it is found empty, for which --drain waits" in said
        assert "--allow-loss desk/clerk/parcels" in said
        assert "the longer retention of the queue desk/clerk/notes (1 message)" in said
    assert {name("letters"), name("parcels")} <= office.queues("desk")
    assert keeps(office, "notes") == 4 * 86_400


def test_a_name_of_nothing_that_goes_is_refused(office: RunningMesh, left: str) -> None:
    assert left
    refused = office.meshctl("plan", "--stage", STAGE, "--allow-loss", "desk/clerk/leters", code=1)
    assert 'nothing that goes is called "desk/clerk/leters"' in refused.stderr
    assert 'did you mean "desk/clerk/letters"?' in refused.stderr


@pytest.fixture(scope="session")
def given_up(office: RunningMesh, left: str) -> str:
    """The letters may be lost, and the notes that are older than a day."""
    assert left
    return office.meshctl(*APPLY, "--allow-loss", "desk/clerk/letters", "--allow-loss", "desk/clerk/notes").stdout


def test_what_is_given_up_by_name_goes_with_its_messages_and_nothing_else(office: RunningMesh, given_up: str) -> None:
    assert GIVEN_UP in given_up
    assert name("letters") not in office.queues("desk")
    assert name("parcels") in office.queues("desk")
    assert keeps(office, "notes") == 86_400


@pytest.fixture(scope="session")
def drained(office: RunningMesh, given_up: str) -> CompletedProcess[str]:
    """Somebody reads the parcels."""
    assert given_up
    office.aws("sqs", "desk").purge_queue(QueueUrl=url(office, "parcels"))
    return office.meshctl(*APPLY, "--drain")


def test_what_is_drained_goes(office: RunningMesh, drained: CompletedProcess[str]) -> None:
    assert "draining: 0 messages in 2 queues" in drained.stderr
    assert name("parcels") not in office.queues("desk")
    assert "Retired" not in office.meshctl("plan", "--stage", STAGE).stdout


def test_what_is_protected_does_not_go(office: RunningMesh, drained: CompletedProcess[str]) -> None:
    assert drained
    clerk = office.catalogue / "desk/clerk.yaml"
    before = clerk.read_text()
    clerk.write_text(before.replace("  deeds: {protect: true}\n", ""))
    for command in (("plan", "--stage", STAGE, "--allow-loss", "desk"), (*DESTROY, "--allow-loss", STAGE)):
        refused = office.meshctl(*command, code=1)
        assert "the queue desk/clerk/deeds is protected and would go" in refused.stderr
    clerk.write_text(before.replace("{protect: true}", "{}"))
    office.meshctl(*APPLY)


def test_a_stage_with_messages_is_destroyed_when_they_are_given_up(
    office: RunningMesh, drained: CompletedProcess[str]
) -> None:
    assert drained
    refused = office.meshctl(*DESTROY, code=1)
    assert "2 messages would be lost: 1 in desk/clerk/deeds, 1 in desk/clerk/notes" in refused.stderr
    assert f"meshctl destroy --stage {STAGE} --allow-loss {STAGE}" in refused.stderr
    assert "2 messages, given up" in office.meshctl(*DESTROY, "--allow-loss", STAGE).stdout
    assert office.kept() == []
