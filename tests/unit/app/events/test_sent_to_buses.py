"""Events that functions put on a further bus, which no service publishes: what is foretold of one, and one that is sent by hand."""

from decimal import Decimal
from typing import Any

import pytest

from meshctl.app.events.receivers.gather_ways import gather_ways
from meshctl.app.events.recorded_events import SubscriptionRules
from meshctl.app.events.send import event_for_bus
from meshctl.app.events.simulate import simulate
from meshctl.errors import MeshctlError
from meshctl.model.mesh import Mesh
from meshctl.report.events.simulation import simulation_as_text
from meshctl.results.events.simulation import Simulation
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import mesh_of

CARE = """\
service: care
buses: {customers: {}, critics: {}}
queues: {calls: {}, letters: {}}
logs: {notes: {}}
subscribes:
  dear: {bus: customers, where: {detail: {data: {total: [{numeric: [">", 100]}]}}}, deliver_to: {queue: calls}}
  written: {bus: customers, where: {detail-type: [Written.v1]}, deliver_to: {queue: letters}}
  passed: {bus: customers, where: {detail-type: [Written.v1]}, deliver_to: {bus: critics}}
  noted: {bus: critics, deliver_to: {log: notes}}
"""
PEN = """\
service: pen
functions:
  write: {source: ../payments/lambdas/charge, handler: handler.handle}
sends_to: {buses: [customers]}
"""
TO_BOTH = PEN.replace("[customers]", "[customers, critics]")
WRITTEN = {"source": "orders.pen", "detail-type": "Written.v1", "detail": {"meta": {}, "data": {"total": 5}}}

BOTH_PENS = {"orders/pen.yaml": PEN, "orders/quill.yaml": PEN.replace("service: pen", "service: quill")}


def mesh(pen: str = PEN) -> Mesh:
    return mesh_of({**SOUND, "orders/care.yaml": CARE, "orders/pen.yaml": pen})


def foretold(said: dict[str, Any] = WRITTEN, pen: str = PEN, bus: str | None = None) -> Simulation:
    return simulate(gather_ways(mesh(pen), mesh(pen).stages[0]), said, bus)


def receivers(told: Simulation) -> list[str]:
    return [one.subscription.removeprefix("orders/care/") for one in told.deliveries]


def test_it_goes_to_those_who_read_the_bus_and_on_to_the_next_one() -> None:
    told = foretold()
    assert receivers(told) == ["written", "passed", "noted"]
    assert [(one.subscription, one.field) for one in told.undelivered] == [("orders/care/dear", "detail.data.total")]


def test_it_says_who_sends_it_and_where() -> None:
    told = foretold()
    assert (told.event, told.publisher, told.bus) == (None, "orders/pen", "orders/care/customers")
    sentence = f"sent to the bus orders/care/customers by orders/pen in the account {told.account}"
    assert simulation_as_text(told).split("\n")[1] == f"  {sentence}"


def test_it_costs_what_publishing_costs() -> None:
    costs = foretold({**WRITTEN, "detail-type": "Other.v1"}).costs
    assert costs
    assert (costs.publishing_a_million, costs.delivering_a_million) == (Decimal("1.00"), Decimal(0))


def test_on_which_of_several_buses_it_is_has_to_be_said() -> None:
    with pytest.raises(MeshctlError, match=r'"orders\.pen" sends to several buses: critics, customers') as refused:
        foretold(pen=TO_BOTH)
    assert refused.value.hint == "say on which: --bus customers"
    assert receivers(foretold(pen=TO_BOTH, bus="critics")) == ["noted"]


@pytest.mark.parametrize(
    ("said", "bus", "refusal"),
    [
        ({**WRITTEN, "account": "999999999999"}, None, '"orders.pen" is a source of the account'),
        (WRITTEN, "critics", 'no function of "orders.pen" sends to the bus "critics"'),
        ({**WRITTEN, "source": "orders.care"}, None, 'no service publishes "Written.v1" as "orders.care"'),
    ],
)
def test_what_no_function_puts_there_is_refused(said: dict[str, Any], bus: str | None, refusal: str) -> None:
    assert str(foretold(said, bus=bus).refusal).startswith(refusal)


def test_a_service_without_functions_sends_nothing() -> None:
    assert foretold(pen="service: pen\nsends_to: {buses: [customers]}\n").refusal


@pytest.mark.parametrize("bus", ["customers", "critics"])
def test_a_sample_tells_the_same(bus: str) -> None:
    rules = SubscriptionRules(gather_ways(mesh(TO_BOTH), mesh(TO_BOTH).stages[0]), bus)
    told = foretold(pen=TO_BOTH, bus=bus)
    assert rules.receivers(WRITTEN) == {one.subscription for one in told.deliveries}
    assert rules.is_published(WRITTEN)
    assert [rules.refuses({**WRITTEN, "account": one}) for one in (told.account, "999999999999")] == [False, True]


def test_what_is_published_is_on_a_further_bus_only_where_that_is_said() -> None:
    publishing = PEN + "publishes: {Written: {version: 1, schema: events/OrderPlaced.v1.json}}\n"
    assert (foretold(pen=publishing).event, foretold(pen=publishing, bus="customers").bus) == (
        "orders/Written",
        "orders/care/customers",
    )


def test_one_is_sent_by_hand_as_a_function_sends_it() -> None:
    outgoing = event_for_bus(mesh(), "orders/Written.v2", "customers", None)
    assert (outgoing.event.source, outgoing.event.detail_type) == ("orders.pen", "Written.v2")
    assert (outgoing.bus.service, outgoing.bus.name) == ("care", "customers")


@pytest.mark.parametrize(
    ("event", "bus", "service", "said", "hint"),
    [
        ("orders/Written", "customers", None, "several services send to the bus", "say as which: --service pen"),
        ("orders/Written", "customers", "care", '"orders/care" sends to the bus', "those of pen, quill do"),
        ("orders/Written", "critics", None, '"orders" sends to the bus "critics"', "say so under sends_to"),
        ("payments/Written", "customers", None, '"payments" sends to the bus', "say so under sends_to"),
        ("Written", "customers", None, '"Written" is no event', "write it as system/Event"),
    ],
)
def test_who_sends_it_by_hand_is_not_guessed(event: str, bus: str, service: str | None, said: str, hint: str) -> None:
    both = mesh_of({**SOUND, "orders/care.yaml": CARE, **BOTH_PENS})
    with pytest.raises(MeshctlError) as refused:
        event_for_bus(both, event, bus, service)
    assert said in refused.value.message
    assert (refused.value.hint or "").startswith(hint)
    assert event_for_bus(both, "orders/Written", "customers", "quill").event.service == "quill"


def test_a_bus_that_is_named_counts_also_where_a_service_publishes_its_like() -> None:
    pen = PEN + "publishes:\n  Written: {version: 1, schema: events/OrderPlaced.v1.json, description: It is written.}\n"
    assert receivers(foretold(pen=pen)) == []
    assert receivers(foretold(pen=pen, bus="customers")) == ["written", "passed", "noted"]
    rules = [SubscriptionRules(gather_ways(mesh(pen), mesh(pen).stages[0]), bus) for bus in (None, "customers")]
    assert [len(one.receivers(WRITTEN)) for one in rules] == [0, 3]
