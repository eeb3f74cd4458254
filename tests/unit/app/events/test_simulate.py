"""What is foretold of an event beyond its bus: what is read on, by which filter, and what meshctl cannot build."""

from typing import Any

import pytest

from meshctl.app.events.envelope import completed
from meshctl.app.events.receivers.gather_ways import gather_ways
from meshctl.app.events.recorded_events import SubscriptionRules, tally_sample
from meshctl.app.events.simulate import simulate
from meshctl.errors import MeshctlError
from meshctl.patterns import Pattern, why_not
from meshctl.results.events.simulation import Simulation
from meshctl.topology.staged_ways import staged_ways
from tests.local.ways import catalogue as every_way
from tests.local.ways.messages import messages_of
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import mesh_of

SHIPPING = """\
service: shipping
functions:
  pack: {source: ../payments/lambdas/charge, handler: handler.handle}
queues:
  parcels: {}
subscribes:
  placed:
    event: orders/OrderPlaced
    input: {sum: total}
    deliver_to: {queue: parcels}
"""
WEIGHING = """\
service: weighing
functions:
  weigh: {source: ../payments/lambdas/charge, handler: handler.handle}
webhooks:
  scales: {url: "https://scales.example", secret: scales, header: X-Key}
subscribes:
  heavy:
    queue: parcels
    where: {sum: [{numeric: [">", 100]}]}
    deliver_to: {function: weigh}
"""
TO_SCALES = "  told: {event: orders/OrderPlaced, deliver_to: {webhook: scales}}\n"
SHOPPING = """\
service: shopping
aws:
  uploads: {source: aws.s3}
schedules:
  nightly: {every: 1h}
partners:
  crm: {source: aws.partner/crm.example/1}
webhooks:
  scales: {url: "https://scales.example", secret: scales, header: X-Key}
subscribes:
  sold: {partner: crm, deliver_to: {webhook: scales}}
  uploaded: {aws: uploads, deliver_to: {webhook: scales}}
  due: {schedule: nightly, deliver_to: {webhook: scales}}
"""
FILING = """\
service: filing
aws:
  uploads: {source: aws.s3}
queues:
  files: {}
subscribes:
  uploaded: {aws: uploads, deliver_to: {queue: files}}
"""
MOVING = {
    "orders/moving.yaml": """\
service: moving
publishes:
  OrderMoved: {version: 1, schema: events/OrderPlaced.v1.json}
  OrderLate: {version: 2, schema: events/OrderPlaced.v1.json}
queues:
  moves: {}
subscribes:
  moved: {event: orders/OrderMoved, deliver_to: {queue: moves}}
  late: {event: orders/OrderLate, where: {total: [1]}, deliver_to: {queue: moves}}
"""
}
NIGHT = {"source": "orders.shopping.nightly", "detail-type": "Scheduled.v1", "detail": {"meta": {}, "data": {}}}
SALE = {"source": "aws.partner/crm.example/1", "detail-type": "Sold", "detail": {}}
UPLOAD = {"source": "aws.s3", "detail-type": "Object Created", "detail": {}}
HEAVY = {"source": "orders.checkout", "detail-type": "OrderPlaced.v1", "detail": {"meta": {}, "data": {"total": 500}}}
LIGHT: dict[str, Any] = {**HEAVY, "detail": {"meta": {}, "data": {"total": 5}}}
MOVED: dict[str, Any] = {**HEAVY, "source": "orders.moving", "detail-type": "OrderMoved.v1"}
READ, KEY = {"orders/shipping.yaml": SHIPPING, "orders/weighing.yaml": WEIGHING}, "orders/weighing/heavy"


def foretold(said: Any, weighing: str = WEIGHING) -> Simulation:
    mesh = mesh_of({**SOUND, **READ, "orders/weighing.yaml": weighing})
    return simulate(gather_ways(mesh, mesh.stages[0]), said)


def test_who_reads_a_queue_gets_what_lies_in_it() -> None:
    (read,) = [one for one in foretold(HEAVY).deliveries if one.subscription == KEY]
    assert (read.after, read.content, read.bus, read.channel) == (
        "orders/shipping/placed",
        '{"sum":500}',
        None,
        "function weigh",
    )
    assert read.dead_letters == "shop_local_orders_shipping_parcels_queue_dead"


def test_the_field_is_told_that_keeps_a_message_from_its_reader() -> None:
    told = foretold(LIGHT)
    assert KEY not in {one.subscription for one in told.deliveries}
    (missed,) = [one for one in told.undelivered if one.subscription == KEY]
    assert (missed.wants_this_event, missed.field) == (True, "sum")


