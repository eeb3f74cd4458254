"""A function of the code that `meshctl codegen` writes: it receives and publishes by classes, and nothing that was not declared."""

import os

import pytest

from meshctl.adapters.codegen.environment import GENERATOR
from tests.docs.documents import ROOT, blocks

from .running_mesh import STAGE, RunningMesh, event

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.pip, pytest.mark.xdist_group("mesh")]
PAGE = (ROOT / "docs/how-to/packages.md").read_text("utf-8")
FORGED = {"order_id": "o-1", "currency": "EUR", "customer_id": "forger", "total": 42.5}
HANDLER = '''\
"""Captures the money for an order; a forger's only where the order itself could be published, by meshkit or past it."""

import json
import os

import boto3
from mesh_events import OrderPlacedV1, PaymentCapturedV1, PaymentFailedV1, publish
from meshkit import NotDeclared, consumer
from meshkit import publish as publish_any


@consumer(OrderPlacedV1)
def handle(order: OrderPlacedV1) -> None:
    if order.customer_id == "forger" and (by_meshkit(order), past_meshkit()) == ("NotDeclared", "AccessDeniedException"):
        publish(PaymentFailedV1(order_id=order.order_id, reason="forged"))
    else:
        publish(PaymentCapturedV1(order_id=order.order_id, payment_id="p-1", amount=order.total, currency=order.currency))


def by_meshkit(order: OrderPlacedV1) -> str:
    try:
        return publish_any(order)
    except NotDeclared as refused:
        return type(refused).__name__


def past_meshkit() -> str:
    bus = json.loads(os.environ["MESH_PUBLISHES"])["PaymentFailed.v1"]["bus"]
    entry = {"EventBusName": bus, "Source": os.environ["MESH_SOURCE"], "DetailType": "OrderPlaced.v1", "Detail": "{}"}
    (answer,) = boto3.client("events").put_events(Entries=[entry])["Entries"]
    return answer.get("ErrorCode", "taken")
'''


@pytest.fixture
def typed(shop: RunningMesh) -> RunningMesh:
    """The shop, whose function that captures payments is written anew, of generated classes, and applied; it goes on capturing them."""
    GENERATOR.built(os.environ)
    shop.meshctl("codegen", "--service", "payments/capture")
    source = shop.catalogue / "payments/lambdas/capture"
    (source / "handler.py").write_text(HANDLER)
    (source / "requirements.txt").write_text(
        next(text for _, text in blocks(PAGE) if text.startswith("annotated-types=="))
    )
    shop.meshctl("apply", "--stage", STAGE, "--only", "payments", "--yes")
    return shop


def test_what_a_function_publishes_by_classes_arrives_and_what_is_not_declared_is_denied(typed: RunningMesh) -> None:
    order = typed.send("orders/OrderPlaced", **FORGED)
    journey = typed.journey(order, lambda told: len(told["events"]) > 1)
    failed = event(journey, "PaymentFailed.v1")
    assert failed["steps"][0]["account"] == typed.accounts["payments"]
