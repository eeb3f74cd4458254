"""The table of docs/how-to/guardrails.md as requests: who its principals are, and what its resources are called."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from meshctl.iam import Principal
from meshctl.topology.names import aws_name
from tests.support.guarded_shop import MANAGEMENT, ORGANIZATION

from .conftest import TREE

PAGE = TREE / "docs" / "how-to" / "guardrails.md"
HUB, ORDERS, PAYMENTS = "111111111111", "222222222222", "333333333333"
CARRIER, STRANGER = "777777777777", "666666666666"
CUT = aws_name("shop", "dev", "payments", "reconciliation-of-card-payments", "order-placed-in-any-currency", "delivery")


@dataclass(frozen=True)
class Asker:
    """Who asks; `bound` says whether the service control policies of the organisation bind it."""

    principal: Principal
    bound: bool = True
    context: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A row: `may` is yes, or no and the statement that denies it."""

    who: str
    does: str
    what: str
    may: str


def role(account: str, name: str, organization: str = ORGANIZATION, *, bound: bool = True) -> Asker:
    return Asker(
        Principal(account, f"arn:aws:iam::{account}:role/{name}"), bound, {"aws:PrincipalOrgID": [organization]}
    )


def event_bridge(account: str, organization: str) -> Asker:
    acting = {"aws:SourceAccount": [account], "aws:SourceOrgID": [organization]}
    return Asker(Principal(service="events.amazonaws.com"), context=acting)


