"""docs/how-to/replaying.md: an archive delivers once more, to one subscription and to nobody else."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, blocks

from .running_mesh import RunningMesh, clean_environment, steps

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]
CASES = [
    ("orders/OrderCancelled", "hub", "shop_local_hub", "fulfilment_returns_cancelled"),
    ("payments/RiskAssessed", "payments", "shop_local_payments", "payments_ledger_assessed"),
]


@pytest.mark.parametrize(("event", "account", "bus", "wanted"), CASES)
def test_a_replay_comes_to_the_subscription_that_is_named_and_to_no_other(
    shop: RunningMesh, tmp_path: Path, event: str, account: str, bus: str, wanted: str
) -> None:
    sent = shop.send(event, order_id="o-1", reason="replayed", score=1)
    first = shop.journey(sent, lambda told: steps(told, "delivered", rule=wanted))
    rules = {step["facts"].get("rule") for step in steps(first, "delivered")} - {None}  # a topic has none
    said = replay(shop, tmp_path, shop.arn("events", account, f"rule/{bus}/shop_local_{wanted}"))
    assert said.endswith(" COMPLETED\n")
    journey = shop.journey(sent, lambda told: len(steps(told, "delivered", rule=wanted)) == 2)
    assert len(steps(journey, "replayed")) == 1
    assert all(len(steps(journey, "delivered", rule=one)) == 1 for one in rules if not one.endswith(wanted))


def replay(shop: RunningMesh, directory: Path, rule: str) -> str:
    """What the program on the page says of all events since a minute ago, wherever AWS's clock may be."""
    page = (ROOT / "docs" / "how-to" / "replaying.md").read_text("utf-8")
    (program,) = (block for kind, block in blocks(page) if kind == "python")
    (directory / "replay.py").write_text(program)
    begin = datetime.now(UTC) - timedelta(minutes=1)
    times = [one.isoformat() for one in (begin, begin + timedelta(days=365))]
    return subprocess.run(
        [sys.executable, "replay.py", rule, "Operator", *times],
        cwd=directory,
        env=clean_environment() | shop.environment,
        text=True,
        capture_output=True,
        check=True,
        timeout=60,
    ).stdout
