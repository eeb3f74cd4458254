import json

import pytest

from meshctl.plan.changes import ResourceChange, attribute, totals
from meshctl.plan.stacks import stacks
from meshctl.report.changes import change_as_text, changes_as_json, changes_as_text
from meshctl.topology.build_topology import lower
from tests.support.shop import shop_mesh, shop_stage

MESH = shop_mesh()
DEV = shop_stage("dev")
HASHES = {f"{service.key}/{function.name}": "aGFzaA==" for service in MESH.services for function in service.functions}
STACKS = stacks(MESH, DEV, lower(MESH, DEV), HASHES)


def changed(stack: str, address: str, action: str = "create") -> ResourceChange:
    return ResourceChange(stack, address, action)


def sentences(*resources: ResourceChange) -> list[str]:
    return [change_as_text(change) for change in attribute(MESH, STACKS, resources)]


def test_the_hub_comes_first_then_the_systems_then_the_routes() -> None:
    assert [(stack.name, stack.wave) for stack in STACKS] == [
        ("hub", 0), ("system-fulfilment", 1), ("system-orders", 1), ("system-payments", 1), ("routes", 2),
    ]  # fmt: skip


def test_each_stack_runs_in_its_own_account() -> None:
    assert {stack.name: stack.inputs["stack"]["deploy_role"] for stack in STACKS}["system-orders"] == (
        "arn:aws:iam::222222222222:role/MeshDeploy"
    )


def test_the_routes_run_in_the_hubs_account() -> None:
    assert {stack.account for stack in STACKS if stack.name in ("hub", "routes")} == {"111111111111"}


def test_a_function_names_the_package_that_lies_in_its_stack() -> None:
    (orders,) = (stack for stack in STACKS if stack.name == "system-orders")
    function = orders.inputs["functions"]["tracker/tracker"]
    assert orders.packages[function["package"]] == "orders/tracker/tracker"


def test_a_new_subscription_is_said_as_what_its_service_receives() -> None:
    resources = (
        changed("system-payments", 'module.buffer["capture/order-placed"].module.queue.aws_sqs_queue.queue'),
        changed("routes", 'module.route["payments/capture/order-placed"].aws_cloudwatch_event_rule.route'),
    )
    assert sentences(*resources) == ["payments/capture now receives orders/OrderPlaced: 2 to add in 2 stacks"]


def test_a_subscription_taken_out_of_the_catalogue_is_named_as_far_as_it_is_known() -> None:
    gone = changed("routes", 'module.route["payments/capture/old-one"].aws_cloudwatch_event_rule.route', "delete")
    assert sentences(gone) == ['payments/capture no longer receives what "old-one" asked for: 1 to destroy in 1 stack']


def test_a_mended_queue_is_not_called_a_new_subscription() -> None:
    queue = changed("system-payments", 'module.buffer["capture/order-placed"].module.queue.aws_sqs_queue.queue')
    assert sentences(queue) == ["payments/capture receives orders/OrderPlaced in another way: 1 to add in 1 stack"]


def test_who_may_invoke_a_function_belongs_to_the_subscription() -> None:
    permission = 'module.function["ledger/book"].aws_lambda_permission.invoker["captured"]'
    rule = changed("routes", 'module.route["payments/ledger/captured"].aws_cloudwatch_event_rule.route')
    assert sentences(changed("system-payments", permission), rule) == [
        "payments/ledger now receives payments/PaymentCaptured: 2 to add in 2 stacks"
    ]


def test_a_changed_filter_is_another_way_to_receive() -> None:
    rule = changed("routes", 'module.route["payments/capture/order-placed"].aws_cloudwatch_event_rule.route', "update")
    assert sentences(rule) == ["payments/capture receives orders/OrderPlaced in another way: 1 to change in 1 stack"]


@pytest.mark.parametrize(
    ("stack", "address", "about"),
    [
        ("system-orders", 'module.function["tracker/tracker"].aws_lambda_function.function', "the function orders/tracker/tracker"),
        ("system-fulfilment", 'module.queue["returns/to-stop"].aws_sqs_queue.queue', "the queue fulfilment/returns/to-stop"),
        ("system-fulfilment", 'module.queue_dead_letters["returns/to-stop"].a.b', "the queue fulfilment/returns/to-stop"),
        ("system-payments", 'module.function_dead_letters["ledger/book"].a.b', "the function payments/ledger/book"),
        ("system-orders", "aws_cloudwatch_event_bus.local", "the local bus of orders"),
        ("hub", "module.hub.aws_cloudwatch_event_bus.hub", "the hub"),
    ],
)  # fmt: skip
def test_every_resource_belongs_to_somebody(stack: str, address: str, about: str) -> None:
    assert sentences(changed(stack, address)) == [f"{about}: 1 to add in 1 stack"]


def test_no_resource_is_lost_between_plan_and_report() -> None:
    resources = [
        changed("hub", f"module.hub.a.b{index}", action)
        for index, action in enumerate(("create", "update", "delete", "replace"))
    ]
    told = json.loads(changes_as_json(attribute(MESH, STACKS, resources), "dev"))
    assert [one["action"] for change in told["changes"] for one in change["resources"]] == [
        "create",
        "update",
        "delete",
        "replace",
    ]


def test_what_changes_for_people_comes_before_the_resources() -> None:
    text = changes_as_text(
        attribute(
            MESH,
            STACKS,
            [changed("routes", 'module.route["payments/capture/order-placed"].aws_cloudwatch_event_rule.r')],
        ),
        "dev",
    )
    assert text.index("now receives") < text.index("module.route")


def test_nothing_to_do_is_said() -> None:
    assert changes_as_text((), "dev") == "Nothing to do: dev is as the catalogue says."
    assert changes_as_text((), "dev", destroy=True) == "Nothing to do: nothing of dev is there."


def test_counts_name_only_what_there_is() -> None:
    assert totals([changed("hub", "a"), changed("hub", "b"), changed("hub", "c", "delete")]) == "2 to add, 1 to destroy"
