"""Stands before moto: refuses what is malformed, unknown or too large, and what moto fails at."""

import json
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any
from xml.parsers.expat import ExpatError

from moto.moto_server.werkzeug_app import DomainDispatcherApplication

from meshctl.adapters.local_aws.answers import Application, HttpAnswer, Start, ask
from meshctl.adapters.local_aws.requests import bounds, verdicts
from meshctl.adapters.local_aws.requests.aws_request import Environ, head_of, put_body, read_body
from meshctl.adapters.local_aws.requests.calls import AwsCall, find_call
from meshctl.adapters.local_aws.requests.error_shapes import in_its_shape
from meshctl.adapters.local_aws.requests.parameters import read_json, without_nulls
from meshctl.adapters.local_aws.requests.refusals import answer, content_type
from meshctl.adapters.local_aws.requests.services import signed_service

HOSTS = 1024
"""Names whose services are remembered; moto looks through some 200 patterns for each call."""


class KnownServices(DomainDispatcherApplication):  # type: ignore[misc]  # moto is not typed
    """moto's application; `NotImplementedError` where stock moto looks for a service that it has not, and fails."""

    def __init__(self, create_app: Callable[[str], Any]) -> None:
        super().__init__(create_app)
        self._backends = lru_cache(HOSTS)(super().get_backend_for_host)

    def get_backend_for_host(self, host: str | None) -> str | None:
        """Give moto's name of the service that a host's name stands for."""
        found: str | None = self._backends(host)
        if host is not None and found is None:
            raise NotImplementedError(host)
        return found


class Failures:
    """Writes to stderr what moto failed at, once for each place: who tries many requests fills no disk."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._one_at_a_time = threading.Lock()

    def tell(self, call: AwsCall, failure: Exception) -> None:
        """Tell of a failure at a call, unless it was told before."""
        last = traceback.extract_tb(failure.__traceback__)[-1]
        place = f"{call.told} {last.filename}:{last.lineno}"
        with self._one_at_a_time:
            if place in self._told:
                return
            self._told.add(place)
        sys.stderr.write(f"{call.told} failed:\n{''.join(traceback.format_exception(failure))}")


def reading_requests(moto: Application) -> Application:
    """Give the application that hands to moto only what is a call of AWS, and says what moto fails at."""
    failures = Failures()

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        signed, head = signed_service(environ.get("HTTP_AUTHORIZATION", "")), head_of(environ)
        call = find_call(head, signed)
        try:
            body = read_body(environ, bounds.most_bytes(signed))
            request = replace(head, body=body or b"")
            call = find_call(request, signed) if head.is_form else call
            if body is None:
                return answer(bounds.too_large(call, bounds.most_bytes(signed)), call).send(start)
            refusal = verdicts.refusal_of(request, call)
            answered = answer(refusal, call) if refusal else _asked(moto, environ, call, body)
            return in_its_shape(answered, call).send(start)
        except Exception as failure:
            failures.tell(call, failure)
            return answer(verdicts.not_understood(call, type(failure).__name__), call).send(start)

    return application


def _put_into_form(environ: Environ) -> None:
    """Have moto read a call that is all in its URL, where it looks for the call of one protocol alone."""
    put_body(environ, environ["QUERY_STRING"].encode())
    environ |= {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/x-www-form-urlencoded", "QUERY_STRING": ""}


def _take_nulls_away(environ: Environ, call: AwsCall, body: bytes) -> None:
    shape = call.operation and call.operation.input_shape
    if shape and "payload" not in shape.serialization:
        put_body(environ, json.dumps(without_nulls(read_json(body))).encode())


def _asked(moto: Application, environ: Environ, call: AwsCall, body: bytes) -> HttpAnswer:
    if call.service and call.protocol == "query" and not body:
        _put_into_form(environ)
    if call.protocol in ("json", "rest-json") and b"null" in body:
        _take_nulls_away(environ, call, body)
    try:
        answered = ask(moto, environ)
    except NotImplementedError:
        return answer(verdicts.not_implemented(call), call)
    except ExpatError:
        return answer(verdicts.malformed_xml(), call)
    if _is_of_a_kind(answered):
        return answered
    if answered.status[0] in "45" and b"<title>" in answered.body:  # Flask's page for a path that moto does not know
        return answer(verdicts.not_implemented(call), call)
    return answered if call.protocol == "rest-xml" else _in_its_kind(answered, call)  # S3 keeps pages, too


def _is_of_a_kind(answered: HttpAnswer) -> bool:
    """Whether moto has said what its answer is; Flask takes what nothing is said of for a page."""
    kinds = [kind for name, kind in answered.headers if name.lower() == "content-type"]
    return bool(kinds) and not kinds[0].startswith("text/html")


def _in_its_kind(answered: HttpAnswer, call: AwsCall) -> HttpAnswer:
    kept = [(name, value) for name, value in answered.headers if name.lower() != "content-type"]
    return replace(answered, headers=[("Content-Type", content_type(call)), *kept])
