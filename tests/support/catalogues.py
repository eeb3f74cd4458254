"""Catalogues for tests: the smallest sound one as data, and a way to write any to disk. Knows nothing of meshctl."""

from collections.abc import Mapping
from pathlib import Path

MESH = """\
mesh: shop
region: eu-west-1
stages:
  local: {cloud: local}
  dev:
    accounts: {hub: "111111111111", orders: "222222222222", payments: "333333333333"}
    deploy_role: MeshDeploy
    state: {bucket: shop-mesh-dev}
"""
ORDERS = """\
system: orders
owner: {team: checkout}
"""
CHECKOUT = """\
service: checkout
publishes:
  OrderPlaced: {version: 1, schema: events/OrderPlaced.v1.json, description: A customer has paid.}
"""
PAYMENTS = """\
system: payments
owner: {team: payments}
"""
CAPTURE = """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
queues:
  letters: {}
subscribes:
  placed:
    event: orders/OrderPlaced
    where: {total: [{numeric: [">", 0]}]}
    deliver_to: {function: charge}
  kept:
    event: orders/OrderPlaced
    deliver_to: {queue: letters}
"""
SOUND: Mapping[str, str] = {
    "mesh.yaml": MESH,
    "orders/system.yaml": ORDERS,
    "orders/checkout.yaml": CHECKOUT,
    "orders/events/OrderPlaced.v1.json": '{"type": "object", "properties": {"total": {"type": "number"}}}\n',
    "payments/system.yaml": PAYMENTS,
    "payments/capture.yaml": CAPTURE,
    "payments/lambdas/charge/handler.py": "def handle(event, context):\n    return None\n",
}
"""Two systems, one event and its two subscriptions: to a function, buffered and filtered, and to a queue."""


def write_catalogue(directory: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Writes `SOUND` with `files` over it (None leaves a file out) into `directory`, and gives that directory."""
    for path, content in {**SOUND, **(files or {})}.items():
        if content is not None:
            (directory / path).parent.mkdir(parents=True, exist_ok=True)
            (directory / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return directory
