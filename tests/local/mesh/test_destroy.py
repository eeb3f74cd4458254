"""`meshctl destroy` leaves nothing of the shop behind, in none of its accounts."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from .running_mesh import STAGE, RunningMesh

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]
KINDS = {
    "queue": ("sqs", "list_queues", "QueueUrls", ""),
    "function": ("lambda", "list_functions", "Functions", "FunctionName"),
    "mapping": ("lambda", "list_event_source_mappings", "EventSourceMappings", "UUID"),
    "bus": ("events", "list_event_buses", "EventBuses", "Name"),
    "archive": ("events", "list_archives", "Archives", "ArchiveName"),
    "role": ("iam", "list_roles", "Roles", "RoleName"),
    "log group": ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "alarm": ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
}
Found = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Destroyed:
    """What all accounts held before and after, by kind, and what meshctl said."""

    before: Found
    after: Found
    said: str


@pytest.fixture(scope="session")
def destroyed(shop: RunningMesh) -> Destroyed:
    before = found(shop)
    said = shop.meshctl("destroy", "--stage", STAGE, "--allow-loss", STAGE, "--yes").stdout
    return Destroyed(before, found(shop), said)


def found(mesh: RunningMesh) -> Found:
    everywhere = {kind: everywhere_of(mesh, *how) for kind, how in KINDS.items()}
    return {**everywhere, "rule": rules(mesh), "bus": everywhere["bus"] - {"default"}}


def everywhere_of(mesh: RunningMesh, service: str, call: str, key: str, name: str) -> frozenset[str]:
    answers = [getattr(mesh.aws(service, account), call)().get(key, []) for account in mesh.accounts]
    return frozenset(str(one[name] if name else one) for answer in answers for one in answer)


def rules(mesh: RunningMesh) -> frozenset[str]:
    clients = [mesh.aws("events", account) for account in mesh.accounts]
    buses = [(events, bus["Name"]) for events in clients for bus in events.list_event_buses()["EventBuses"]]
    return frozenset(rule["Arn"] for events, bus in buses for rule in events.list_rules(EventBusName=bus)["Rules"])


@pytest.mark.parametrize("kind", [*KINDS, "rule"])
def test_nothing_is_left(destroyed: Destroyed, kind: str) -> None:
    assert destroyed.before[kind]
    assert not destroyed.after[kind]


def test_the_bucket_holds_no_state_no_record_and_no_lock(shop: RunningMesh, destroyed: Destroyed) -> None:
    assert destroyed.said
    assert shop.kept() == []


def test_it_says_first_who_no_longer_receives_what(destroyed: Destroyed) -> None:
    sentence = "fulfilment/warehouse no longer receives payments/PaymentCaptured"
    assert 0 < destroyed.said.index(sentence) < destroyed.said.index("    - module.")