def test_what_cannot_be_built_is_not_foretold_and_why_is_said() -> None:
    told = foretold(HEAVY, WEIGHING + TO_SCALES)
    assert "orders/weighing/told" not in {one.subscription for one in told.deliveries}
    (unclear,) = told.unclear
    assert unclear.subscription == "orders/weighing/told"
    assert unclear.sentence.startswith('meshctl cannot build the webhook "scales" yet (orders/weighing.yaml:')


@pytest.mark.parametrize("stage", ["local", "dev"])
@pytest.mark.parametrize("said", [HEAVY, MOVED])
def test_rules_of_other_events_say_of_one_what_their_whole_patterns_do(said: dict[str, Any], stage: str) -> None:
    mesh = mesh_of({**SOUND, **MOVING})
    where = mesh.stage(stage)
    assert where
    stands = gather_ways(mesh, where)
    told = simulate(stands, said)
    envelope = completed(said, stands.region, stands.accounts[said["source"].partition(".")[0]])
    ways = {one.subscription.key: one for one in staged_ways(mesh, where)}
    missed = [one for one in told.undelivered if not one.wants_this_event]
    whole = [why_not(Pattern.parse(ways[one.subscription].pattern), envelope) for one in missed]
    assert missed
    assert [(one.field, one.sentence) for one in missed] == [(one.path, one.sentence) for one in whole if one]


def test_a_filter_that_aws_would_refuse_is_not_read_for_another_event() -> None:
    refused = MOVING["orders/moving.yaml"].replace("total: [1]", 'total: [{wildcard: "**"}]')
    mesh = mesh_of({**SOUND, "orders/moving.yaml": refused})
    told = simulate(gather_ways(mesh, mesh.stages[0]), HEAVY)
    assert not told.unclear
    assert "orders/moving/late" in {one.subscription for one in told.undelivered if not one.wants_this_event}


def test_a_filter_that_aws_would_refuse_is_told_wherever_it_stands() -> None:
    told = foretold(HEAVY, WEIGHING.replace('{numeric: [">", 100]}', '{wildcard: "*"}'))
    (unclear,) = told.unclear
    assert (unclear.subscription, unclear.sentence) == (KEY, "AWS would refuse its filter")


@pytest.mark.parametrize(
    ("said", "sender", "unbuilt"),
    [
        (NIGHT, "the schedule orders/shopping/nightly", 'webhook "scales"'),
        (UPLOAD, "AWS", 'webhook "scales"'),
        (SALE, "a partner", 'partner source "crm"'),
    ],
)
def test_what_cannot_be_built_is_said_of_what_comes_from_outside_too(
    said: dict[str, Any], sender: str, unbuilt: str
) -> None:
    mesh = mesh_of({**SOUND, "orders/shopping.yaml": SHOPPING})
    told = simulate(gather_ways(mesh, mesh.stages[0]), said)
    (unclear,) = told.unclear
    assert told.publisher == sender
    assert unclear.sentence.startswith(f"meshctl cannot build the {unbuilt} yet")


def test_where_aws_sends_an_event_is_not_guessed_among_several_accounts() -> None:
    mesh = mesh_of({**SOUND, "orders/filing.yaml": FILING, "payments/filing.yaml": FILING})
    rules = SubscriptionRules(gather_ways(mesh, mesh.stages[0]))
    for ask in (
        lambda: simulate(gather_ways(mesh, mesh.stages[0]), UPLOAD),
        lambda: tally_sample([(3, UPLOAD)], rules, None),
    ):
        with pytest.raises(MeshctlError, match=r"events of aws\.s3 are received in several accounts: \d{12}, \d{12}"):
            ask()
    for one in (account.number for account in mesh.stages[0].accounts if account.alias != "hub"):
        (got,) = simulate(gather_ways(mesh, mesh.stages[0]), {**UPLOAD, "account": one}).deliveries
        assert got.account == one


def test_of_one_event_is_told_what_is_told_of_it_in_a_sample() -> None:
    mesh = every_way.mesh_of(every_way.built_catalogue())
    rules = SubscriptionRules(gather_ways(mesh, mesh.stages[0]))
    for said in (one.said for one in messages_of(mesh)):
        told = simulate(gather_ways(mesh, mesh.stages[0]), said)
        assert {one.subscription for one in told.deliveries} == rules.receivers(said)


def test_in_a_sample_those_are_counted_who_read_on() -> None:
    mesh = mesh_of({**SOUND, **READ})
    rules = SubscriptionRules(gather_ways(mesh, mesh.stages[0]))
    light, heavy = map(rules.receivers, (LIGHT, HEAVY))
    assert heavy - light == {KEY}
    assert "orders/shipping/placed" in light
