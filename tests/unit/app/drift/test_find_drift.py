from collections.abc import Callable, Collection, Mapping
from json import dumps
from threading import Event

import pytest

from meshctl.app.deploy.stage_change import StagePass
from meshctl.app.drift.find_drift import DriftSearch, find_drift
from meshctl.drift.own_resources import OwnResource
from meshctl.drift.seen_resources import RULE, SeenAccount, SeenResource, UnseenResources
from meshctl.drift.stage_drift import StageDrift
from meshctl.errors import Interrupted, MeshctlError, TerraformFailed
from meshctl.plan.stacks_at_once import StacksAtOnce
from meshctl.ports import Tell
from meshctl.progress.steps import Told
from meshctl.records.stack_record import StackRecord
from meshctl.records.stage_keys import lock_key, record_key, state_key
from tests.support.kept_stage import (
    CODE,
    DEV,
    MESH,
    OLD_ORDERS,
    ORDERS,
    apply_all,
    as_state,
    inputs,
    keep_record,
    keep_state,
    resource,
    standing,
)
from tests.support.memory_bucket import MemoryBucket

BUS = "aws_cloudwatch_event_bus.local"
_GONE = {"mode": "managed", "address": BUS, "type": "aws_cloudwatch_event_bus"}
_CHANGE: dict[str, object] = {"change": {"actions": ["create"], "before": None, "after": {}}}
DELETED = dumps({"resource_drift": [_GONE], "resource_changes": [_GONE | _CHANGE]}).encode()
"""As Terraform tells that somebody has deleted the bus of a system."""


class Aws:
    """A `ResourceLister` of accounts with a rule by hand on each bus; into `closed` ones nobody is let."""

    def __init__(self, *closed: str) -> None:
        self.closed = closed
        self.asked: list[str] = []

    def hanging_resources(self, account: str, own: Collection[OwnResource], stop: Event) -> SeenAccount:
        self.asked.append(account)
        if account in self.closed:
            return SeenAccount(unseen=(UnseenResources(account, "the whole account", "denied", "ask"),))
        return SeenAccount(tuple(SeenResource(RULE, (one.name, "spy"), (one.arn,)) for one in own))


class Terraform:
    """A `StackPlanner` that says this of each stack, or fails."""

    at_once = StacksAtOnce(2, 2)

    def __init__(self, says: Mapping[str, bytes | MeshctlError]) -> None:
        self.says = says
        self.asked: list[str] = []

    def planned_if_any(self, stack: str, *, tell: Tell) -> bytes | None:
        self.asked.append(stack)
        said = self.says.get(stack)
        if isinstance(said, MeshctlError):
            raise said
        return said

    def planned(self, stack: str, *, tell: Tell) -> bytes:
        return self.planned_if_any(stack, tell=tell) or b""

    def interrupt(self) -> None:
        """Nothing is in flight here."""


def keep(bucket: MemoryBucket) -> None:
    """The stage was applied, each stack with a bus."""
    apply_all(bucket)
    for stack in standing(bucket).stacks.done:
        arn = f"arn:aws:events:eu-central-1:{stack[0]}:event-bus/{stack[1]}"
        module = "module.hub" if stack[1] == "hub" else ""
        bus = resource("aws_cloudwatch_event_bus", module, arn=arn, name=stack[1]) | {"name": "local"}
        keep_state(bucket, stack, as_state(*() if stack[1] == "routes" else (bus,)))


@pytest.fixture
def bucket() -> MemoryBucket:
    kept = MemoryBucket()
    keep(kept)
    return kept


def quiet(about: str, told: Told) -> None:
    """Nobody listens."""


def found(bucket: MemoryBucket, aws: Aws, terraform: Terraform, stop: Event | None = None) -> StageDrift:
    written: list[StagePass] = []
    work = DriftSearch(bucket, aws, terraform, written.append, CODE.roots, quiet)
    return find_drift(MESH, DEV, standing(bucket), work, stop or Event())


def test_every_account_is_asked_once_and_every_stack_is_compared(bucket: MemoryBucket) -> None:
    aws, terraform = Aws(), Terraform({})
    drift = found(bucket, aws, terraform)
    assert sorted(aws.asked) == sorted({account for account, _ in standing(bucket).stacks.done})
    assert sorted(terraform.asked) == sorted(name for _, name in standing(bucket).stacks.done)
    assert {one.stack[1] for one in drift.added} == {*terraform.asked} - {"routes"}
    assert drift.unseen == ()


def test_an_account_that_lets_nobody_in_keeps_nobody_from_the_others(bucket: MemoryBucket) -> None:
    drift = found(bucket, Aws(ORDERS[0]), Terraform({}))
    assert [(one.account, one.why) for one in drift.unseen] == [(ORDERS[0], "denied")]
    assert len({one.stack for one in drift.added}) == 3


