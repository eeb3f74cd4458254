"""How a change is done: its passes, what is delivered twice meanwhile, and what is retired."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from meshctl.changes.plan_change import plan_change
from meshctl.changes.planned_change import PlannedChange
from meshctl.changes.planned_passes import planned_passes
from meshctl.passes import passes_of_change
from meshctl.passes.generations import KINDS, Generation, Pass, PassesOfChange, Retired, StandingStacks
from meshctl.report.planned.text import planned_as_text
from meshctl.retirement.outlook import RetiredOutlook
from tests.support.shop_generations import FULFILMENT, HUB, ORDERS, PAYMENTS, ROUTES, SILENT, shop_generation, standing

NOW = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)
TOMORROW = datetime(2026, 11, 27, 2, 5, tzinfo=UTC)
READING = "fraud/watch from stream fraud/scores"
OLD, NEW = "payments/capture/order-placed", "payments/capture/placed"


def routes(generation: Generation) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = generation[ROUTES].inputs["routes"]
    return found


def renamed(*messages: int, day_has_come: bool = False) -> PlannedChange:
    """A subscription gets another name, and the old one's parts are retired, each with so many messages where they are counted."""
    new, add, narrow = shop_generation(), shop_generation(), shop_generation()
    routes(new)[NEW] = routes(new).pop(OLD)
    routes(add)[NEW] = routes(narrow)[NEW] = routes(new)[NEW]
    routes(narrow)[OLD]["enabled"] = False
    retired = (
        Retired(ROUTES, "route", OLD, TOMORROW),
        Retired(PAYMENTS, "buffer", "capture/order-placed", TOMORROW),
        Retired(PAYMENTS, "dead letters", "capture/order-placed", TOMORROW),
    )
    passes = (Pass("add", add, settle_seconds=5), Pass("narrow", narrow))
    known = [RetiredOutlook(one, OLD, held, False, day_has_come) for one, held in zip(retired, messages, strict=False)]
    return plan_change("dev", standing(shop_generation()), new, PassesOfChange(passes, retired), SILENT, (), known)


def test_each_pass_names_the_stacks_that_it_changes() -> None:
    assert [(one.name, one.stacks, one.settle_seconds) for one in renamed().passes] == [
        ("add", (ROUTES,), 5),
        ("narrow", (ROUTES,), 0),
    ]


def test_what_goes_backwards_is_named_backwards() -> None:
    old, new = shop_generation(), shop_generation()
    for key in (HUB, FULFILMENT, ROUTES):
        new[key].inputs["stack"]["tags"] = {}
    change = PassesOfChange((Pass("remove", new, backwards=True),), ())
    (only,) = plan_change("dev", standing(old), new, change, SILENT).passes
    assert only.stacks == (ROUTES, FULFILMENT, HUB)


def test_what_is_delivered_twice_is_said_with_its_passes() -> None:
    assert renamed().twice == (
        f"orders/OrderPlaced is delivered to both {OLD} and {NEW} from the pass add until the pass narrow: at most twice each",
    )


def test_an_event_on_another_bus_is_not_delivered_twice() -> None:
    new = shop_generation()
    route = routes(new).pop(OLD)
    new[PAYMENTS].inputs["routes"]["capture/placed"] = {**route, "bus_name": "shop_dev_payments"}
    both = {**new, ROUTES: shop_generation()[ROUTES]}
    change = PassesOfChange((Pass("add", both), Pass("remove", new)), ())
    assert plan_change("dev", standing(shop_generation()), new, change, SILENT).twice == ()


def test_retired_parts_of_one_subscription_are_told_together() -> None:
    text = planned_as_text(renamed())
    assert (
        f"  the route, buffer and dead letters of {OLD}: until it is found empty, and at least until 2026-11-27 02:05 UTC\n"
        in text
    )


def test_what_they_hold_is_counted_together() -> None:
    text = planned_as_text(renamed(0, 247, 3))
    assert f"  the route, buffer and dead letters of {OLD} (250 messages): until it is found empty, and at" in text
    assert f"      at once, with what is in it or on its way there: --allow-loss {OLD}\n" in text


def test_where_the_day_has_come_only_messages_keep_it() -> None:
    text = planned_as_text(renamed(0, 1, 0, day_has_come=True))
    assert "(1 message): until it is found empty, for which --drain waits\n" in text


