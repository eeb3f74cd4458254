"""A change that would not fit on AWS while old and new stand together is refused before its first pass."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from meshctl.errors import MeshctlError
from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, StandingStacks
from meshctl.passes.too_much_at_once import refuse_too_much_at_once
from tests.support.changing_catalogues import Published, Small, Wish

NOW = datetime(2026, 11, 26, tzinfo=UTC)
WISH = Wish(("orders", "Placed"), ("queue", "inbox"), buffered=True, total=None, retry=1)
SMALL = Small(
    accounts={"hub": "9" * 12, "orders": "1" * 12, "payments": "2" * 12},
    services=frozenset({("orders", "checkout"), ("payments", "tracker")}),
    events={("orders", "Placed"): Published("checkout", 1, private=False)},
    code={},
    wishes={},
    keep=4,
)


def wishing(name: str, count: int) -> Generation:
    wishes = {("payments", "tracker", f"{name}-{number}"): WISH for number in range(count)}
    return replace(SMALL, wishes=wishes).generation()


def test_more_rules_than_a_queue_lets_in_are_told_with_a_way_out() -> None:
    old, new = wishing("old", 10), wishing("new", 10)
    change = passes_of_change(StandingStacks(old, {}), new, NOW, (), allow_deletes=False)
    with pytest.raises(
        MeshctlError, match="20 rules deliver into payments/tracker/inbox, and AWS lets in 17"
    ) as refused:
        refuse_too_much_at_once(change, new)
    assert "in two steps" in str(refused.value.hint)


@pytest.mark.parametrize("count", [8, 20])
def test_what_fits_or_never_did_is_no_matter_of_the_change(count: int) -> None:
    old, new = wishing("old", 8), wishing("new", count)
    refuse_too_much_at_once(passes_of_change(StandingStacks(old, {}), new, NOW, (), allow_deletes=False), new)