def test_a_stack_that_terraform_cannot_compare_is_told_beside_what_the_others_say(bucket: MemoryBucket) -> None:
    says: dict[str, bytes | MeshctlError] = {
        "system-orders": TerraformFailed("no role", "make it"),
        "system-payments": DELETED,
    }
    drift = found(bucket, Aws(), Terraform(says))
    assert [one.stack[1] for one in drift.changed] == ["system-payments"]
    assert [(one.what, one.why) for one in drift.unseen] == [("what Terraform knows of system-orders", "no role")]


def test_what_terraform_finds_deleted_is_told_of_its_system(bucket: MemoryBucket) -> None:
    (told,) = found(bucket, Aws(), Terraform({"system-orders": DELETED})).changed
    assert (told.stack, told.action, str(told.cause)) == (ORDERS, "deleted", "bus orders")


def test_where_an_apply_was_stopped_nobody_knows_what_is_whose(bucket: MemoryBucket) -> None:
    keep_record(bucket, StackRecord(ORDERS, inputs(), inputs()))
    aws, terraform = Aws(), Terraform({})
    drift = found(bucket, aws, terraform)
    assert ORDERS[0] not in aws.asked
    assert "system-orders" not in terraform.asked
    (one,) = drift.unseen
    assert (one.account, one.why) == (
        ORDERS[0],
        "an apply of system-orders was begun and is not done, or has left another state than there is",
    )
    assert one.hint == "wait for it, or end it if it was stopped: meshctl apply --stage dev"


def test_what_has_no_record_is_looked_at_and_not_compared(bucket: MemoryBucket) -> None:
    arn = f"arn:aws:events:eu-central-1:{OLD_ORDERS[0]}:event-bus/old"
    bus = resource("aws_cloudwatch_event_bus", arn=arn, name="old") | {"name": "local"}
    keep_state(bucket, OLD_ORDERS, as_state(bus))
    drift = found(bucket, Aws(), Terraform({}))
    assert OLD_ORDERS in {one.stack for one in drift.added}
    assert [(one.account, one.what) for one in drift.unseen] == [
        (OLD_ORDERS[0], "what Terraform knows of system-orders")
    ]


def test_a_stage_of_which_nothing_was_applied_is_not_taken_for_one_without_drift() -> None:
    with pytest.raises(MeshctlError, match="nothing of dev was applied"):
        found(MemoryBucket(), Aws(), Terraform({}))


class Meanwhile(Aws):
    """The same, and somebody applies while it is asked."""

    def __init__(self, apply: Callable[[], None]) -> None:
        super().__init__()
        self.apply = apply

    def hanging_resources(self, account: str, own: Collection[OwnResource], stop: Event) -> SeenAccount:
        self.apply()
        return super().hanging_resources(account, own, stop)


def begun(bucket: MemoryBucket) -> None:
    """An apply has written down what it is about to do."""
    keep_record(bucket, StackRecord(ORDERS, inputs(), inputs()))


def locked(bucket: MemoryBucket) -> None:
    """Terraform is at work."""
    bucket.objects[lock_key(state_key("shop", "dev", ORDERS))] = b"{}"


def written(bucket: MemoryBucket) -> None:
    """Terraform has written its state."""
    keep_state(bucket, ORDERS)


def first(bucket: MemoryBucket) -> None:
    """Terraform makes a stack that was not there."""
    keep_state(bucket, (ORDERS[0], "system-more"))


def destroyed(bucket: MemoryBucket) -> None:
    """The record of a stack is gone with it."""
    bucket.delete(record_key("shop", "dev", ORDERS))


@pytest.mark.parametrize("apply", [begun, locked, written, first, destroyed])
def test_where_an_apply_begins_meanwhile_nothing_is_found(
    bucket: MemoryBucket, apply: Callable[[MemoryBucket], None]
) -> None:
    says: dict[str, bytes | MeshctlError] = {"system-orders": DELETED, "system-payments": DELETED}
    drift = found(bucket, Meanwhile(lambda: apply(bucket)), Terraform(says))
    assert ORDERS[0] not in {one.stack[0] for one in drift.added}
    assert [one.stack[1] for one in drift.changed] == ["system-payments"]
    assert [(one.account, one.what, one.why) for one in drift.unseen] == [
        (ORDERS[0], "the whole account", "an apply began meanwhile, or a state is locked")
    ]


def test_so_it_is_where_the_state_that_it_locks_has_not_moved_yet(bucket: MemoryBucket) -> None:
    earlier = "shop/dev/system-orders.tfstate"
    bucket.objects[earlier] = bucket.objects.pop(state_key("shop", "dev", ORDERS))
    drift = found(bucket, Meanwhile(lambda: bucket.objects.update({lock_key(earlier): b"{}"})), Terraform({}))
    assert [(one.account, one.what) for one in drift.unseen] == [(ORDERS[0], "the whole account")]


def test_nothing_more_is_begun_when_somebody_says_stop(bucket: MemoryBucket) -> None:
    stop, aws, terraform = Event(), Aws(), Terraform({})
    stop.set()
    with pytest.raises(Interrupted):
        found(bucket, aws, terraform, stop)
    assert aws.asked == terraform.asked == []
