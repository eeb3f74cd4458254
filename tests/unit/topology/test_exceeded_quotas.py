"""Rules of a bus and roles of an account are counted by their ARNs: once, whether they stand, are to stand, or both."""

import re
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.mesh import Mesh
from meshctl.topology import arns
from meshctl.topology.exceeded_quotas import ExceededQuota, exceeded_roles, exceeded_rules, role_arns
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.parts.stages import Topology
from tests.support.random_meshes import random_mesh
from tests.support.shop import shop_files

HUB, ORDERS = "111111111111", "222222222222"


def rules(first: int, last: int, region: str = "eu-west-1", bus: str = "shop_dev_hub") -> list[str]:
    return [arns.rule(region, HUB, bus, f"rule-{number}") for number in range(first, last)]


def roles_of(topology: Topology) -> set[str]:
    """Every role that is named anywhere."""
    return {*re.findall(r"arn:aws:iam::\d+:role/[\w-]+", repr(topology))}


def test_a_rule_that_stands_and_is_to_stand_counts_once() -> None:
    assert [*exceeded_rules([*rules(0, 200), *rules(100, 300)])] == []
    assert [*exceeded_rules([*rules(0, 200), *rules(100, 301)])] == [ExceededQuota(HUB, "shop_dev_hub", 301, 300)]


def test_each_bus_has_rules_of_its_own_and_each_region_its_quota() -> None:
    assert [*exceeded_rules([*rules(0, 200), *rules(0, 200, bus="shop_dev_orders")])] == []
    assert [one.most for one in exceeded_rules(rules(0, 101, "eu-south-1"))] == [100]


def test_each_account_has_roles_of_its_own() -> None:
    roles = [arns.role(account, f"role-{number}") for account in (HUB, ORDERS) for number in range(1_000)]
    assert [*exceeded_roles([*roles, *roles])] == []
    assert [*exceeded_roles([*roles, arns.role(ORDERS, "one-more")])] == [ExceededQuota(ORDERS, "", 1_001, 1_000)]


def shop_with_a_workflow() -> Mesh:
    files = shop_files()
    service = files.contents["payments/risk.yaml"] + b"workflows: {judge: {definition: judge.json}}\n"
    definition = b'{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}'
    contents = {**files.contents, "payments/risk.yaml": service, "payments/judge.json": definition}
    mesh = read_catalogue(CatalogueFiles(contents, files.paths | {*contents})).mesh
    assert mesh
    return mesh


@given(st.integers(0, 2**32))
def test_all_roles_of_a_stage_are_counted(seed: int) -> None:
    for mesh in (random_mesh(Random(seed), 8), shop_with_a_workflow()):  # noqa: S311  nothing here is a secret
        for stage in mesh.stages:
            counted = [*role_arns(mesh, stage)]
            assert {*counted} == roles_of(lower(mesh, stage))
            assert len(counted) == len({*counted})
