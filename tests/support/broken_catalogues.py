"""A finding of every kind: its name, what is written over the sound catalogue, and all places where it is found."""

from tests.support.broken_channels import BROKEN_CHANNELS
from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, ORDERS

LONG = "a-service-with-a-name-that-is-too-long"
RISK = CHECKOUT.replace("v1.json,", "v1.json, visibility: private,")

ORDER = "service: ordering\npublishes:\n  {}: {{version: 1, schema: events/OrderPlaced.v1.json, description: It has happened.}}\n"
TOTAL = "orders/events/OrderPlaced.v1.json"
BROKEN: list[tuple[str, dict[str, str | bytes | None], list[str]]] = [
    (
        "always-matches",
        {TOTAL: '{"required": ["total"], "properties": {"total": {"type": "number", "exclusiveMinimum": 0}}}'},
        ["payments/capture.yaml:9:12"],
    ),
    (
        "crosses-system-boundary",
        {"payments/capture.yaml": CAPTURE.replace("event: orders/OrderPlaced\n    w", "topic: orders/updates\n    w")},
        ["payments/capture.yaml:8:12"],
    ),
    (
        "dead-letters-too-short",
        {
            "mesh.yaml": MESH + "defaults: {dead_letters: {keep: 5d}}\n",
            "payments/capture.yaml": CAPTURE.replace("letters: {}", "letters: {keep: 10d}"),
        },
        ["payments/capture.yaml:5:3"],
    ),
    (
        "doubtful-filter",
        {
            TOTAL: '{"type": "object"}',
            "payments/capture.yaml": CAPTURE.replace('[{numeric: [">", 0]}]', '{numeric: [">", 0]}'),
        },
        ["payments/capture.yaml:9:30"],
    ),
    ("duplicate-key", {"orders/system.yaml": ORDERS + "system: orders\n"}, ["orders/system.yaml:3:1"]),
    (
        "deprecated-event",
        {"orders/checkout.yaml": CHECKOUT.replace("v1.json,", "v1.json, deprecated: '2027-03-01',")},
        ["payments/capture.yaml:8:12", "payments/capture.yaml:12:12"],
    ),
    (
        "duplicate-name",
        {"orders/checkout.yaml": CHECKOUT + "  OrderPlaced.v1: {schema: events/OrderPlaced.v1.json, description: x}\n"},
        ["orders/checkout.yaml:4:3"],
    ),
    (
        "event-without-schema",
        {"orders/checkout.yaml": CHECKOUT.replace("schema: events/OrderPlaced.v1.json, ", "")},
        ["orders/checkout.yaml:3:3"],
    ),
    (
        "expired-exception",
        {
            "payments/capture.yaml": CAPTURE.replace("event: orders/OrderPlaced\n    w", "topic: orders/updates\n    w")
            + "exceptions: [{check: crosses-system-boundary, reason: x, until: 2020-01-01}]\n"
        },
        ["payments/capture.yaml:14:22"],
    ),
    (
        "expired-guardrail-exception",
        {
            "mesh.yaml": MESH + "guardrails:\n  account: '888888888888'\n  state: {bucket: guards}\n  exceptions:\n"
            "    - principal: arn:aws:iam::222222222222:role/Migration\n"
            "      guardrail: other-accounts\n      reason: x\n      until: 2020-01-01\n"
        },
        ["mesh.yaml:13:18"],
    ),
    ("fixed-check", {"mesh.yaml": MESH + "checks: {unknown-event: off}\n"}, ["mesh.yaml:9:10"]),
    ("imperative-event-name", {"orders/ordering.yaml": ORDER.format("CancelOrder")}, ["orders/ordering.yaml:3:3"]),
    ("invalid-pattern", {"payments/capture.yaml": CAPTURE.replace('">", 0', '">"')}, ["payments/capture.yaml:9:31"]),
    (
        "invalid-schedule",
        {"payments/capture.yaml": CAPTURE + "schedules:\n  nightly: {cron: 0 25 * * ? *, timezone: Europe/Berln}\n"},
        ["payments/capture.yaml:15:19", "payments/capture.yaml:15:43"],
    ),
    (
        "invalid-workflow",
        {
            "payments/capture.yaml": CAPTURE + "workflows: {fulfil: {definition: flows/fulfil.asl.json}}\n",
            "payments/flows/fulfil.asl.json": '{"StartAt": "Pack",\n "States": {"Pack": {"Type": "Pass", "Next": "Ship"}}}',
        },
        ["payments/flows/fulfil.asl.json:2:46"],
    ),
    (
        "invalid-schema",
        {"orders/events/OrderPlaced.v1.json": '{"type":\n "text"}'},
        ["orders/events/OrderPlaced.v1.json:2:2"],
    ),
    ("invalid-yaml", {"orders/system.yaml": "system: [\n"}, ["orders/system.yaml:1:10"]),
    (
        "keyword-without-effect",
        {"orders/events/OrderPlaced.v1.json": '{"properties": {"total": {}},\n "requried": ["total"]}'},
        ["orders/events/OrderPlaced.v1.json:2:14"],
    ),
    (
        "limit-exceeded",
        {"payments/capture.yaml": CAPTURE.replace('{numeric: [">", 0]}', "x" * 4_000)},
        ["payments/capture.yaml:9:12"],
    ),
    (
        "loop",
        {
            "orders/checkout.yaml": CHECKOUT
            + "queues: {q: {}}\nsubscribes: {s: {event: orders/OrderPlaced, deliver_to: {queue: q}}}\n"
        },
        ["orders/checkout.yaml:5:25"],
    ),
    ("misplaced-name", {"orders/system.yaml": ORDERS.replace("orders", "order")}, ["orders/system.yaml:1:9"]),
    (
        "misplaced-schema",
        {"orders/a/b/c.json": "{}", "orders/checkout.yaml": CHECKOUT.replace("events/OrderPlaced.v1", "a/b/c")},
        ["orders/checkout.yaml:3:37"],
    ),
    ("invalid-handler", {"payments/lambdas/charge/handler.py": "def handel(): ..."}, ["payments/capture.yaml:3:45"]),
    ("missing-file", {"orders/events/OrderPlaced.v1.json": None}, ["orders/checkout.yaml:3:37"]),
    ("missing-key", {"orders/system.yaml": "owner: {team: checkout}\n"}, ["orders/system.yaml:1:1"]),
    (
        "name-too-long",
        {f"orders/{LONG}.yaml": f"service: {LONG}\n"},
        [f"orders/{LONG}.yaml:1:10"],
    ),
    ("unknown-stage", {"orders/system.yaml": ORDERS + "stages: {prdo: {}}\n"}, ["orders/system.yaml:3:10"]),
    (
        "unknown-item",
        {"payments/capture.yaml": CAPTURE + "stages: {dev: {queues: {lettres: {keep: 1d}}}}\n"},
        ["payments/capture.yaml:14:25"],
    ),
    (
        "never-matches",
        {TOTAL: '{"properties": {"total": {"type": "string"}}}'},
        ["payments/capture.yaml:9:20"],
    ),
    (
        "not-available-yet",
        {"payments/capture.yaml": CAPTURE + "webhooks: {crm: {url: https://crm.example/orders, secret: crm-key}}\n"},
        ["payments/capture.yaml:14:12"],
    ),
    ("orphan-event", {"orders/ordering.yaml": ORDER.format("OrderDelayed")}, ["orders/ordering.yaml:3:3"]),
    (
        "out-of-range",
        {"payments/capture.yaml": CAPTURE.replace("letters: {}", "letters: {keep: 15d}")},
        ["payments/capture.yaml:5:19"],
    ),
    (
        "path-outside-catalogue",
        {"orders/checkout.yaml": CHECKOUT.replace("events/", "../../events/")},
        ["orders/checkout.yaml:3:37"],
    ),
    (
        "private-event",
        {"orders/checkout.yaml": RISK},
        ["payments/capture.yaml:8:12", "payments/capture.yaml:12:12"],
    ),
    (
        "public-event-without-description",
        {"orders/checkout.yaml": CHECKOUT.replace(", description: A customer has paid.", "")},
        ["orders/checkout.yaml:3:3"],
    ),
    (
        "quota-exceeded",
        {"payments/capture.yaml": CAPTURE.replace('{numeric: [">", 0]}', "x" * 2_000)},
        ["payments/capture.yaml:9:12"],
    ),
    ("redundant-name", {"orders/ordering.yaml": ORDER.format("OrderDelayedV2")}, ["orders/ordering.yaml:3:3"]),
    (
        "contradictory-schema",
        {"orders/events/OrderPlaced.v1.json": '{"properties": {"total": {"type": "number", "const": "9"}}}'},
        ["orders/events/OrderPlaced.v1.json:1:54"],
    ),
    (
        "schema-mismatch-of-version",
        {"orders/checkout.yaml": CHECKOUT.replace("version: 1", "version: 2")},
        ["orders/checkout.yaml:3:37"],
    ),
    (
        "schema-without-promise",
        {"orders/events/OrderPlaced.v1.json": '{"order_id": "o-4711", "total": 19.9}'},
        ["orders/events/OrderPlaced.v1.json:1:1"],
    ),
    ("secret-in-plain-text", {"orders/system.yaml": ORDERS + "# ASIAIOSFODNN7EXAMPLE\n"}, ["orders/system.yaml:3:3"]),
    (
        "two-publishers",
        {"orders/basket.yaml": CHECKOUT.replace("checkout", "basket")},
        ["orders/checkout.yaml:3:3"],
    ),
    ("unexpected-file", {"orders/tracker.yml": "service: tracker\n"}, ["orders/tracker.yml:1:1"]),
    ("unknown-account", {"mesh.yaml": MESH.replace("payments:", "billing:")}, ["mesh.yaml:5:3", "mesh.yaml:6:70"]),
    (
        "unknown-channel",
        {"payments/capture.yaml": CAPTURE.replace("{queue: letters}", "{queue: leters}")},
        ["payments/capture.yaml:13:25"],
    ),
    (
        "unknown-event",
        {"payments/capture.yaml": CAPTURE.replace("OrderPlaced\n    w", "OrderPlacd\n    w")},
        ["payments/capture.yaml:8:12"],
    ),
    ("unknown-check", {"mesh.yaml": MESH + "checks: {name-to-long: note}\n"}, ["mesh.yaml:9:10"]),
    ("unknown-key", {"orders/system.yaml": ORDERS + "colour: red\n"}, ["orders/system.yaml:3:1"]),
    ("unowned-system", {"orders/system.yaml": "system: orders\n"}, ["orders/system.yaml:1:9"]),
    ("unused-channel", {"orders/checkout.yaml": CHECKOUT + "queues: {letters: {}}\n"}, ["orders/checkout.yaml:4:10"]),
    ("unsupported-yaml", {"orders/system.yaml": ORDERS + "---\n"}, ["orders/system.yaml:3:1"]),
    (
        "unused-exception",
        {"payments/capture.yaml": CAPTURE + "exceptions: [{check: name-too-long, reason: x, until: 9999-12-31}]\n"},
        ["payments/capture.yaml:14:22"],
    ),
    (
        "undecided-filter",
        {TOTAL: '{"properties": {"total": {"type": "number", "not": {"multipleOf": 1e-9}}}}'},
        ["payments/capture.yaml:9:12"],
    ),
    (
        "presumably-never-matches",
        {
            TOTAL: '{"properties": {"total": {"type": "number"}}}',
            "payments/capture.yaml": CAPTURE.replace("total: [", "total.net: ["),
        },
        ["payments/capture.yaml:9:24"],
    ),
    (
        "choice-never-matches",
        {
            TOTAL: '{"properties": {"total": {"type": "number"}}}',
            "payments/capture.yaml": CAPTURE.replace("total: [", "total: [none, "),
        },
        ["payments/capture.yaml:9:21"],
    ),
    (
        "undescribed-field",
        {TOTAL: '{"properties": {"amount": {"type": "number"}}}'},
        ["payments/capture.yaml:9:20"],
    ),
    ("wrong-name", {"orders/checkout.yaml": CHECKOUT.replace("OrderPlaced:", "placed:")}, ["orders/checkout.yaml:3:3"]),
    *BROKEN_CHANNELS,
    ("provider-too-old", {"mesh.yaml": MESH + "aws_provider: 4.67.0\n"}, ["mesh.yaml:9:15"]),
    (
        "provider-untried",
        {"mesh.yaml": MESH.replace("cloud: local", "cloud: local, aws_provider: 6.0.0")},
        ["mesh.yaml:4:39"],
    ),
    ("wrong-value", {"mesh.yaml": MESH.replace('"111111111111"', "012345678901")}, ["mesh.yaml:6:21"]),
]
