"""A catalogue in which every key of the language occurs, and the mesh that it is read as."""

from collections.abc import Mapping

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.mesh import Mesh

MESH = """\
mesh: shop
organization: o-a1b2c3d4e5
region: eu-west-1
aws_provider: 5.101.0
stages:
  local:
    cloud: local
    aws_provider: 5.100.0
    defaults: {logs: {keep: 1d}}
  dev:
    cloud: aws
    regions: [eu-west-1, eu-central-1]
    accounts: {hub: "111111111111", orders: "222222222222", payments: "333333333333"}
    deploy_role: MeshDeploy
    plan_role: MeshPlan
    state: {bucket: shop-mesh-dev}
    protect: true
    aws_provider: 5.102.0
    defaults: {archive: {keep: 90d}, retry: {attempts: 9}}
  prod:
    accounts: {hub: "444444444444", orders: "555555555555", payments: "666666666666"}
    deploy_role: MeshDeploy
    state: {bucket: shop-mesh-prod}
defaults:
  schema_dialect: draft-07
  archive: {keep: 60d}
  retry: {for: 12h, attempts: 100}
  dead_letters: {keep: 10d}
  function: {runtime: python3.11, architecture: x86_64, validate: true, idempotent: true, memory: 192MB, timeout: 5s}
  queue: {keep: 2d}
  stream: {keep: 36h}
  batch: {size: 50, window: 1s, parallel: 2}
  logs: {keep: 14d}
  tags: {cost-centre: shop, tier: base}
checks: {name-too-long: warning}
exceptions:
  - {check: orphan-event, where: orders/checkout, reason: Its readers come with the next release., until: "2099-12-31"}
guardrails:
  account: "999999999999"
  deploy_role: MeshGuardrails
  state: {bucket: shop-mesh-guardrails}
  attach_to: ["222222222222", ou-ab12-c3d4e5f6]
  exceptions:
    - guardrail: other-accounts
      principal: arn:aws:iam::222222222222:role/Migration
      reason: Moves the old queues until the spring.
      until: "2099-12-31"
"""
ORDERS = """\
system: orders
description: Takes and tracks customer orders.
owner: {team: checkout, contact: checkout@shop.example}
region: eu-west-1
protect: true
archive: {keep: 12d}
defaults:
  schema_dialect: 2019-09
  retry: {for: 6h, attempts: 50}
  dead_letters: {keep: 8d}
  function: {runtime: python3.13, architecture: arm64, validate: true, idempotent: true, memory: 320MB, timeout: 6s}
  queue: {keep: 3d}
  stream: {keep: 48h}
  batch: {size: 60, window: 2s, parallel: 3}
  logs: {keep: 60d}
  tags: {tier: front}
external:
  queues:
    old-inbox:
      dev: "arn:aws:sqs:eu-west-1:777777777777:old-inbox"
      prod: "arn:aws:sqs:eu-west-1:888888888888:old-inbox"
  topics:
    old-news: {dev: "arn:aws:sns:eu-west-1:777777777777:old-news"}
  streams:
    old-clicks: {dev: "arn:aws:kinesis:eu-west-1:777777777777:stream/old-clicks"}
  functions:
    old-code: {dev: "arn:aws:lambda:eu-west-1:777777777777:function:old-code"}
  buses:
    old-bus: {dev: "arn:aws:events:eu-west-1:777777777777:event-bus/old-bus"}
stages:
  dev:
    region: eu-central-1
    archive: {keep: 2d}
    defaults:
      retry: {for: 2h, attempts: 20}
      dead_letters: {keep: 5d}
      function:
        runtime: python3.12
        architecture: x86_64
        validate: false
        idempotent: false
        memory: 384MB
        timeout: 7s
      queue: {keep: 1d}
      stream: {keep: 24h}
      logs: {keep: 3d}
      tags: {tier: trial}
"""
CHECKOUT = """\
service: checkout
description: Places and cancels orders.
defaults:
  retry: {for: 5h, attempts: 40}
  dead_letters: {keep: 7d}
  function: {runtime: python3.12, architecture: arm64, validate: false, idempotent: false, memory: 448MB, timeout: 8s}
  queue: {keep: 5d}
  stream: {keep: 72h}
  batch: {size: 70, window: 3s, parallel: 4}
  logs: {keep: 30d}
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
    visibility: public
    deprecated: "2099-06-30"
    description: A customer has paid for a basket.
  OrderPlaced.v2:
    schema: events/OrderPlaced.v2.json
    visibility: public
    deprecated: "2099-12-31"
    description: A customer has paid for a basket, in any currency.
functions:
  settle:
    source: lambdas/settle
    handler: handler.handle
    description: Settles what is open.
    runtime: python3.12
    architecture: arm64
    validate: true
    idempotent: true
    memory: 512MB
    timeout: 9s
    environment: {LOG_LEVEL: info, GREETING: hello}
  plain: {source: lambdas/settle, handler: handler.handle}
queues:
  letters: {description: What is to be printed., order: fifo, keep: 6d, visibility: 2m, protect: true}
topics:
  order-updates: {description: Every change of an order., order: fifo}
streams:
  clicks: {description: Every click., keep: 96h, shards: 2}
workflows:
  fulfil: {description: From paid to parcel., definition: workflows/fulfil.json, type: express}
webhooks:
  carrier:
    description: Tells the carrier.
    url: https://carrier.example/parcels
    method: PUT
    header: X-Token
    secret: shop/carrier
    rate: 10
tasks:
  report:
    description: Writes the day's report.
    cluster: reports
    task: daily
    subnets: [subnet-0123456789abcdef0]
    security_groups: [sg-0123456789abcdef0]
logs:
  audit: {description: Every order., keep: 365d}
buses:
  analytics: {description: Events for analysis.}
schedules:
  nightly: {description: The books are closed., cron: "0 3 * * ? *", timezone: Europe/Berlin}
  often: {every: 5m}
aws:
  uploads: {description: Files of partners., source: aws.s3, types: [Object Created]}
partners:
  shopify: {description: Orders at Shopify., source: aws.partner/shopify.com/12345/orders}
sends_to:
  topics: [order-updates]
  queues: [letters]
  streams: [clicks]
  buses: [analytics]
subscribes:
  captured:
    event: payments/PaymentCaptured
    where: {amount: [{numeric: [">", 0]}]}
    input: {order: order_id}
    deliver_to: {function: settle, buffer: none}
    retry: {for: 4h, attempts: 30}
    dead_letters: {keep: 6d}
  lost: {event: payments/PaymentCaptured, deliver_to: {function: plain}, dead_letters: none}
  from-topic: {topic: order-updates, deliver_to: {queue: letters}}
  from-queue: {queue: letters, deliver_to: {function: settle}}
  from-stream: {stream: clicks, deliver_to: {stream: clicks}, batch: {size: 80, window: 4s, parallel: 5}}
  from-bus: {bus: analytics, deliver_to: {bus: analytics}}
  at-night: {schedule: nightly, deliver_to: {task: report}}
  uploaded: {aws: uploads, deliver_to: {workflow: fulfil}}
  sold: {partner: shopify, deliver_to: {webhook: carrier}}
  audited: {event: payments/PaymentCaptured, deliver_to: {log: audit}}
  told: {event: payments/PaymentCaptured, deliver_to: {topic: order-updates}}
  kept: {event: payments/PaymentCaptured, deliver_to: {queue: old-inbox}}
stages:
  dev:
    defaults:
      retry: {for: 1h, attempts: 10}
      dead_letters: {keep: 4d}
      function:
        runtime: python3.13
        architecture: x86_64
        validate: true
        idempotent: true
        memory: 576MB
        timeout: 10s
      queue: {keep: 12h}
      stream: {keep: 120h}
      logs: {keep: 5d}
    functions:
      settle: {memory: 640MB, timeout: 11s, environment: {LOG_LEVEL: debug}}
    queues:
      letters: {keep: 6h, visibility: 3m}
    streams:
      clicks: {keep: 25h, shards: 1}
    webhooks:
      carrier: {url: "https://trial.carrier.example/parcels", secret: shop/carrier-trial, rate: 1}
    tasks:
      report: {cluster: trials, subnets: [subnet-00000000000000001], security_groups: [sg-00000000000000001]}
    logs:
      audit: {keep: 7d}
    schedules:
      nightly: {cron: "0 4 * * ? *", timezone: Europe/Paris}
      often: {every: 1h}
    partners:
      shopify: {source: aws.partner/shopify.com/12345/trial}
exceptions:
  - {check: loop, reason: It ends by itself., until: "2099-12-31"}
"""
PAYMENTS = """\
system: payments
owner: {team: payments}
"""
CAPTURE = """\
service: capture
publishes:
  PaymentCaptured: {version: 1, schema: events/PaymentCaptured.v1.json, description: The money is ours.}
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed: {event: orders/OrderPlaced.v1, deliver_to: {function: charge}}
"""
WHOLE: Mapping[str, str] = {
    "mesh.yaml": MESH,
    "orders/system.yaml": ORDERS,
    "orders/checkout.yaml": CHECKOUT,
    "orders/events/OrderPlaced.v1.json": "{}\n",
    "orders/events/OrderPlaced.v2.json": "{}\n",
    "orders/workflows/fulfil.json": "{}\n",
    "orders/lambdas/settle/handler.py": "def handle(event, context):\n    return None\n",
    "payments/system.yaml": PAYMENTS,
    "payments/capture.yaml": CAPTURE,
    "payments/events/PaymentCaptured.v1.json": "{}\n",
    "payments/lambdas/charge/handler.py": "def handle(event, context):\n    return None\n",
}
"""Two systems: `orders` says everything that can be said, `payments` almost nothing."""


Edit = tuple[str, str, str]
"""A path, a text in it, and what stands there instead."""


def whole_files(*edits: Edit) -> CatalogueFiles:
    """The files of that catalogue, edited."""
    texts = dict(WHOLE)
    for path, old, new in edits:
        assert old in texts[path]
        texts[path] = texts[path].replace(old, new, 1)
    directories = {path.rsplit("/", depth)[0] for path in texts for depth in range(1, path.count("/") + 1)}
    contents = {path: text.encode() for path, text in texts.items()}
    return CatalogueFiles(contents, frozenset({*contents, *directories}))


def whole_mesh(*edits: Edit) -> Mesh:
    """That catalogue as it is read, without a finding."""
    reading = read_catalogue(whole_files(*edits))
    assert reading.mesh is not None
    assert reading.findings == ()
    return reading.mesh


def stands(path: str, word: str, *edits: Edit) -> str:
    """`path:line:column` of the first place where `word` stands in the edited catalogue."""
    before, found, _ = whole_files(*edits).contents[path].decode().partition(word)
    assert found
    return f"{path}:{before.count(chr(10)) + 1}:{len(before.rpartition(chr(10))[2]) + 1}"
