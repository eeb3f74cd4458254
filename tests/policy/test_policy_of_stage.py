"""`meshctl policy --stage`: all stacks, planned from empty state, looked at to the last resource."""

import shutil
from pathlib import Path

import pytest

from tests.support.policies import judge, said
from tests.support.running import Done
from tests.support.shop import SHOP

pytestmark = [
    pytest.mark.policy,
    pytest.mark.terraform,
    pytest.mark.local,
    pytest.mark.xdist_group("policy of a stage"),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue that nothing was applied of."""
    directory = tmp_path_factory.mktemp("policy") / "catalogue"
    return Path(shutil.copytree(SHOP, directory, ignore=shutil.ignore_patterns(".meshctl")))


@pytest.fixture(scope="module")
def dev(shop: Path) -> Done:
    """The stage dev, which lies on AWS, judged without credentials."""
    return judge(shop, "--stage", "dev", "--format", "json")


def test_the_shop_violates_no_policy(dev: Done) -> None:
    assert (dev.code, said(dev)["findings"]) == (0, [])


def test_every_stack_is_looked_at(dev: Done) -> None:
    assert set(said(dev)["resources"]) == {"hub", "routes", "system-orders", "system-payments", "system-fulfilment"}
    assert min(said(dev)["resources"].values()) > 0


def test_every_skip_has_a_reason(dev: Done) -> None:
    assert said(dev)["skipped"]
    assert [one for one in said(dev)["skipped"] if not one["reason"]] == []


def test_no_plan_no_state_and_no_embedded_aws_is_left(dev: Done, shop: Path) -> None:
    assert dev.code == 0
    assert [*shop.rglob("*.tfplan"), *shop.rglob("stacks/*/*.tfstate"), *shop.rglob("server.json")] == []
