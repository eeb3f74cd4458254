"""Requests that are wrong in every way a request can be, drawn from the models of the services that the mesh uses."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

import botocore.session
from botocore.model import OperationModel, ServiceModel

SERVICES = {
    "events": "events",
    "sqs": "sqs",
    "sns": "sns",
    "lambda": "lambda",
    "iam": "iam",
    "sts": "sts",
    "logs": "logs",
    "kinesis": "kinesis",
    "scheduler": "scheduler",
    "states": "stepfunctions",
    "s3": "s3",
    "monitoring": "cloudwatch",
    "kms": "kms",
    "dynamodb": "dynamodb",
    "schemas": "schemas",
    "pipes": "pipes",
}
"""By the name that a signature bears."""
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**31, -(2**63), 10**400, 1.5, 1e300, "", " ", "x" * 5000, "\x00", "ünï/..%2f", "null",
    "arn:aws:sqs:eu-central-1:123456789012:q", "arn:", "*", [], {}, [None], [[]], {"": None}, {"a": {"a": {"a": []}}},
)  # fmt: skip
DEEP: Any = {}
for _ in range(200):
    DEEP = {"a": [DEEP]}


@dataclass(frozen=True)
class Malformed:
    """A request of HTTP, and for whom it would be signed."""

    service: str
    operation: str
    protocol: str
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def malformed_requests(seed: int, count: int) -> Iterator[Malformed]:
    """Give so many requests, the same ones for the same seed."""
    random = Random(seed)  # noqa: S311 - the same requests again, not a secret
    models = {name: _model(kept) for name, kept in SERVICES.items()}
    for _ in range(count):
        service = random.choice(list(models))
        model = models[service]
        operation = model.operation_model(random.choice(list(model.operation_names)))
        given = _drawn(random, operation.input_shape, 0) if operation.input_shape else {}
        for _ in range(random.randrange(3)):
            given = _spoilt(random, given)
        yield _broken(random, _request(service, model, operation, given))


def _model(name: str) -> ServiceModel:
    return botocore.session.get_session().get_service_model(name)


def _drawn(random: Random, shape: Any, depth: int) -> Any:
    """A value that fits a shape, more or less."""
    if shape.type_name == "structure":
        wanted = {
            name for name in shape.members if name in shape.required_members or (depth < 2 and random.random() < 0.3)
        }
        return {name: _drawn(random, shape.members[name], depth + 1) for name in wanted} if depth < 6 else {}
    if shape.type_name == "list":
        return [_drawn(random, shape.member, depth + 1) for _ in range(random.randrange(3))] if depth < 6 else []
    if shape.type_name == "map":
        return {"key": _drawn(random, shape.value, depth + 1)} if depth < 6 else {}
    return _plain(random, shape)


def _plain(random: Random, shape: Any) -> Any:
    if shape.type_name in ("integer", "long", "float", "double"):
        return max(shape.metadata.get("min", 1), 1)
    if shape.type_name == "timestamp":
        return 1_800_000_000
    if shape.type_name == "boolean":
        return random.random() < 0.5
    if shape.type_name == "blob":
        return base64.b64encode(b"blob").decode()
    if choices := shape.metadata.get("enum"):
        return random.choice(choices)
    arn = "arn:aws:iam::123456789012:role/role"
    return arn if "arn" in shape.name.lower() else "name" * max(1, -(-shape.metadata.get("min", 1) // 4))


def _spoilt(random: Random, value: Any) -> Any:
    """The value with one thing in it missing, added, or of another kind."""
    if not isinstance(value, dict | list) or not value or random.random() < 0.2:
        return DEEP if random.random() < 0.05 else random.choice(ODD)
    if isinstance(value, list):
        return [_spoilt(random, value[0]), *value[1:]]
    name = random.choice(sorted(value))
    if random.random() < 0.25:
        return {kept: inner for kept, inner in value.items() if kept != name}
    return value | {name: _spoilt(random, value[name])} | ({"Unknown": 1} if random.random() < 0.1 else {})


def _request(service: str, model: ServiceModel, operation: OperationModel, given: Any) -> Malformed:
    protocol = model.metadata["protocol"]
    if protocol == "smithy-rpc-v2-cbor":
        protocol = "query"  # which the AWS provider speaks; boto3's own is tried by its broken bodies alone
    base = Malformed(service, operation.name, protocol, "POST", "/")
    if protocol == "json":
        kind = f"application/x-amz-json-{model.metadata['jsonVersion']}"
        target = f"{model.metadata['targetPrefix']}.{operation.name}"
        return replace(base, headers={"Content-Type": kind, "X-Amz-Target": target}, body=json.dumps(given).encode())
    if protocol == "query":
        form = {"Action": operation.name, "Version": model.metadata["apiVersion"]} | dict(_flat("", given))
        kind = "application/x-www-form-urlencoded; charset=utf-8"
        return replace(base, headers={"Content-Type": kind}, body=urlencode(form, errors="replace").encode())
    path = operation.http["requestUri"]
    for name, value in given.items() if isinstance(given, dict) else ():
        text = quote(str(value)[:300], safe="", errors="replace")
        path = path.replace(f"{{{name}}}", text).replace(f"{{{name}+}}", text)
    path = path.replace("{", "").replace("}", "").replace("+", "")
    return replace(base, method=operation.http["method"], path=path, body=json.dumps(given).encode())


def _flat(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{place}.{name}" if place else name, inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _flat(f"{place}.member.{number}", inner)
    else:
        yield place, str(value)[:5000]


def _broken(random: Random, request: Malformed) -> Malformed:
    """One in three is broken as a whole, too."""
    body = request.body
    return random.choice(
        [request] * 14
        + [
            replace(request, body=body[: random.randrange(len(body) + 1)]),
            replace(request, body=body + b"\xff\xfe\x80"),
            replace(request, body=b"\x00\xff" * 20),
            replace(request, body=b"[" * 100_000),
            replace(request, body=b"<a><b></a>"),
            replace(request, headers=request.headers | {"Content-Type": random.choice(["text/plain", "", "a/b;;="])}),
            replace(request, headers=request.headers | {"X-Amz-Target": random.choice(["", "Nobody.Nothing", "..."])}),
        ]
    )
