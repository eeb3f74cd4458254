"""Topics and what keeps an order: which names they have, who may send to them, and what is kept of what fails."""

import json

from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.names import aws_name
from meshctl.topology.parts.grants import DeliveryGrant, Grant, WriteGrant
from meshctl.topology.parts.stages import SystemPart, Topology
from meshctl.topology.parts.topics import TopicSubscriptionPart
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import mesh_of

HUB, ORDERS, PAYMENTS = "111111111111", "222222222222", "333333333333"
TOPIC = f"arn:aws:sns:eu-west-1:{PAYMENTS}:shop_dev_payments_ledger_changes"
FIFO_TOPIC = f"arn:aws:sns:eu-west-1:{PAYMENTS}:shop_dev_payments_ledger_steps.fifo"
LEDGER = """\
service: ledger
topics:
  changes: {}
  steps: {order: fifo}
queues:
  letters: {}
  strict: {order: fifo}
functions:
  book: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {topic: changes}}
  ordered: {event: orders/OrderPlaced, deliver_to: {queue: strict}}
  booked: {topic: changes, deliver_to: {function: book}}
  stepped: {topic: steps, deliver_to: {queue: strict}}
  loose: {topic: steps, deliver_to: {queue: letters}}
"""
AUDIT = """\
service: audit
queues:
  letters: {}
subscribes:
  changed:
    topic: changes
    where: {country: [DE]}
    deliver_to: {queue: letters}
"""


def topology(**services: str) -> Topology:
    found = mesh_of({**SOUND, **{f"payments/{name}.yaml": text for name, text in services.items()}})
    stage = found.stage("dev")
    assert stage
    return lower(found, stage)


DEV = topology(ledger=LEDGER, audit=AUDIT)


def payments(lowered: Topology = DEV) -> SystemPart:
    return next(one for one in lowered.systems if one.name == "payments")


def subscribed(name: str) -> TopicSubscriptionPart:
    return next(one for one in payments().topic_subscriptions.values() if one.name == name)


def test_a_topic_lets_in_the_delivery_roles_of_the_routes_that_lead_to_it() -> None:
    route = DEV.routes["payments/ledger/placed to topic changes 333333333333"]
    name = aws_name("shop", "dev", "payments", "ledger", "placed", "topic", "changes", PAYMENTS, "delivery")
    role = f"arn:aws:iam::{HUB}:role/{name}"
    assert payments().topics["ledger/changes"].senders == {"placed": Grant("role", role, HUB)}
    assert (route.target.arn, route.target.role_arn) == (TOPIC, role)
    assert route.delivery and route.delivery.allows == (DeliveryGrant("sns:Publish", TOPIC),)


def test_what_a_topic_gives_may_be_wanted_by_another_service_of_its_system() -> None:
    part = subscribed("audit/changed")
    assert (part.topic_arn, json.loads(part.filter_policy or "")) == (TOPIC, {"country": ["DE"]})
    assert payments().queues["audit/letters"].queue.senders == {"changed": Grant("topic", TOPIC, PAYMENTS)}


def test_a_topic_invokes_a_function_without_a_buffer_and_what_fails_is_kept_twice() -> None:
    function = payments().functions["ledger/book"]
    assert function.invokers == {"booked": Grant("topic", TOPIC, PAYMENTS)}
    assert function.dead_letters
    assert subscribed("ledger/booked").dead_letters_arn == payments().dead_letters["ledger/booked"].arn


def test_the_dead_letters_of_each_way_let_in_who_puts_them_there() -> None:
    senders = {key: [*one.senders.values()] for key, one in payments().dead_letters.items()}
    assert senders["ledger/booked"] == [Grant("topic", TOPIC, PAYMENTS)]
    assert [one.via for one in senders["ledger/placed"]] == ["service"]


def test_what_keeps_an_order_says_so_in_its_name_its_arn_and_its_key() -> None:
    queue = payments().queues["ledger/strict.fifo"]
    assert {queue.queue.name[-5:], queue.queue.arn[-5:], queue.dead_letters.name[-5:]} == {".fifo"}
    assert payments().topics["ledger/steps.fifo"].arn == FIFO_TOPIC