def test_what_is_retired_already_is_not_said_to_be_gone_again() -> None:
    new, stands = shop_generation(), shop_generation()
    del routes(new)[OLD]
    routes(stands)[OLD]["enabled"] = False
    for section in ("buffers", "dead_letters"):
        del new[PAYMENTS].inputs[section]["capture/order-placed"]
    new[PAYMENTS].inputs["functions"]["capture/capture"]["consumes"] = []
    retired = (
        Retired(ROUTES, "route", OLD, TOMORROW),
        Retired(PAYMENTS, "buffer", "capture/order-placed", TOMORROW),
        Retired(PAYMENTS, "dead letters", "capture/order-placed", TOMORROW),
    )
    found = plan_change("dev", standing(stands, *retired), new, PassesOfChange((), retired), SILENT)
    assert planned_as_text(found) == (
        "Nothing to do: dev is as the catalogue says.\n\nRetired, and still standing afterwards:\n"
        f"  the route, buffer and dead letters of {OLD}: until it is found empty, and at least until 2026-11-27 02:05 UTC\n"
        f"      at once, with what is in it or on its way there: --allow-loss {OLD}"
    )


def test_a_retention_that_gets_shorter_waits_and_is_told() -> None:
    new = shop_generation()
    new[FULFILMENT].inputs["queues"]["returns/to-stop"]["queue"]["keep_seconds"] = 86_400
    change = PassesOfChange((), (Retired(FULFILMENT, "retention", "queue returns/to-stop", TOMORROW),))
    text = planned_as_text(plan_change("dev", standing(shop_generation()), new, change, SILENT))
    assert "  the queue fulfilment/returns/to-stop changes\n      messages are kept for: 7d -> 24h" in text
    assert "  the longer retention of the queue fulfilment/returns/to-stop: until it is found empty" in text


def test_a_system_that_left_the_catalogue_is_told_and_nothing_of_it_is_said_to_change() -> None:
    new = without_fulfilment()
    passes = passes_of_change(standing(shop_generation()), new, NOW, (), allow_deletes=False)
    found = plan_change("dev", standing(shop_generation()), new, passes, SILENT, (FULFILMENT,))
    assert planned_as_text(found) == (
        "Nothing to do: dev is as the catalogue says.\n\nNo longer in the catalogue, and left as it is:\n"
        "  system-fulfilment of account 444444444444: say --allow-deletes to take it down"
    )


def test_a_system_that_may_go_says_who_receives_nothing_more_and_what_is_retired() -> None:
    new = without_fulfilment()
    passes = passes_of_change(standing(shop_generation()), new, NOW, (), allow_deletes=True)
    found = plan_change("dev", standing(shop_generation()), new, passes, SILENT)
    of_services = ("fulfilment/returns", "fulfilment/warehouse")
    sentences = [one.sentence for one in found.changes]
    assert [one for one in sentences if any(service in one for service in of_services)] == [
        "fulfilment/returns no longer receives orders/OrderCancelled",
        "fulfilment/warehouse no longer receives payments/PaymentCaptured",
        "the function fulfilment/warehouse/dispatch goes",
        "the queue fulfilment/returns/to-stop goes",
    ]
    assert "  the queue fulfilment/returns/to-stop: until it is found empty, and at least until" in planned_as_text(
        found
    )


def without_fulfilment() -> Generation:
    new = shop_generation()
    del new[FULFILMENT], new[HUB].inputs["bus"]["publishers"]["fulfilment"]
    for key in [key for key in routes(new) if key.startswith("fulfilment/")]:
        del routes(new)[key]
    return new


def test_the_dead_letters_of_a_function_are_called_so() -> None:
    kept = Retired(PAYMENTS, "function dead letters", "ledger/book", TOMORROW)
    found = plan_change("dev", standing(shop_generation()), shop_generation(), PassesOfChange((), (kept,)), SILENT)
    assert "  the dead letters of the function payments/ledger/book: until" in planned_as_text(found)


def test_what_is_retired_of_a_moved_system_names_the_account_that_it_has_left() -> None:
    new = shop_generation()
    new["555555555555", PAYMENTS[1]] = replace(new.pop(PAYMENTS), account="555555555555")
    left = Retired(PAYMENTS, "function", "ledger/book", TOMORROW)
    found = plan_change("dev", standing(shop_generation()), new, PassesOfChange((), (left,)), SILENT)
    assert "  the function payments/ledger/book in account 333333333333: until" in planned_as_text(found)


def test_a_plan_after_a_stopped_apply_says_of_which_stacks_it_is_not_known_how_they_stand() -> None:
    begun = {PAYMENTS: shop_generation()[PAYMENTS]}
    found = plan_change("dev", StandingStacks(shop_generation(), begun), shop_generation(), SAME, SILENT)
    assert planned_as_text(found) == (
        "Nothing to do: dev is as the catalogue says.\n\n"
        "An earlier apply was stopped; of these stacks it is not known how far it came:\n"
        "  system-payments of account 333333333333"
    )


