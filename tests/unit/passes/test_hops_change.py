"""What a hop brings is taken as long as it may bring it: also where the hop leads to another account from now on."""

from dataclasses import replace

from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, PassesOfChange, Retired, StandingStacks
from tests.support.small_catalogues import FLOW, LOG, Flow, Wish
from tests.unit.passes.test_order import NOW, SMALL

WISH = Wish(("orders", "Placed"), ("log", LOG), buffered=True, total=None, retry=24)
LOGGED = replace(SMALL, wishes={("payments", "tracker", "first"): WISH})
MOVED = replace(LOGGED, accounts={**LOGGED.accounts, "payments": "4" * 12})
OLD, NEW = ("2" * 12, "system-payments"), ("4" * 12, "system-payments")


def change(standing: Generation, *retired: Retired, may_go: tuple[Retired, ...] = ()) -> PassesOfChange:
    return passes_of_change(StandingStacks(standing, {}, retired), MOVED.generation(), NOW, may_go, True)


def takes(found: PassesOfChange) -> tuple[bool, bool]:
    """Whether the rules of the two local buses take something when all is done."""
    stacks = found.passes[-1].stacks
    old, new = (stacks[key].inputs["routes"]["tracker/first"]["enabled"] for key in (OLD, NEW))
    return old, new


def test_a_rule_takes_what_a_hop_may_bring_after_its_system_has_moved() -> None:
    moved = change(LOGGED.generation())
    assert takes(moved) == (True, True)
    assert "delivery" in {one.kind for one in moved.retired}


def test_it_takes_nothing_when_the_hop_tries_nothing_again() -> None:
    moved = change(LOGGED.generation())
    tried = tuple(one for one in moved.retired if one.kind == "delivery")
    later = change(moved.passes[-1].stacks, *moved.retired, may_go=tried)
    assert takes(later) == (False, True)


def test_a_hop_is_on_for_whom_it_brings_something_already_though_a_new_one_behind_it_is_not_ready() -> None:
    """Where the hub moves, too: the rules on its new bus stand before anybody publishes there."""
    tracker = ("payments", "tracker")
    old = replace(LOGGED, flows={tracker: Flow((), express=False, hours=1)})
    begun = {(*tracker, "second"): replace(WISH, channel=FLOW)}
    rewritten = {tracker: Flow((), express=False, hours=2)}
    new = replace(
        old, accounts={**old.accounts, "hub": "8" * 12}, wishes={**old.wishes, **begun}, flows=rewritten
    ).generation()
    passes = passes_of_change(StandingStacks(old.generation(), {}), new, NOW, (), True).passes
    hops = [one.stacks["8" * 12, "routes"].inputs["routes"]["payments/orders/Placed.v1"]["enabled"] for one in passes]
    begins = [one.stacks[OLD].inputs["routes"]["tracker/second"]["enabled"] for one in passes]
    assert (hops[0], begins[0], begins[1]) == (True, False, True)