WHO = {
    "a role of orders": role(ORDERS, "Developer"),
    "a function of orders": role(ORDERS, "shop_dev_orders_checkout_checkout_function"),
    "Migration of orders": role(ORDERS, "Migration"),
    "an administrator of payments": role(PAYMENTS, "Admin"),
    "the deploy role of payments": role(PAYMENTS, "MeshDeploy"),
    "the deploy role of the hub": role(HUB, "MeshDeploy"),
    "a role of the hub's account": role(HUB, "Admin"),
    "a delivery role": role(HUB, "shop_dev_payments_capture_order-placed_delivery"),
    "a delivery role whose name is cut": role(HUB, CUT),
    "a service-linked role of orders": role(ORDERS, "aws-service-role/x.amazonaws.com/AWSServiceRoleForX", bound=False),
    "an administrator of the management account": role(MANAGEMENT, "Admin", bound=False),
    "a role of another organisation": role(STRANGER, "Admin", "o-x9y8z7w6v5", bound=False),
    "a role of the carrier": role(CARRIER, "Admin", "o-x9y8z7w6v5", bound=False),
    "whoever has not signed in": Asker(Principal(), bound=False),
    "EventBridge for a rule of the hub": event_bridge(HUB, ORGANIZATION),
    "EventBridge for another organisation": event_bridge(STRANGER, "o-x9y8z7w6v5"),
    "EventBridge for the carrier": event_bridge(CARRIER, "o-x9y8z7w6v5"),
    "CloudWatch for no account": Asker(Principal(service="cloudwatch.amazonaws.com")),
}
MAPPING = f"arn:aws:lambda:eu-west-1:{PAYMENTS}:event-source-mapping:00000000-0000-4000-8000-000000000000"
WHAT = {
    "its own account": "*",
    "a queue of orders": f"arn:aws:sqs:eu-west-1:{ORDERS}:shop_dev_orders_tracker_letters_queue",
    "a buffer of orders": f"arn:aws:sqs:eu-west-1:{ORDERS}:shop_dev_orders_tracker_dispatched_buffer",
    "a queue of payments": f"arn:aws:sqs:eu-west-1:{PAYMENTS}:shop_dev_payments_capture_order-placed_buffer",
    "the dead letters of payments": f"arn:aws:sqs:eu-west-1:{PAYMENTS}:shop_dev_payments_capture_order-placed_dead",
    "a queue that the mesh has not made": f"arn:aws:sqs:eu-west-1:{PAYMENTS}:reports",
    "a queue of the management account": f"arn:aws:sqs:eu-west-1:{MANAGEMENT}:reports",
    "a topic of orders": f"arn:aws:sns:eu-west-1:{ORDERS}:shop_dev_orders_tracker_updates",
    "a topic of payments": f"arn:aws:sns:eu-west-1:{PAYMENTS}:shop_dev_payments_capture_captured",
    "a stream of payments": f"arn:aws:kinesis:eu-west-1:{PAYMENTS}:stream/shop_dev_payments_risk_clicks",
    "a table of payments": f"arn:aws:dynamodb:eu-west-1:{PAYMENTS}:table/shop_dev_payments_capture_capture",
    "a function of orders": f"arn:aws:lambda:eu-west-1:{ORDERS}:function:shop_dev_orders_checkout_checkout",
    "a function of payments": f"arn:aws:lambda:eu-west-1:{PAYMENTS}:function:shop_dev_payments_capture_capture",
    "the reader of a queue of payments": MAPPING,
    "a reader that the mesh has not made": f"{MAPPING}0",
    "a workflow of payments": f"arn:aws:states:eu-west-1:{PAYMENTS}:stateMachine:shop_dev_payments_capture_refund",
    "a schedule of payments": f"arn:aws:scheduler:eu-west-1:{PAYMENTS}:schedule/shop_dev_payments_ledger_nightly/shop_dev_payments_ledger_nightly",
    "the group of a schedule of payments": f"arn:aws:scheduler:eu-west-1:{PAYMENTS}:schedule-group/shop_dev_payments_ledger_nightly",
    "the logs of a function of payments": f"arn:aws:logs:eu-west-1:{PAYMENTS}:log-group:/aws/lambda/shop_dev_payments_capture_capture",
    "the logs of a workflow of payments": f"arn:aws:logs:eu-west-1:{PAYMENTS}:log-group:/aws/vendedlogs/states/shop_dev_payments_capture_refund",
    "a log group of payments": f"arn:aws:logs:eu-west-1:{PAYMENTS}:log-group:/aws/events/shop_dev_payments_ledger_audit",
    "a layer of another account": f"arn:aws:lambda:eu-west-1:{STRANGER}:layer:tracing:7",
    "a key of payments": f"arn:aws:kms:eu-west-1:{PAYMENTS}:key/00000000-0000-4000-8000-000000000000",
    "the hub's bus": f"arn:aws:events:eu-west-1:{HUB}:event-bus/shop_dev_hub",
    "the hub's archive": f"arn:aws:events:eu-west-1:{HUB}:archive/shop_dev_hub",
    "a rule on the hub's bus": f"arn:aws:events:eu-west-1:{HUB}:rule/shop_dev_hub/eavesdropper",
    "a rule of the mesh on the local bus": f"arn:aws:events:eu-west-1:{PAYMENTS}:rule/shop_dev_payments/shop_dev_payments_ledger_x",
    "a rule of its own on the local bus": f"arn:aws:events:eu-west-1:{PAYMENTS}:rule/shop_dev_payments/reports",
    "a role of the mesh": f"arn:aws:iam::{PAYMENTS}:role/shop_dev_payments_capture_capture_function",
    "a role that the mesh has not made": f"arn:aws:iam::{PAYMENTS}:role/Reports",
    "the deploy role": f"arn:aws:iam::{PAYMENTS}:role/MeshDeploy",
}
READS_FOR = {
    "the reader of a queue of payments": WHAT["a function of payments"],
    "a reader that the mesh has not made": f"arn:aws:lambda:eu-west-1:{PAYMENTS}:function:reports",
}
"""The functions that mappings are for."""


def cases() -> Iterator[Case]:
    """The rows of the page's table."""
    table = PAGE.read_text("utf-8").split("<!-- begin cases -->")[1].split("<!-- end cases -->")[0]
    for row in re.findall(r"^\| (.+) \|$", table, re.M)[1:]:
        yield Case(*row.split(" | "))
