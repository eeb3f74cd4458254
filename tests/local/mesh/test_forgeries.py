"""Who may not publish what on the hub of the shop, whatever they say they are."""

import pytest

from .running_mesh import RunningMesh, steps

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]
NOBODY_WANTS = "NobodyWantsThis.v1"


def test_an_account_publishes_as_its_own_service(shop: RunningMesh) -> None:
    assert "EventId" in shop.publish("orders", "orders.checkout", NOBODY_WANTS)


def test_another_account_may_not_take_that_services_name(shop: RunningMesh) -> None:
    assert shop.publish("fulfilment", "orders.checkout", NOBODY_WANTS)["ErrorCode"] == "AccessDeniedException"


def test_an_account_may_not_take_the_name_of_another_systems_service(shop: RunningMesh) -> None:
    assert shop.publish("orders", "payments.capture", NOBODY_WANTS)["ErrorCode"] == "AccessDeniedException"


def test_a_service_that_publishes_nothing_has_no_name_on_the_hub(shop: RunningMesh) -> None:
    assert shop.publish("orders", "orders.tracker", NOBODY_WANTS)["ErrorCode"] == "AccessDeniedException"


@pytest.mark.parametrize(
    ("detail_type", "accepted"), [("PaymentFailed.v1", True), (NOBODY_WANTS, False), ("RiskAssessed.v1", False)]
)
def test_a_function_publishes_only_what_its_service_declares(
    shop: RunningMesh, detail_type: str, accepted: bool
) -> None:
    answer = shop.publish(
        "payments", "payments.capture", detail_type, role="shop_local_payments_capture_capture_function"
    )
    assert ("EventId" in answer) is accepted


def test_what_the_hubs_own_account_forges_is_delivered_to_nobody(shop: RunningMesh) -> None:
    forged = shop.publish("hub", "orders.checkout", "OrderPlaced.v1")["EventId"]
    journey = shop.journey(forged, lambda told: steps(told, "unmatched"))
    assert not steps(journey, "delivered")
