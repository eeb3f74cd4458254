"""Stands before moto: refuses what is malformed, unknown or too large, and what moto fails at."""

import json
import sys
import threading
import traceback
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import parse_qs
from xml.parsers.expat import ExpatError

from moto.moto_server.werkzeug_app import DomainDispatcherApplication

from meshctl.adapters.local_aws.answers import Application, HttpAnswer, Start, ask
from meshctl.adapters.local_aws.requests import bounds, verdicts
from meshctl.adapters.local_aws.requests.aws_request import AwsRequest, Environ, head_of, put_body, read_body
from meshctl.adapters.local_aws.requests.calls import AwsCall, find_call
from meshctl.adapters.local_aws.requests.parameters import read_json, without_nulls
from meshctl.adapters.local_aws.requests.refusals import AwsRefusal, answer
from meshctl.adapters.local_aws.requests.services import signed_service


class UnknownService(Exception):
    """moto has no such service."""


class KnownServices(DomainDispatcherApplication):  # type: ignore[misc]  # moto is not typed
    """moto's application; `UnknownService` where stock moto looks for a service that it has not, and fails."""

    def get_backend_for_host(self, host: str | None) -> str | None:
        """Give moto's name of the service that a host's name stands for."""
        found: str | None = super().get_backend_for_host(host)
        if host is not None and found is None:
            raise UnknownService(host)
        return found


class Failures:
    """Writes to stderr what moto failed at, once for each place: who tries many requests fills no disk."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._one_at_a_time = threading.Lock()

    def tell(self, told: str, failure: Exception) -> None:
        """Tell of a failure, unless it was told before."""
        last = traceback.extract_tb(failure.__traceback__)[-1]
        place = f"{told} {last.filename}:{last.lineno}"
        with self._one_at_a_time:
            if place in self._told:
                return
            self._told.add(place)
        sys.stderr.write(f"{told} failed:\n{''.join(traceback.format_exception(failure))}")


def reading_requests(moto: Application) -> Application:
    """Give the application that hands to moto only what is a call of AWS, and says what moto fails at."""
    failures = Failures()

    def application(environ: Environ, start: Start) -> Iterable[bytes]:
        signed, request = _signed(environ), head_of(environ)
        most = bounds.most_bytes(signed)
        body = read_body(environ, most)
        request = replace(request, body=body or b"")
        call = find_call(request, signed)
        if body is None:
            return _refused(call, bounds.too_large(call, most)).send(start)
        told = call.told if call else signed or "a request that names no service"
        try:
            return (_unfit(request, call) or _asked(moto, environ, call, body, told)).send(start)
        except Exception as failure:
            failures.tell(told, failure)
            return _refused(call, verdicts.not_understood(call, told, type(failure).__name__)).send(start)

    return application


def _unfit(request: AwsRequest, call: AwsCall | None) -> HttpAnswer | None:
    """The answer to a request that moto is not asked."""
    refusal = verdicts.refusal_of(request, call) if call else None
    return _refused(call, refusal) if refusal else None


def _signed(environ: Environ) -> str:
    credential = parse_qs(environ.get("QUERY_STRING", "")).get("X-Amz-Credential", [""])[0]
    return signed_service(environ.get("HTTP_AUTHORIZATION", ""), credential)


def _take_nulls_away(environ: Environ, call: AwsCall, body: bytes) -> None:
    shape = call.operation and call.operation.input_shape
    if shape and "payload" not in shape.serialization:
        put_body(environ, json.dumps(without_nulls(read_json(body))).encode())


def _asked(moto: Application, environ: Environ, call: AwsCall | None, body: bytes, told: str) -> HttpAnswer:
    if call and call.protocol in ("json", "rest-json") and b"null" in body:
        _take_nulls_away(environ, call, body)
    try:
        answered = ask(moto, environ)
    except (NotImplementedError, UnknownService):
        return _refused(call, verdicts.not_implemented(told))
    except ExpatError:
        return _refused(call, verdicts.malformed_xml())
    return _refused(call, verdicts.not_implemented(told)) if _is_no_answer_of_aws(answered) else answered


def _is_no_answer_of_aws(answered: HttpAnswer) -> bool:
    """Flask answers a path that moto does not know with a page."""
    kind = dict(answered.headers).get("Content-Type", "")
    return answered.status[0] in "45" and kind.startswith("text/html") and b"<title>" in answered.body


def _refused(call: AwsCall | None, refusal: AwsRefusal) -> HttpAnswer:
    return answer(refusal, call.protocol if call else "json", call.json_version if call else "1.1")
