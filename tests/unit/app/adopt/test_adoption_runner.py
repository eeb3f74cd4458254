from collections.abc import Collection, Mapping
from json import dumps

import pytest

from meshctl.adoption.own_resources import ExistingResource, StackPlace
from meshctl.adoption.planned_creates import PlannedResource
from meshctl.app.adopt.adoption_runner import AdoptionRunner
from meshctl.errors import MeshctlError
from meshctl.plan.changes import ResourceChange
from meshctl.plan.stacks_at_once import StacksAtOnce
from meshctl.ports import Tell
from meshctl.progress.steps import Told

TAGS = {"mesh": "shop", "stage": "dev", "stack": "hub"}
PLACE = StackPlace("111111111111", "eu-west-1", TAGS)
BUS = "module.hub.aws_cloudwatch_event_bus.hub"
CREATED = (ResourceChange("hub", BUS, "create"),)
ADOPTED = (ResourceChange("hub", BUS, "adopt", adopted=True),)


class Terraform:
    """An ImportRunner for a stack that would make a bus, until it is there or has been imported."""

    at_once = StacksAtOnce(plans=2, applies=8)

    def __init__(self) -> None:
        self.planned: tuple[ResourceChange, ...] = CREATED
        self.taken_in: dict[str, str] = {}
        self.asked = 0

    def plan(self, stack: str, *, destroy: bool, tell: Tell) -> tuple[ResourceChange, ...]:
        return self.planned

    def plan_importing(self, stack: str, ids: Mapping[str, str], *, tell: Tell) -> tuple[ResourceChange, ...]:
        return ADOPTED if ids == {BUS: "shop_dev_hub"} else ()

    def apply(self, stack: str, *, tell: Tell) -> None:
        """It is as planned."""

    def keep_state(self, stack: str, *, tell: Tell) -> None:
        """It could be written."""

    def interrupt(self) -> None:
        """Nothing is in flight here."""

    def shown(self, stack: str) -> bytes:
        change = {"actions": ["create"], "after": {"name": "shop_dev_hub"}}
        bus = {"mode": "managed", "address": BUS, "type": "aws_cloudwatch_event_bus", "change": change}
        return dumps({"resource_changes": [bus]}).encode()

    def take_in(self, stack: str, ids: Mapping[str, str], *, tell: Tell) -> None:
        self.taken_in |= ids

    def existing_resources(
        self, creates: Collection[PlannedResource], place: StackPlace
    ) -> Mapping[str, ExistingResource]:
        """As AWS tells it of the bus."""
        self.asked += 1
        return {one.address: ExistingResource(TAGS) for one in creates}


def quiet(about: str, told: Told) -> None:
    """Nobody listens."""


@pytest.fixture
def terraform() -> Terraform:
    return Terraform()


@pytest.fixture
def runner(terraform: Terraform) -> AdoptionRunner:
    return AdoptionRunner(terraform, terraform, {"hub": PLACE})


def test_what_exists_is_adopted_and_not_made(runner: AdoptionRunner) -> None:
    assert runner.plan("hub", destroy=False, tell=quiet) == ADOPTED


def test_of_a_stack_that_is_not_in_doubt_nobody_asks_aws(terraform: Terraform) -> None:
    assert AdoptionRunner(terraform, terraform, {}).plan("hub", destroy=False, tell=quiet) == CREATED
    assert terraform.asked == 0


def test_where_nothing_is_to_be_made_nobody_asks_aws(terraform: Terraform, runner: AdoptionRunner) -> None:
    terraform.planned = ()
    assert runner.plan("hub", destroy=False, tell=quiet) == ()
    assert terraform.asked == 0


def test_what_this_run_has_applied_is_in_doubt_no_more(runner: AdoptionRunner) -> None:
    runner.apply("hub", tell=quiet)
    assert runner.plan("hub", destroy=False, tell=quiet) == CREATED


def test_what_is_to_be_destroyed_gets_into_the_state(terraform: Terraform, runner: AdoptionRunner) -> None:
    runner.take_in("hub", tell=quiet)
    assert terraform.taken_in == {BUS: "shop_dev_hub"}


def test_where_something_else_has_its_name_nothing_is_planned(terraform: Terraform) -> None:
    other = StackPlace(PLACE.account, PLACE.region, {**TAGS, "mesh": "another"})
    with pytest.raises(MeshctlError, match="shop_dev_hub"):
        AdoptionRunner(terraform, terraform, {"hub": other}).plan("hub", destroy=False, tell=quiet)
