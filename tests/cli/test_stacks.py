"""`meshctl stacks` hands the stacks of a stage to whoever runs them."""

import json
from pathlib import Path
from typing import Any

import pytest

from meshctl.app.deploy.standing import catalogue_keys
from meshctl.plan.stack_graph import StackInGraph, stack_graph
from meshctl.plan.stacks import WAVES
from meshctl.records.stack_record import root_of
from meshctl.report.stacks.stack_graph import graph_as_matrix
from tests.support.running import in_process
from tests.support.shop import shop_mesh, shop_stage

SHOP = Path(__file__).parents[2] / "examples" / "shop" / "catalogue"


def told(*more: str) -> str:
    done = in_process("stacks", "--catalogue", str(SHOP), "--stage", "dev", *more)
    assert (done.code, done.err) == (0, "")
    return done.out


def test_every_stack_of_the_catalogue_is_told_once_with_its_wave() -> None:
    graph = stack_graph(shop_mesh(), shop_stage("dev"))
    assert {(one.account, one.stack) for one in graph} == catalogue_keys(shop_mesh(), shop_stage("dev"))
    assert all(one.wave == WAVES[root_of(one.stack)] for one in graph)


def test_what_a_stack_needs_is_of_an_earlier_wave_and_told_before_it() -> None:
    stacks: list[dict[str, Any]] = json.loads(told("--format", "json"))["stacks"]
    waves = {one["stack"]: one["wave"] for one in stacks}
    for at, one in enumerate(stacks):
        assert {*one["needs"]} <= {before["stack"] for before in stacks[:at] if waves[before["stack"]] < one["wave"]}


def test_the_matrix_is_one_line_with_a_job_for_each_system() -> None:
    said = told("--format", "github-matrix")
    assert said.count("\n") == 1
    assert {"system": "orders", "stack": "system-orders", "account": "222222222222"} in json.loads(said)["include"]
    assert all(one["system"] for one in json.loads(said)["include"])


def test_people_read_a_table() -> None:
    assert [line.split()[0] for line in told().splitlines()][:2] == ["STACK", "hub"]


def test_more_jobs_than_github_takes_are_refused() -> None:
    many = [StackInGraph(f"system-s{one}", f"s{one}", "111111111111", "eu-west-1", 1, ()) for one in range(257)]
    with pytest.raises(ValueError, match="257 systems are more than the 256 jobs"):
        graph_as_matrix(many)