def test_a_fifo_queue_has_standard_dead_letters_for_its_route_and_fifo_ones_for_its_topic() -> None:
    assert DEV.routes["payments/ledger/ordered"].dead_letters_arn.endswith("_ordered_dead")
    assert (subscribed("ledger/stepped").dead_letters_arn or "").endswith("_stepped_dead.fifo")
    assert {"ledger/ordered", "ledger/stepped.fifo"} <= payments().dead_letters.keys()


def test_a_standard_queue_of_a_fifo_topic_has_standard_dead_letters() -> None:
    part = subscribed("ledger/loose")
    assert part.topic_arn == FIFO_TOPIC
    assert (part.dead_letters_arn or "").endswith("_loose_dead")


def test_a_subscription_of_another_name_is_the_same_for_sns() -> None:
    renamed = topology(ledger=LEDGER, audit=AUDIT.replace("changed:", "told:"))
    assert payments(renamed).topic_subscriptions.keys() == payments().topic_subscriptions.keys()


def test_a_subscription_to_another_channel_is_another_one_and_the_old_one_can_stand_beside_it() -> None:
    moved = AUDIT.replace("  letters: {}", "  letters: {}\n  others: {}").replace("queue: letters", "queue: others")
    before, after = (payments(one).topic_subscriptions.keys() for one in (DEV, topology(ledger=LEDGER, audit=moved)))
    assert before - after == {"audit/queue letters from ledger/changes"}
    assert after - before == {"audit/queue others from ledger/changes"}


def test_to_keep_an_order_makes_another_queue_beside_the_old_one() -> None:
    unordered = AUDIT.replace("topic: changes", "event: orders/OrderPlaced")
    ordered = unordered.replace("letters: {}", "letters: {order: fifo}")
    before, after = (payments(topology(audit=text)).queues.keys() for text in (unordered, ordered))
    assert (before - after, after - before) == ({"audit/letters"}, {"audit/letters.fifo"})


def test_every_end_of_a_topic_is_granted_what_it_needs() -> None:
    system = payments()
    lets_in = {one.queue.arn: {*one.queue.senders.values()} for one in system.queues.values()}
    lets_in |= {one.arn: {*one.invokers.values()} for one in system.functions.values()}
    lets_in |= {one.arn: {*one.senders.values()} for one in system.dead_letters.values()}
    for part in system.topic_subscriptions.values():
        grant = Grant("topic", part.topic_arn, PAYMENTS)
        assert grant in lets_in[part.endpoint_arn]
        assert grant in lets_in[part.dead_letters_arn or ""]


def test_a_function_writes_to_the_topics_of_its_service_and_where_sends_to_says() -> None:
    sending = LEDGER + "sends_to: {topics: [news], queues: [boxes]}\n"
    others = "service: audit\ntopics: {news: {}, else: {}}\nqueues: {boxes: {order: fifo}}\nfunctions: {look: {source: lambdas/charge, handler: handler.handle}}\n"
    functions = payments(topology(ledger=sending, audit=others)).functions
    prefix, of = (
        "shop_dev_payments",
        {"sns": f"arn:aws:sns:eu-west-1:{PAYMENTS}", "sqs": f"arn:aws:sqs:eu-west-1:{PAYMENTS}"},
    )
    assert functions["ledger/book"].writes == (
        WriteGrant("sns:Publish", (f"{of['sns']}:{prefix}_audit_news", TOPIC, FIFO_TOPIC)),
        WriteGrant("sqs:SendMessage", (f"{of['sqs']}:{prefix}_audit_boxes_queue.fifo",)),
    )
    told = json.loads(functions["ledger/book"].environment["MESH_SENDS_TO"])
    assert (told["topic"]["changes"], [*told["queue"]]) == (TOPIC, ["boxes"])
    assert [one.action for one in functions["audit/look"].writes] == ["sns:Publish"]


def test_a_function_that_writes_nowhere_is_told_of_nothing() -> None:
    function = payments(topology()).functions["capture/charge"]
    assert function.writes == ()
    assert "MESH_SENDS_TO" not in function.environment
