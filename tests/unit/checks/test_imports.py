"""What a system imports by ARN lies outside the mesh, and in no other system's account."""

import pytest

from tests.support.catalogues import MESH

from .conftest import Found
from .written import external, merged, service, subscriptions

CHECK = "crosses-system-boundary"
USED = service("using", subscriptions(kept="event: orders/OrderPlaced, deliver_to: {queue: old}"))
ACCOUNTS = {"orders": "222222222222", "hub": "111111111111", "payments": "333333333333", "nobody": "444444444444"}


def queue_in(owner: str) -> dict[str, str]:
    return merged(external("queues", dev=f"arn:aws:sqs:eu-west-1:{ACCOUNTS[owner]}:old"), USED)


@pytest.mark.parametrize(("owner", "count"), [("orders", 1), ("hub", 1), ("payments", 0), ("nobody", 0)])
def test_no_other_account_of_the_mesh_is_imported_from(found: Found, owner: str, count: int) -> None:
    assert len(found(CHECK, queue_in(owner))) == count


def test_an_import_from_another_system_is_answered_with_its_events(found: Found) -> None:
    (finding,) = found(CHECK, queue_in("orders"))
    assert finding.message == 'the queue "old" of "payments" lies in the account of "orders" in "dev"'
    assert finding.help == "subscribe to an event of orders instead: orders/OrderPlaced"
    assert str(finding.place) == "payments/system.yaml:6:12"


def test_an_account_that_two_systems_share_is_the_own_one_of_both(found: Found) -> None:
    shared = {"mesh.yaml": MESH.replace(ACCOUNTS["payments"], ACCOUNTS["orders"])}
    assert found(CHECK, merged(queue_in("orders"), shared)) == []
