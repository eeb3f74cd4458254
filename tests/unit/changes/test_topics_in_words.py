"""What a plan says of topics: who now receives what one gives, and that the topic is new."""

from meshctl.changes.sentences import SubscribedEvents, sentence, unrecorded_sentence
from meshctl.plan.causes import Cause, cause_of_key
from meshctl.plan.changes import CAME, ResourceChange
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import generation, mesh_of

LEDGER = """\
service: ledger
topics: {changes: {}}
queues: {letters: {}}
subscribes:
  placed: {event: orders/OrderPlaced, deliver_to: {topic: changes}}
  kept: {topic: changes, deliver_to: {queue: letters}}
"""
WANTED = SubscribedEvents.of(generation(mesh_of({**SOUND, "payments/ledger.yaml": LEDGER})))
KEPT = Cause("subscription", "payments/ledger/kept")
TOLD = "payments/ledger now receives what the topic payments/ledger/changes gives"


def test_a_subscription_to_a_topic_is_told_by_its_topic() -> None:
    assert sentence(KEPT, CAME, WANTED) == TOLD


def test_a_subscription_to_a_topic_begins_without_a_rule() -> None:
    dead = 'module.dead_letters["ledger/kept"].aws_sqs_queue.dead_letters'
    assert unrecorded_sentence(KEPT, [ResourceChange("system-payments", dead, "create")], WANTED) == TOLD


def test_a_subscription_is_one_whether_its_dead_letters_keep_an_order_or_not() -> None:
    assert cause_of_key("subscription", "payments/ledger/kept.fifo") == KEPT
    assert cause_of_key("queue", "payments/ledger/letters.fifo").name == "payments/ledger/letters.fifo"
