from collections.abc import Sequence
from datetime import date

import pytest

from meshctl.app.check.check_catalogue import check_catalogue
from meshctl.catalogue.files import CatalogueFiles
from meshctl.checks import CHECKS
from meshctl.model.findings import Finding
from tests.support.shop import SHOP, shop_files

TODAY = date(2026, 11, 23)


def only(check: str, found: Sequence[Finding]) -> Finding:
    """Of what is found, the finding of one check."""
    (one,) = [finding for finding in found if finding.check == check]
    return one


def findings(path: str, old: str, new: str) -> Sequence[Finding]:
    """What is found when one file of the shop says `new` in place of `old`."""
    text = (SHOP / path).read_text()
    assert old in text
    files = shop_files()
    contents = {**files.contents, path: text.replace(old, new).encode()}
    return check_catalogue(CatalogueFiles(contents, files.paths), TODAY).findings


WHOLE = "event: fulfilment/ShipmentDispatched\n    deliver_to: {function: tracker}"
TRACKER, MESH, LEDGER = "orders/tracker.yaml", "mesh.yaml", "payments/ledger.yaml"

CASES = [
    ("competing-readers", TRACKER, WHOLE, "queue: w\n    deliver_to: {function: tracker}\n  again: {queue: w, deliver_to: {function: tracker}}\nqueues: {w: {}}", "11:18"),
    ("crosses-system-boundary", TRACKER, "event: fulfilment/ShipmentDispatched", "topic: fulfilment/parcels", "9:12"),
    ("crosses-system-boundary", TRACKER, "event: fulfilment/ShipmentDispatched", "queue: fulfilment/parcels", "9:12"),
    ("crosses-system-boundary", TRACKER, "event: fulfilment/ShipmentDispatched", "stream: nowhere/parcels", "9:13"),
    ("not-available-yet", TRACKER, "functions:\n", "webhooks:\n  crm: {url: 'https://crm.example', secret: key}\nfunctions:\n", "5:3"),
    ("private-event", TRACKER, "fulfilment/ShipmentDispatched", "payments/RiskAssessed", "9:12"),
    ("unknown-event", TRACKER, "fulfilment/ShipmentDispatched", "fulfilment/ShipmentDispached", "9:12"),
    ("unknown-event", TRACKER, "fulfilment/ShipmentDispatched", "fulfilment/ShipmentDispatched.v2", "9:12"),
    ("unknown-event", TRACKER, "fulfilment/ShipmentDispatched", "fullfilment/ShipmentDispatched", "9:12"),
    ("unknown-channel", TRACKER, "{function: tracker}", "{function: trakker}", "10:28"),
    ("unknown-channel", TRACKER, "{function: tracker}", "{queue: tracker}", "10:25"),
    ("unknown-account", MESH, '      payments: "333333333333"\n', "", "6:3"),
    ("unknown-account", MESH, '      payments: "333', '      billing: "555555555555"\n      payments: "333', "10:16"),
    ("name-too-long", MESH, "mesh: shop", "mesh: a-mesh-with-a-long-name", "1:7"),
    ("name-too-long", TRACKER, "  dispatched:", f"  {'d' * 33}:", "8:3"),
    ("invalid-pattern", "payments/capture.yaml", 'numeric: [">", 0]', 'numeric: [">"]', "21:25"),
    ("invalid-pattern", "payments/capture.yaml", '[{numeric: [">", 0]}]', "5", "21:14"),
    ("dead-letters-too-short", MESH, "dead_letters: {keep: 14d}", "dead_letters: {keep: 5d}", "fulfilment/returns.yaml:5:3"),
    ("unused-channel", TRACKER, "\nfunctions:", "\nqueues: {parcels: {}}\nfunctions:", "4:10"),
    ("orphan-event", "orders/cancellations.yaml", "PaymentFailed\n", "PaymentCaptured\n", "payments/capture.yaml:9:3"),
    ("public-event-without-description", "fulfilment/warehouse.yaml", "    description: A parcel has left the warehouse.\n", "", "5:3"),
    ("redundant-name", "payments/risk.yaml", "RiskAssessed:", "RiskAssessedEvent:", "5:3"),
    ("loop", LEDGER, "subscribes:", "publishes: {Booked: {version: 1, schema: events/PaymentFailed.v1.json}}\nsubscribes:\n  booked: {event: payments/Booked, deliver_to: {function: book}}", "18:19"),
    ("invalid-schema", "orders/events/OrderCancelled.v1.json", '"type": "string"', '"type": "strin"', "orders/events/OrderCancelled.v1.json:12:15"),
    ("keyword-without-effect", "orders/events/OrderCancelled.v1.json", '"required"', '"requried"', "orders/events/OrderCancelled.v1.json:6:15"),
    ("contradictory-schema", "orders/events/OrderCancelled.v1.json", '"required"', '"not": {"type": "object"}, "required"', "orders/events/OrderCancelled.v1.json:1:1"),
    ("schema-without-promise", "orders/events/OrderCancelled.v1.json", '"type": "object"', '"type": "array"', "orders/events/OrderCancelled.v1.json:1:1"),
    ("schema-mismatch-of-version", "payments/risk.yaml", "version: 1", "version: 2", "7:13"),
    ("secret-in-plain-text", MESH, "shop-mesh-dev}", "shop-mesh-dev}  # AKIAIOSFODNN7EXAMPLE", "13:39"),
    ("quota-exceeded", "payments/capture.yaml", 'numeric: [">", 0]', f"prefix: {'x' * 2_000}", "21:7"),
    ("limit-exceeded", "payments/capture.yaml", 'numeric: [">", 0]', f"prefix: {'x' * 4_000}", "21:7"),
    ("dead-letters-missing", TRACKER, "subscribes:\n  dispatched:", "subscribes:\n  dispatched:\n    dead_letters: none", "8:3"),
    ("impossible-delivery", TRACKER, "event: fulfilment/ShipmentDispatched", "stream: clicks\n    input: {a: b}", "8:3"),
    ("crosses-system-boundary", TRACKER, "\nfunctions:", "\nsends_to: {queues: [payments/letters]}\nfunctions:", "4:21"),
    ("unknown-channel", TRACKER, "event: fulfilment/ShipmentDispatched", "partner: crm", "9:14"),
    ("visibility-timeout-too-short", TRACKER, WHOLE, "queue: w\n    deliver_to: {function: tracker}\nqueues: {w: {visibility: 1s}}", "11:10"),
    ("one-hop-exceeded", TRACKER, WHOLE, WHOLE.replace("function: tracker", "bus: a") + "\n  again: {bus: a, deliver_to: {bus: b}}\nbuses: {a: {}, b: {}}", "11:37"),
    ("provider-too-old", MESH, "region: eu-west-1\n", "region: eu-west-1\naws_provider: 5.99.9\n", "3:15"),
    ("provider-untried", MESH, "region: eu-west-1\n", "region: eu-west-1\naws_provider: 6.0.0\n", "3:15"),
    ("unknown-region", "orders/system.yaml", "owner:", "region: eu-west-2\nowner:", "3:9"),
    ("two-publishers", "payments/risk.yaml", "RiskAssessed:", "PaymentCaptured:", "5:3"),
    ("duplicate-name", "payments/risk.yaml", "publishes:", "publishes:\n  RiskAssessed.v1: {}", "6:3"),
    ("event-without-schema", "payments/risk.yaml", "    schema: events/RiskAssessed.v1.json\n", "", "5:3"),
    ("unowned-system", "orders/system.yaml", "owner:", "#", "1:9"),
    ("deprecated-event", "payments/risk.yaml", "version: 1", 'version: 1\n    deprecated: "2027-03-01"', "payments/ledger.yaml:21:12"),
    ("imperative-event-name", "payments/risk.yaml", "RiskAssessed:", "AssignRisk:", "5:3"),
    ("invalid-schedule", TRACKER, "\nfunctions:", "\nschedules: {hourly: {every: 90s}}\nfunctions:", "4:29"),
    ("invalid-workflow", TRACKER, "\nfunctions:", "\nworkflows: {w: {definition: events/OrderCancelled.v1.json}}\nfunctions:", "orders/events/OrderCancelled.v1.json:1:1"),
    ("never-matches", "payments/capture.yaml", 'numeric: [">", 0]', 'numeric: ["<", 0]', "21:14"),
    ("always-matches", "payments/capture.yaml", 'numeric: [">", 0]', 'numeric: [">=", 0]', "21:7"),
    ("undecided-filter", "orders/events/OrderPlaced.v1.json", '"minimum": 0', '"not": {"multipleOf": 1e-9}', "payments/capture.yaml:21:7"),
    ("choice-never-matches", "payments/capture.yaml", 'numeric: [">", 0]', 'numeric: [">", 0]}, {numeric: ["<", 0]', "21:36"),
    ("presumably-never-matches", "payments/capture.yaml", "total: [", "total.net: [", "21:18"),
    ("doubtful-filter", "payments/capture.yaml", '[{numeric: [">", 0]}]', '[">0"]', "21:15"),
    ("undescribed-field", "payments/capture.yaml", "total: [", "totla: [", "21:14"),
]  # fmt: skip
TWO_FILES = {"cross-region-direct-delivery", "missing-arn"}  # see test_deliveries.py