SAME = PassesOfChange((), ())


def test_a_change_of_some_systems_lists_what_is_retired_of_them_and_counts_the_rest() -> None:
    retired = (
        Retired(PAYMENTS, "function", "ledger/book", TOMORROW),
        Retired(ROUTES, "route", "fulfilment/warehouse/paid", TOMORROW),
        Retired(HUB, "publisher", "orders.checkout OrderPlaced.v1 in 222222222222", TOMORROW),
        Retired(HUB, "archive", "archive", TOMORROW),
    )
    found = plan_change("dev", standing(shop_generation()), shop_generation(), PassesOfChange((), retired), SILENT)
    text = planned_as_text(replace(found, only=("payments",)))
    assert text.partition("Retired, and still standing afterwards:\n")[2].split("\n") == [
        "  the function payments/ledger/book: until it is found empty, and at least until 2026-11-27 02:05 UTC",
        "      at once, with what is in it or on its way there: --allow-loss payments/ledger/book",
        "  of other systems: 3 more, which this change leaves as they are",
    ]
    assert len(found.retired) == 4


def done(name: str, change: Callable[[Generation], None]) -> str:
    """What a pass of this name is said to do."""
    new = shop_generation()
    change(new)
    passes = PassesOfChange((Pass("add", shop_generation()), Pass(name, new)), ())
    (only,) = plan_change("dev", standing(shop_generation()), new, passes, SILENT).passes
    return only.does


def with_memory(generation: Generation) -> None:
    generation[PAYMENTS].inputs["functions"]["capture/capture"]["memory_mb"] = 512


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("switch", with_memory, "functions get their new code and settings"),
        (
            "switch",
            lambda it: routes(it)[OLD].update(pattern='{"source": ["orders.shop"]}'),
            "routes begin to deliver what waited for new code",
        ),
        (
            "switch",
            lambda it: (with_memory(it), routes(it)[OLD].update(enabled=False)),
            "functions get their new code and settings, and routes begin to deliver what waited for new code",
        ),
        (
            "switch",
            lambda it: it[FULFILMENT].inputs["queues"]["returns/to-stop"]["queue"].update(max_receives=3),
            "queues get their new settings",
        ),
        (
            "switch",
            lambda it: it[PAYMENTS].inputs["streams"]["fraud/scores"].update(shards=2),
            "streams get their new settings",
        ),
        (
            "switch",
            lambda it: it[PAYMENTS].inputs["mappings"][READING].update(batch_size=1),
            "functions read with their new settings",
        ),
        (
            "switch",
            lambda it: it[PAYMENTS].inputs["topic_subscriptions"].update(it[ORDERS].inputs["topic_subscriptions"]),
            "subscriptions to topics begin to deliver to new code",
        ),
        ("narrow", lambda it: routes(it)[OLD].update(retry={}), "filters, targets and retries change"),
        (
            "narrow",
            lambda it: routes(it)[OLD].update(enabled=False),
            "what the catalogue has no more takes in nothing new",
        ),
    ],
)
def test_a_pass_says_what_it_does_to_the_parts_that_it_changes(
    name: str, change: Callable[[Generation], None], said: str
) -> None:
    assert done(name, change) == said


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ("mappings", "functions begin to read what waits for them"),
        ("schedules", "schedules begin to send"),
        ("routes", "routes begin to deliver what waited for new code"),
    ],
)
def test_a_pass_says_what_begins_in_it(section: str, said: str) -> None:
    before, new = shop_generation(), shop_generation()
    for one in before[PAYMENTS].inputs[section].values():
        one["enabled"] = False
    passes = PassesOfChange((Pass("add", before), Pass("narrow", new)), ())
    assert plan_change("dev", standing(before), new, passes, SILENT).passes[-1].does == said


@pytest.mark.parametrize("section", KINDS)
def test_of_parts_of_every_kind_it_is_said_what_a_change_of_them_does(section: str) -> None:
    before, new = shop_generation(), shop_generation()
    before[PAYMENTS].inputs[section]["a/b"], new[PAYMENTS].inputs[section]["a/b"] = {"x": 1}, {"x": 2}
    (only,) = planned_passes(before, [Pass("narrow", new)])
    assert section in ("queues", "buffers", "dead_letters") or not only.does.startswith("queues")


def test_the_first_pass_after_a_stopped_apply_names_the_stacks_in_doubt() -> None:
    begun = shop_generation()
    stands = StandingStacks(shop_generation(), {ROUTES: begun[ROUTES]})
    change = PassesOfChange((Pass("add", shop_generation()),), ())
    (only,) = plan_change("dev", stands, shop_generation(), change, SILENT).passes
    assert only.stacks == (ROUTES,)
