"""What a plan says of topics, streams and buses: who now receives what one gives."""

from datetime import UTC, datetime

from meshctl.changes.facts import facts_of
from meshctl.changes.plan_change import plan_change
from meshctl.changes.sentences import SubscribedEvents, noun, sentence, unrecorded_sentence
from meshctl.passes import passes_of_change
from meshctl.passes.generations import StandingStacks
from meshctl.plan.causes import Cause, cause_of_key
from meshctl.plan.changes import CAME, ResourceChange
from tests.local.ways.catalogue import built_catalogue
from tests.local.ways.catalogue import mesh_of as mesh_of_ways
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import generation, mesh_of, stacks_of
from tests.support.generations import generation_of
from tests.support.shop_generations import PAYMENTS, SILENT, shop_generation, standing

NOW = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)
READING = "fraud/watch from stream fraud/scores"
LEDGER = """\
service: ledger
topics: {changes: {}}
streams: {amounts: {}}
buses: {money: {}}
queues: {letters: {}}
functions: {watch: {source: code, handler: handler.handle}}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {topic: changes}}
  kept: {topic: changes, deliver_to: {queue: letters}}
  counted: {stream: amounts, deliver_to: {function: watch}}
  known: {event: orders/OrderPlaced, deliver_to: {bus: money}}
  seen: {bus: money, where: {detail: {data: {total: [5]}}}, deliver_to: {queue: letters}}
"""
STANDS = generation(mesh_of({**SOUND, "payments/ledger.yaml": LEDGER}))
WANTED = SubscribedEvents.of(STANDS)
KEPT = Cause("subscription", "payments/ledger/kept")
TOLD = "payments/ledger now receives what the topic payments/ledger/changes gives"


def test_a_subscription_to_a_topic_is_told_by_its_topic() -> None:
    assert sentence(KEPT, CAME, WANTED) == TOLD


def test_a_subscription_to_a_topic_begins_without_a_rule() -> None:
    dead = 'module.dead_letters["ledger/kept"].aws_sqs_queue.dead_letters'
    assert unrecorded_sentence(KEPT, [ResourceChange("system-payments", dead, "create")], WANTED) == TOLD


def test_a_subscription_to_a_stream_is_told_by_its_stream_and_begins_without_a_rule() -> None:
    counted = Cause("subscription", "payments/ledger/counted")
    dead = 'module.dead_letters["ledger/counted"].aws_sqs_queue.dead_letters'
    told = "payments/ledger now receives what the stream payments/ledger/amounts gives"
    assert sentence(counted, CAME, WANTED) == told
    assert unrecorded_sentence(counted, [ResourceChange("system-payments", dead, "create")], WANTED) == told


def test_a_subscription_to_a_bus_is_told_by_its_bus_and_by_what_it_takes_there() -> None:
    seen = Cause("subscription", "payments/ledger/seen")
    facts = facts_of(STANDS)
    assert sentence(seen, CAME, WANTED) == "payments/ledger now receives what the bus payments/ledger/money gives"
    assert [one.text for one in facts[seen, "takes"]] == [
        'OrderPlaced.v1 of orders.checkout in account 222222222222 with {"total": [5]}'
    ]
    assert (seen, "lets in as well") not in facts


def test_what_a_function_may_write_to_is_told_once_whatever_calls_that_takes() -> None:
    (fact,) = facts_of(STANDS)[Cause("function", "payments/ledger/watch"), "may write to"]
    assert fact.text == "the stream payments/ledger/amounts, the topic payments/ledger/changes"


def test_of_every_way_that_is_built_a_first_plan_says_what_is_received() -> None:
    stacks = stacks_of(mesh_of_ways(built_catalogue()), "local")
    wanted = SubscribedEvents.of(generation_of(stacks))
    told = {cause.name for stack in stacks for cause in stack.causes.values() if cause.kind == "subscription"}
    assert len(told) > 20
    assert told - wanted.events.keys() == set()


def test_a_subscription_is_one_whether_its_dead_letters_keep_an_order_or_not() -> None:
    assert cause_of_key("subscription", "payments/ledger/kept.fifo") == KEPT
    assert cause_of_key("queue", "payments/ledger/letters.fifo").name == "payments/ledger/letters.fifo"


def test_a_subscription_to_a_topic_is_named_by_its_two_ends() -> None:
    (cause,) = {one for one, _ in facts_of(STANDS) if one.kind == "topic subscription"}
    told = "the subscription of the queue payments/ledger/letters to the topic payments/ledger/changes"
    assert noun(cause) == told


def test_no_part_of_any_way_is_named_by_a_raw_key() -> None:
    stacks = stacks_of(mesh_of_ways(built_catalogue()), "local")
    told = {noun(cause) for stack in stacks for cause in stack.causes.values()}
    assert not [one for one in told if " from " in one or ".fifo" in one]


def test_where_a_reader_began_with_its_stream_is_nothing_that_would_change_later() -> None:
    old, new = shop_generation(), shop_generation()
    old[PAYMENTS].inputs["mappings"][READING]["stream"]["start_at"] = "2026-11-01T00:00:00Z"
    new[PAYMENTS].inputs["mappings"][READING]["batch_size"] = 7
    change = passes_of_change(StandingStacks(old, {}), new, NOW, (), False)
    planned = plan_change("dev", standing(old), new, change, SILENT)
    assert planned.changes
    assert planned.later == ()