@pytest.mark.parametrize(
    ("check", "path", "old", "new", "place"), CASES, ids=[f"{case[0]}-{index}" for index, case in enumerate(CASES)]
)
def test_a_broken_rule_is_found_at_its_place(check: str, path: str, old: str, new: str, place: str) -> None:
    found = findings(path, old, new)
    wanted = place if "/" in place else f"{path}:{place}"
    assert (check, wanted) in [(one.check, str(one.place)) for one in found]


def test_every_check_has_a_case_above() -> None:
    assert {case[0] for case in CASES} | TWO_FILES == {check.name for check in CHECKS}


def test_the_shop_breaks_no_rule() -> None:
    assert check_catalogue(shop_files(), TODAY).findings == ()


def test_another_systems_topic_is_answered_with_its_events() -> None:
    found = findings(TRACKER, "event: fulfilment/ShipmentDispatched", "topic: fulfilment/parcels")
    crossing = only("crosses-system-boundary", found)
    assert crossing.help == "subscribe to an event of fulfilment instead: fulfilment/ShipmentDispatched"


def test_a_private_event_is_not_offered_to_others() -> None:
    found = findings(TRACKER, "event: fulfilment/ShipmentDispatched", "topic: payments/risks")
    assert "RiskAssessed" not in only("crosses-system-boundary", found).help


def test_a_misspelt_event_is_answered_with_the_right_one() -> None:
    (found,) = findings(TRACKER, "fulfilment/ShipmentDispatched", "fulfilment/ShipmentDispached")
    assert found.help == 'did you mean "fulfilment/ShipmentDispatched"?'


def test_what_a_broken_system_publishes_is_not_called_unknown() -> None:
    found = findings("fulfilment/warehouse.yaml", "publishes:", "publishs:")
    assert [one.check for one in found] == ["unknown-key"]


def test_two_events_of_one_name_name_each_other() -> None:
    found = findings("payments/risk.yaml", "RiskAssessed:", "PaymentCaptured:")
    assert any('"capture"' in one.message and "payments/capture.yaml:5:3" in one.message for one in found)


def test_no_system_is_named_like_the_hub() -> None:
    files = shop_files()
    contents = {**files.contents, "hub/system.yaml": b"system: hub\nowner: {team: x}\n"}
    found = check_catalogue(CatalogueFiles(contents, files.paths), TODAY).findings
    assert "duplicate-name" in [one.check for one in found]
