"""Who reaches into the account of another system is offered an event of it."""

import shutil
from pathlib import Path

import pytest

from meshctl.app.policy.instead import subscribing, with_events
from meshctl.model.findings import Finding
from meshctl.model.places import Place
from meshctl.results.policy import PolicyFinding
from tests.support.running import check
from tests.support.shop import SHOP, shop_mesh

MESH = shop_mesh()


def offered(why: str, help_: str = "", check: str = "CKV_MESH_1") -> PolicyFinding:
    finding = Finding(check, Place("main.tf"), "It reaches out", why, help_)
    (found,) = with_events(MESH, MESH.stages, [PolicyFinding(finding, "main.tf", "aws_sqs_queue.q")])
    return found


def test_the_account_of_a_system_is_named_and_its_events_are_offered() -> None:
    found = offered('the statement "x" lets another account, 222222222222, in')
    assert "222222222222 is the account of orders" in found.finding.why
    assert found.finding.help == "Subscribe to orders/OrderCancelled instead (or to orders/OrderPlaced), like this:"
    assert "event: orders/OrderCancelled" in found.instead


def test_the_hub_is_named_and_has_no_events() -> None:
    found = offered("lets another account, 111111111111, in", "as the pack says")
    assert "111111111111 is the account of hub" in found.finding.why
    assert (found.finding.help, found.instead) == ("as the pack says", "")


def test_who_forges_is_told_whom_and_offered_nothing() -> None:
    found = offered("publishes as orders.checkout, which is of the account 222222222222", check="CKV_MESH_10")
    assert "222222222222 is the account of orders" in found.finding.why
    assert found.instead == ""


@pytest.mark.parametrize("why", ["lets 999999999999 in", "lets everybody in", "queue-2222222222220"])
def test_of_accounts_outside_of_the_mesh_nothing_is_said(why: str) -> None:
    assert offered(why).finding.why == why


@pytest.mark.parametrize("event", [event for event in MESH.events if not event.private], ids=lambda event: event.key)
def test_what_is_offered_passes_the_checks(event, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    catalogue = Path(shutil.copytree(SHOP, tmp_path / "shop", ignore=shutil.ignore_patterns(".meshctl")))
    other = next(system.name for system in MESH.systems if system.name != event.system)
    offer = subscribing(MESH, event)
    path = offer.splitlines()[0].rpartition(" ")[2].replace("YOUR-SYSTEM", other)
    (catalogue / path).write_text(offer)
    done = check(catalogue)
    assert done.code == 0, done.out
