"""Which call of which service a request is meant to be, by the model of the service."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

from moto.core.utils import get_service_model

from meshctl.adapters.local_aws.requests.aws_request import AwsRequest
from meshctl.adapters.local_aws.requests.services import SERVICES, AwsService

CBOR = re.compile(r"/service/[^/]+/operation/([A-Za-z0-9]+)$")
IN_XML = ("cloudfront", "route53")
"""Services that answer over REST in XML."""
_LABEL = re.compile(r"\\\{[A-Za-z0-9_\-.]+(\\\+)?\\\}")


@dataclass(frozen=True)
class AwsCall:
    """A call: of a service that is not read here only what the request says of itself is known, and no `service`.

    `operation` is nothing where the service has none of that name.
    """

    signed: str
    protocol: str
    name: str
    service: AwsService | None = None
    operation: Any | None = None

    @property
    def told(self) -> str:
        """The call as policies name it, such as `events:PutRule`."""
        return ":".join(filter(None, (self.signed or "a request that names no service", self.name)))

    @property
    def api_version(self) -> str:
        """The version of the service's API, such as `2010-05-08`."""
        return self._said("apiVersion")

    @property
    def json_version(self) -> str:
        """The version of JSON that the service's content type names."""
        return self._said("jsonVersion") or "1.1"

    @property
    def namespace(self) -> str:
        """The namespace of the service's answers in XML."""
        return self._said("xmlNamespace")

    def _said(self, name: str) -> str:
        return str(get_service_model(self.service.model).metadata.get(name, "")) if self.service else ""


def find_call(request: AwsRequest, signed: str) -> AwsCall:
    """Give the call that a request is, of the service that it is signed for."""
    service = SERVICES.get(signed)
    if service is None:
        return AwsCall(signed, _spoken(request, signed), _said_name(request))
    model = get_service_model(service.model)
    protocol = _protocol(request, model)
    name = _name(request, model, protocol)
    known = name in model.operation_names
    return AwsCall(signed, protocol, name, service, model.operation_model(name) if known else None)


def _spoken(request: AwsRequest, signed: str) -> str:
    """The protocol of a service that is not read here, by how the request looks."""
    if request.header("x-amz-target"):
        return "json"
    if CBOR.search(request.path):
        return "smithy-rpc-v2-cbor"
    if request.is_form or "Action" in request.query:
        return "ec2" if signed == "ec2" else "query"
    return "rest-xml" if signed in IN_XML else "rest-json"


def _said_name(request: AwsRequest) -> str:
    """The name that a request says, or its method and path, which stand for one over REST."""
    found = CBOR.search(request.path)
    named = request.header("x-amz-target").rpartition(".")[2] or request.form.get("Action") or (found and found[1])
    return named or f"{request.method} {request.path}"


def labels_of(call: AwsCall, path: str) -> dict[str, str]:
    """Give what stands in a path where the model has labels, by their names, without escapes."""
    if call.service is None or call.operation is None:
        return {}
    patterns = {name: pattern for name, _, pattern, _ in _paths(call.service.model)}
    sent = patterns[call.name].fullmatch(path)
    names = re.findall(r"\{([^}+]+)\+?\}", call.operation.http["requestUri"].partition("?")[0])
    return dict(zip(names, map(unquote, sent.groups()), strict=True)) if sent else {}


def _protocol(request: AwsRequest, model: Any) -> str:
    """A service of AWS may speak several; a request says by its form which of them it means."""
    own = str(model.metadata["protocol"])
    if own.startswith("rest") or own == "query":
        return own
    if request.header("x-amz-target"):
        return "json"
    if CBOR.search(request.path):
        return "smithy-rpc-v2-cbor"
    return "query" if request.is_form or request.method == "GET" or "Action" in request.query else "json"


def _name(request: AwsRequest, model: Any, protocol: str) -> str:
    if protocol == "json":
        prefix, _, name = request.header("x-amz-target").rpartition(".")
        return name if prefix == model.metadata.get("targetPrefix") else ""
    if protocol == "query":
        return request.form.get("Action", "")
    if protocol.startswith("rest"):
        return next(_by_path(request, model), "")
    found = CBOR.search(request.path)
    return found[1] if found else ""


def _by_path(request: AwsRequest, model: Any) -> Iterator[str]:
    for name, method, path, _ in _paths(model.service_name):
        if method == request.method and path.fullmatch(request.path):
            yield name


@cache
def _paths(service: str) -> list[tuple[str, str, re.Pattern[str], int]]:
    """The operations of a service by method and path, the most particular first."""
    model = get_service_model(service)
    found = [_path_of(name, model.operation_model(name).http) for name in model.operation_names]
    return sorted(found, key=lambda one: one[3])


def _path_of(name: str, http: Any) -> tuple[str, str, re.Pattern[str], int]:
    literal = re.escape(http["requestUri"].partition("?")[0].rstrip("/"))
    labels = len(_LABEL.findall(literal))
    pattern = _LABEL.sub(lambda label: "(.+)" if label[1] else "([^/]+)", literal)
    return name, http["method"], re.compile(f"{pattern}/?"), labels
