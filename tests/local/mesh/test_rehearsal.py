"""A stage on AWS, with deploy roles and its state in a bucket, rehearsed on the embedded AWS as docs/how-to/rehearsing.md says."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from json import loads
from pathlib import Path
from typing import Any

import pytest

from tests.docs.documents import ROOT, blocks
from tests.support.terraform_runs import succeeds, terraform_in

from ..chaos.faulty_proxy import RETRIED, FaultyProxy
from .catalogues import edited
from .gazette_on_aws import APPLY, DESK, HUB, INBOX, PRESS, asked_over, gazette_on_aws
from .proxy import serving
from .recorded_calls import WHOEVER, Call, Caller, RecordedCalls
from .running_mesh import RunningMesh, steps
from .traffic import Traffic

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.campaign, pytest.mark.xdist_group("rehearsal")]
MOVED_TO = "4" * 12


@dataclass(frozen=True)
class Rehearsal:
    """The mesh, who has called what of AWS so far, and what went wrong on the way there."""

    mesh: RunningMesh
    recorded: RecordedCalls
    proxy: FaultyProxy


@pytest.fixture(scope="session")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """A stage on AWS, applied to the embedded AWS."""
    with (
        gazette_on_aws(tmp_path_factory.mktemp("rehearsal")) as mesh,
        serving(RecordedCalls(mesh.settings["AWS_ENDPOINT_URL"])) as recorded,
        serving(FaultyProxy(recorded.endpoint, RETRIED, seed=1, pause=1)) as proxy,
    ):
        proxy.share = 0.03
        asked_there = asked_over(mesh, proxy.endpoint)
        asked_there.meshctl(*APPLY)
        yield Rehearsal(asked_there, recorded, proxy)


def test_what_aws_refuses_or_breaks_now_and_then_is_tried_again(rehearsal: Rehearsal) -> None:
    assert rehearsal.proxy.happened.total() > 5


def test_states_and_records_lie_under_the_accounts(rehearsal: Rehearsal) -> None:
    stacks = {"hub": HUB, "routes": HUB, "system-press": PRESS, "system-desk": DESK}
    assert {*rehearsal.mesh.kept()} == {
        f"gazette/dev/{account}/{name}.{kind}" for name, account in stacks.items() for kind in ("tfstate", "applied")
    }


def test_the_journey_of_an_event_is_told_although_the_stage_is_on_aws(rehearsal: Rehearsal) -> None:
    mesh = replace(rehearsal.mesh, settings=rehearsal.mesh.environment)
    told = mesh.journey(mesh.send("press/Drafted"), lambda journey: steps(journey, "invoked"))
    assert {one["facts"]["outcome"] for one in steps(told, "invoked")} == {"handled"}


def test_no_journey_is_told_of_aws_itself(rehearsal: Rehearsal) -> None:
    elsewhere = replace(rehearsal.mesh, settings={})
    said = elsewhere.meshctl("trace", "--stage", "dev", "--id", "1", code=1).stderr
    assert 'only the embedded AWS keeps a journal, and "dev" is on AWS' in said


@dataclass(frozen=True)
class Changed:
    """What was said of the change, what its plan has asked, and how often each event arrived that was sent meanwhile."""

    said: str
    looks: RecordedCalls
    refused: list[str]
    arrived: Counter[int]


@pytest.fixture(scope="session")
def changed(rehearsal: Rehearsal) -> Changed:
    """A subscription is renamed and its system moves to another account, while the press's state lies as it used to.

    The change is planned by the one role and applied by the other.
    """
    mesh = rehearsal.mesh
    keep_as_an_older_meshctl_did(mesh, PRESS, "system-press")
    edited(mesh.catalogue, "desk/reader.yaml", "  printed:\n", "  papers:\n")
    edited(mesh.catalogue, "mesh.yaml", DESK, MOVED_TO)
    approved = str(mesh.catalogue.parent / "approved")
    with serving(RecordedCalls(mesh.environment["AWS_ENDPOINT_URL"])) as looks:
        looking = replace(mesh, settings={**mesh.environment, "AWS_ENDPOINT_URL": looks.endpoint})
        looking.meshctl("plan", "--stage", "dev", "--refresh", "--out", approved)
    traffic = Traffic(mesh, PRESS, "press.editor", "Printed.v1")
    with traffic.flowing():
        said = mesh.meshctl("apply", approved).stdout
    return Changed(said, looks, traffic.refused, traffic.arrived(INBOX, DESK, MOVED_TO))


def keep_as_an_older_meshctl_did(mesh: RunningMesh, account: str, stack: str) -> None:
    """No account in the key of its state, and no record of it."""
    s3, key = mesh.aws("s3"), f"gazette/dev/{account}/{stack}"
    kept = {"Bucket": mesh.bucket, "Key": f"{key}.tfstate"}
    s3.copy_object(Bucket=mesh.bucket, Key=f"gazette/dev/{stack}.tfstate", CopySource=kept)
    for kind in ("tfstate", "applied"):
        s3.delete_object(Bucket=mesh.bucket, Key=f"{key}.{kind}")


def test_no_event_is_lost(changed: Changed) -> None:
    assert changed.refused == []
    assert len(changed.arrived) > 50
    assert max(changed.arrived.values()) <= 2


def test_a_state_of_an_older_meshctl_has_moved_to_its_account(rehearsal: Rehearsal, changed: Changed) -> None:
    assert changed
    kept = rehearsal.mesh.kept()
    assert {f"gazette/dev/{PRESS}/system-press.{kind}" for kind in ("tfstate", "applied")} <= {*kept}
    assert "gazette/dev/system-press.tfstate" not in kept


def test_what_a_system_has_in_the_account_that_it_leaves_is_told(changed: Changed) -> None:
    assert f"account: {DESK} -> {MOVED_TO}" in changed.said
    assert "the queue desk/reader/inbox is made in the new account as well" in changed.said
    assert changed.said.count("until it is found empty, and at least until") == 2


def test_it_goes_when_it_is_given_up_and_what_has_its_name_in_the_new_account_stays(
    rehearsal: Rehearsal, changed: Changed
) -> None:
    assert changed
    mesh = rehearsal.mesh
    assert mesh.queues(DESK)
    mesh.meshctl(*APPLY, "--allow-loss", "desk/reader/inbox", "--allow-loss", "desk/reader/printed")
    assert not mesh.queues(DESK)
    assert not [key for key in mesh.kept() if DESK in key]
    assert INBOX in mesh.queues(MOVED_TO)


def test_what_one_role_has_planned_with_terraform_itself_another_one_applies(
    rehearsal: Rehearsal, changed: Changed, tmp_path: Path
) -> None:
    assert changed
    hub, terraform = rehearsal.mesh.bundle / "stacks" / "hub", terraform_in(tmp_path)
    with serving(RecordedCalls(rehearsal.mesh.environment["AWS_ENDPOINT_URL"])) as recorded:
        there = rehearsal.mesh.environment | {"AWS_ENDPOINT_URL": recorded.endpoint}
        plan = str(tmp_path / "plan")
        succeeds(terraform(hub, "plan", "-lock=false", f"-out={plan}", **there, TF_VAR_role="MeshPlan"))
        succeeds(terraform(hub, "apply", plan, **there, TF_VAR_role="MeshDeploy"))
    assert recorded.calls.keys() == {WHOEVER, Caller(HUB, "MeshPlan"), Caller(HUB, "MeshDeploy")}


def test_nothing_is_called_that_the_how_to_does_not_allow(rehearsal: Rehearsal, changed: Changed) -> None:
    assert changed
    rehearsal.mesh.meshctl("destroy", "--stage", "dev", "--yes")
    assert rehearsal.mesh.kept() == []
    rights = {
        WHOEVER: "TakeOnTheDeployRole",
        Caller(HUB, "MeshDeploy"): "Buses",
        **{Caller(account, "MeshDeploy"): "LocalBuses" for account in (PRESS, DESK, MOVED_TO)},
    }
    assert rehearsal.recorded.calls.keys() == rights.keys()
    assert not_allowed(rehearsal.recorded, rights) == []


def test_a_plan_only_looks_and_by_a_role_of_its_own(changed: Changed) -> None:
    rights = {
        WHOEVER: "TakeOnThePlanRole",
        **{Caller(account, "MeshPlan"): "LookAtBuses" for account in (HUB, PRESS, DESK, MOVED_TO)},
    }
    assert changed.looks.calls.keys() == rights.keys()
    assert not_allowed(changed.looks, rights) == []


def not_allowed(recorded: RecordedCalls, rights: Mapping[Caller, str]) -> list[tuple[Caller, Call]]:
    """What was called that the policy of the how-to for this caller, named by a statement in it, does not allow."""
    documented = {who: documented_statements(sid) for who, sid in rights.items()}
    return [
        (who, call) for who, calls in recorded.calls.items() for call in calls if not is_allowed(call, documented[who])
    ]


def documented_statements(sid: str) -> list[dict[str, Any]]:
    """Those of the policy in docs/how-to/aws.md that has a statement of that name, for this mesh."""
    text = (ROOT / "docs" / "how-to" / "aws.md").read_text().replace("shop", "gazette")
    policies: list[list[dict[str, Any]]] = [loads(block)["Statement"] for kind, block in blocks(text) if kind == "json"]
    (found,) = [each for each in policies if any(one.get("Sid") == sid for one in each)]
    return found


def is_allowed(call: Call, statements: list[dict[str, Any]]) -> bool:
    """Whether a statement allows the action, in S3 for this object; everybody may ask who they are."""
    fitting = [one["Resource"] for one in statements if call.action in one["Action"]]
    patterns = [each for one in fitting for each in ([one] if isinstance(one, str) else one)]
    is_for_it = any(fnmatchcase(call.resource, each) for each in patterns) if call.resource else bool(fitting)
    return is_for_it or call.action == "sts:GetCallerIdentity"
