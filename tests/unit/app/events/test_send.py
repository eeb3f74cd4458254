import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest
from meshkit.envelope import read_event

from meshctl.app.events.journey import why_lost
from meshctl.app.events.send import event_to_publish, send_event
from meshctl.errors import AwsRefused, MeshctlError
from meshctl.report.events.sent_event import sent_as_text
from meshctl.results.events.sent_event import SentEvent
from tests.support.shop import shop_mesh, shop_stage

MESH = shop_mesh()


class Outbox:
    """An EventSender that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, str]]] = []

    def put_event(self, account: str, entry: Mapping[str, str]) -> str:
        self.sent.append((account, dict(entry)))
        return "envelope-1"


def send(reference: str, outbox: Outbox, lost: Callable[[str], str | None] = lambda _: None) -> SentEvent:
    now = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
    outgoing = event_to_publish(MESH, reference)
    return send_event(MESH, shop_stage("dev"), outgoing, {"order_id": "ö"}, outbox, lambda: "id-1", lambda: now, lost)


def test_an_event_is_sent_from_the_account_of_its_owner_to_the_hub() -> None:
    outbox = Outbox()
    sent = send("orders/OrderPlaced", outbox)
    assert (sent.account, sent.bus, sent.envelope_id) == (
        "222222222222",
        "arn:aws:events:eu-west-1:111111111111:event-bus/shop_dev_hub",
        "envelope-1",
    )


def test_a_private_event_is_sent_to_its_systems_own_bus() -> None:
    assert send("payments/RiskAssessed", Outbox()).bus.endswith(":333333333333:event-bus/shop_dev_payments")


def test_what_is_sent_is_what_meshkit_reads() -> None:
    outbox = Outbox()
    sent = send("orders/OrderPlaced.v1", outbox)
    entry = outbox.sent[0][1]
    envelope = {"source": entry["Source"], "detail-type": entry["DetailType"], "detail": json.loads(entry["Detail"])}
    event = read_event(envelope)
    assert sent_as_text(sent).startswith("Sent orders/OrderPlaced.v1 from account 222222222222")
    assert (event.name, event.data, event.meta.producer) == ("OrderPlaced", {"order_id": "ö"}, "orders/checkout")
    assert (event.meta.event_id, event.meta.correlation_id, event.meta.causation_id) == ("id-1", "id-1", None)


def test_an_event_that_no_bus_has_taken_is_not_said_to_be_sent() -> None:
    lines = [{"id": "envelope-1", "kind": "lost", "reason": "there is no such bus", "target": "arn"}]
    with pytest.raises(AwsRefused, match=r"^the event is lost: there is no such bus: arn:.*shop_dev_payments$"):
        send("payments/RiskAssessed", Outbox(), lambda sent_id: why_lost(lines, sent_id))


def test_an_event_that_a_rule_has_lost_was_sent() -> None:
    lines = [{"id": "envelope-1", "kind": "lost", "reason": "the queue is gone", "rule": "arn"}]
    assert send("payments/RiskAssessed", Outbox(), lambda sent_id: why_lost(lines, sent_id)).envelope_id == "envelope-1"


@pytest.mark.parametrize(
    ("reference", "hint"),
    [
        ("orders/OrderPlacd", 'did you mean "orders/OrderPlaced"?'),
        ("OrderPlaced", "write it as system/Event, like orders/OrderPlaced"),
    ],
)
def test_an_event_that_nobody_publishes_is_not_sent(reference: str, hint: str) -> None:
    outbox = Outbox()
    with pytest.raises(MeshctlError) as error:
        send(reference, outbox)
    assert (error.value.hint, outbox.sent) == (hint, [])
