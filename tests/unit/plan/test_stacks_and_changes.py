from dataclasses import replace

from meshctl.plan.changes import ResourceChange, totals
from meshctl.plan.stacks import stacks
from meshctl.topology.lowering.build_topology import lower
from tests.support.shop import shop_mesh, shop_stage

MESH = shop_mesh()
DEV = shop_stage("dev")
HASHES = {f"{service.key}/{function.name}": "aGFzaA==" for service in MESH.services for function in service.functions}
STACKS = stacks(MESH, DEV, lower(MESH, DEV), HASHES)


def resource(address: str, action: str = "create") -> ResourceChange:
    return ResourceChange("hub", address, action)


def test_the_hub_comes_first_then_the_systems_then_the_routes() -> None:
    assert [(stack.name, stack.wave) for stack in STACKS] == [
        ("hub", 0), ("system-fulfilment", 1), ("system-orders", 1), ("system-payments", 1), ("routes", 2),
    ]  # fmt: skip


def test_each_stack_runs_in_its_own_account() -> None:
    assert {stack.name: stack.inputs["stack"]["account"] for stack in STACKS}["system-orders"] == "222222222222"


def test_no_stack_says_by_which_role_it_is_planned_or_applied() -> None:
    others = replace(DEV, deploy_role="Other", plan_role="Reader")
    assert stacks(MESH, others, lower(MESH, others), HASHES) == STACKS


def test_the_routes_run_in_the_hubs_account() -> None:
    assert {stack.account for stack in STACKS if stack.name in ("hub", "routes")} == {"111111111111"}


def test_a_function_names_the_package_that_lies_in_its_stack() -> None:
    (orders,) = (stack for stack in STACKS if stack.name == "system-orders")
    function = orders.inputs["functions"]["tracker/tracker"]
    assert orders.packages[function["package"]] == "orders/tracker/tracker"


def test_counts_name_only_what_there_is() -> None:
    assert totals([resource("a"), resource("b"), resource("c", "delete")]) == "2 to add, 1 to destroy"
