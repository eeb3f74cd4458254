"""One system is applied while another one is broken, and a third one has changed: nothing of theirs is touched."""

from collections.abc import Iterator

import pytest

from .catalogues import written
from .running_mesh import STAGE, RunningMesh

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]
APPLY = ("apply", "--stage", STAGE, "--only", "payments", "--yes")
RISK, RETURNS, TRACKER = "payments/risk.yaml", "fulfilment/returns.yaml", "orders/tracker.yaml"
CAPTURED = "  captured: {event: payments/PaymentCaptured, deliver_to: {function: tracker}}\n"


def rules(shop: RunningMesh) -> dict[str, str]:
    """The patterns of the hub's rules, by their names."""
    bus = f"shop_{STAGE}_hub"
    return {one["Name"]: one["EventPattern"] for one in shop.aws("events", "hub").list_rules(EventBusName=bus)["Rules"]}


@pytest.fixture
def unruly(shop: RunningMesh) -> Iterator[RunningMesh]:
    """A filter of payments is another one, a file of fulfilment cannot be read, and orders wants one more event."""
    were = {path: (shop.catalogue / path).read_text() for path in (RISK, RETURNS, TRACKER)}
    changed = were[RISK].replace(">=", ">")
    written({RISK: changed, RETURNS: "service: [\n", TRACKER: were[TRACKER] + CAPTURED}, shop.catalogue)
    yield shop
    written(were, shop.catalogue)


def test_one_system_is_planned_and_applied_alone(unruly: RunningMesh) -> None:
    before = rules(unruly)
    planned = unruly.meshctl("plan", "--stage", STAGE, "--only", "payments", "--refresh")
    assert stacks_in(planned.stderr) == {"hub", "routes", "system-payments"}
    unruly.meshctl(*APPLY)
    after = rules(unruly)
    assert {name for name in before | after if before.get(name) != after.get(name)} == {
        f"shop_{STAGE}_payments_risk_expensive-order"
    }
    written({RISK: (unruly.catalogue / RISK).read_text().replace(">", ">=")}, unruly.catalogue)
    unruly.meshctl(*APPLY)
    assert rules(unruly) == before


def stacks_in(progress: str) -> set[str]:
    """The stacks that were planned, as the lines on stderr tell."""
    return {line.split()[1] for line in progress.splitlines() if line.endswith(" planning")}
