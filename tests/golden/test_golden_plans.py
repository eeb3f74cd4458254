"""A plan of one rich change in each form, reviewed by people: renamed, filtered otherwise, kept shorter, moved, taken out.

After a wanted change: `make golden`, then read the difference in git.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from json import dumps, loads
from pathlib import Path
from typing import Any

import pytest

from meshctl.changes.plan_change import plan_change
from meshctl.changes.planned_change import PlannedChange
from meshctl.passes import passes_of_change
from meshctl.passes.generations import StackKey
from meshctl.plan.changes import ResourceChange
from meshctl.report.planned.programs import planned_as_json
from meshctl.report.planned.pull_request import planned_as_markdown
from meshctl.report.planned.text import planned_as_text
from meshctl.retirement.outlook import outlooks
from meshctl.retirement.queues import MessageCount, queues_of
from tests.support.shop_generations import FULFILMENT, HUB, PAYMENTS, ROUTES, shop_generation, standing, terraform_plan

GOLDEN = Path(__file__).parent / "plans"
FORMS: dict[str, Callable[[PlannedChange], str]] = {
    "rich.txt": planned_as_text,
    "rich.json": planned_as_json,
    "rich.md": planned_as_markdown,
}
NOW = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)


def wanted() -> dict[StackKey, Any]:
    """What the catalogue says after people of several teams have changed it."""
    new = shop_generation()
    routes, payments = new[ROUTES].inputs["routes"], new[PAYMENTS].inputs
    _rename(routes, "fulfilment/warehouse/paid", "fulfilment/warehouse/captured")
    for section in ("buffers", "dead_letters"):
        _rename(new[FULFILMENT].inputs[section], "warehouse/paid", "warehouse/captured")
    consumes = new[FULFILMENT].inputs["functions"]["warehouse/dispatch"]["consumes"]
    consumes[:] = [arn.replace("_warehouse_paid_", "_warehouse_captured_") for arn in consumes]
    risk = routes["payments/risk/expensive-order"]
    risk["pattern"] = dumps({**loads(risk["pattern"]), "detail": {"data": {"total": [{"numeric": [">=", 500]}]}}})
    risk["retry"]["seconds"] = 7_200
    capture = payments["functions"]["capture/capture"]
    capture.update(package_hash="b3RoZXI=", memory_mb=512, environment={**capture["environment"], "API_URL": "s3cret"})
    new[FULFILMENT].inputs["queues"]["returns/to-stop"]["queue"]["keep_seconds"] = 2 * 86_400
    new[HUB].inputs["bus"]["archive"]["keep_days"] = 60
    return new


def _rename(parts: dict[str, Any], old: str, new: str) -> None:
    """All names and ARNs follow a key."""
    texts = {old.replace("/", "_"): new.replace("/", "_"), f'"{old.rpartition("/")[2]}"': f'"{new.rpartition("/")[2]}"'}
    text = dumps(parts.pop(old))
    for one, other in texts.items():
        text = text.replace(one, other)
    parts[new] = loads(text)


def planned() -> PlannedChange:
    stands, new = standing(shop_generation()), wanted()
    change = passes_of_change(stands, new, NOW, (), allow_deletes=False)
    route = 'module.route["fulfilment/warehouse/captured"].aws_cloudwatch_event_rule.route'
    by_hand = 'module.function["ledger/book"].aws_lambda_function.function'
    terraform = terraform_plan(
        {
            ROUTES: [ResourceChange("routes", route, "create")],
            PAYMENTS: [ResourceChange("system-payments", by_hand, "update", drifted=True)],
            HUB: [ResourceChange("hub", "module.hub.aws_cloudwatch_event_archive.hub", "update")],
        }
    )
    counts = {
        one: MessageCount(240, 7, 0) for part in change.retired for one in queues_of(part, stands.done[part.stack])
    }
    return plan_change(
        "dev", stands, new, change, terraform, (), outlooks(change.retired, stands.done, counts, NOW, ())
    )


@pytest.fixture(scope="module", autouse=True)
def _updated() -> None:
    if os.environ.get("MESHCTL_UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        for name, form in FORMS.items():
            (GOLDEN / name).write_text(f"{form(planned())}\n", "utf-8")


@pytest.mark.parametrize("name", FORMS)
def test_what_is_shown_of_a_rich_change_is_what_was_reviewed(name: str) -> None:
    assert f"{FORMS[name](planned())}\n" == (GOLDEN / name).read_text("utf-8")


def test_no_secret_is_in_it() -> None:
    assert [name for name in FORMS if "s3cret" in (GOLDEN / name).read_text("utf-8")] == []
