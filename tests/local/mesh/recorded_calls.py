"""Who calls what of AWS: stands between AWS's clients and an embedded AWS, and notes each call by whose it is. Changes nothing."""

import re
from collections import defaultdict
from email.message import Message
from functools import cache
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from botocore.loaders import Loader

from .proxy import HandingOn, Proxy

OF_OBJECTS = {"GET": "GetObject", "HEAD": "GetObject", "PUT": "PutObject", "DELETE": "DeleteObject"}
"""The action that S3 wants for a call on an object. Source: Service Authorization Reference, "Amazon S3"."""
_SIGNED = re.compile(r"Credential=(?P<key>[^/]+)/\d+/[^/]+/(?P<service>[^/]+)/")
_KEY, _ROLE = (
    re.compile(one) for one in (r"<AccessKeyId>(\w+)<", r"<Arn>arn:aws:sts::(\d{12}):assumed-role/([\w-]+)/")
)


class Call(NamedTuple):
    """An action as IAM names it; the ARN of what it is for is known for S3 alone."""

    action: str
    resource: str


class Caller(NamedTuple):
    """A role in an account."""

    account: str
    role: str


WHOEVER = Caller("", "")
"""Whoever calls meshctl."""


class RecordedCalls(Proxy):
    """Hands every request on to `endpoint`; `calls` has those with a role's keys by that role, and those of `WHOEVER`."""

    def __init__(self, endpoint: str) -> None:
        super().__init__(endpoint, _Noting)
        self.calls: defaultdict[Caller, set[Call]] = defaultdict(set)
        self._roles: dict[str, Caller] = {}

    def note(self, request: HandingOn, body: bytes, answer: bytes) -> None:
        """Note a call, and whose the keys are that it was answered with."""
        signed = _SIGNED.search(request.headers.get("Authorization", ""))
        assert signed, f"nobody signed {request.command} {request.path}"
        call = _call(signed["service"], request, body)
        self.calls[self._roles.get(signed["key"], WHOEVER)].add(call)
        if call.action == "sts:AssumeRole":
            key, role = (one.search(answer.decode()) for one in (_KEY, _ROLE))
            assert key, answer
            assert role, answer
            self._roles[key[1]] = Caller(*role.groups())


class _Noting(HandingOn):
    server: RecordedCalls

    def hand_on(self) -> None:
        body = self.asked()
        answer = self.bring(body)
        self.server.note(self, body, answer.body)
        self.give(answer)


def _call(service: str, request: HandingOn, body: bytes) -> Call:
    place = urlsplit(request.path)
    if service == "s3":
        bucket, _, key = place.path.strip("/").partition("/")
        action = OF_OBJECTS[request.command] if key else "ListBucket"
        return Call(f"s3:{action}", f"arn:aws:s3:::{bucket}" + (f"/{key}" if key else ""))
    if service == "lambda":
        return Call(f"lambda:{_lambda_operation(request.command, place.path)}", "")
    return Call(f"{service.replace('monitoring', 'cloudwatch')}:{_operation(request.headers, body)}", "")


def _operation(headers: Message, body: bytes) -> str:
    target = headers.get("X-Amz-Target")
    return target.rpartition(".")[2] if target else parse_qs(body.decode())["Action"][0]


def _lambda_operation(method: str, path: str) -> str:
    (found,) = [
        name for name, way, where in _lambda_operations() if way == method and where.fullmatch(path.rstrip("/"))
    ]
    return found


@cache
def _lambda_operations() -> list[tuple[str, str, re.Pattern[str]]]:
    """Name, method and path of each operation, from AWS's own model."""
    operations = Loader().load_service_model("lambda", "service-2")["operations"]
    paths = {name: one["http"]["requestUri"].partition("?")[0].rstrip("/") for name, one in operations.items()}
    return [
        (name, operations[name]["http"]["method"], re.compile(re.sub(r"\{\w+\}", "[^/]+", path)))
        for name, path in paths.items()
    ]
