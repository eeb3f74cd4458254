"""Hands a call to moto's answers of its service at once where all calls have one path, and not by way of Flask.

What Flask does for a request takes about as long as moto takes for its answer.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from botocore.exceptions import ClientError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request

from meshctl.adapters.local_aws.answers import AnswerPieces, Application, HttpAnswer, Start, ask
from meshctl.adapters.local_aws.requests.aws_request import Environ

KINDS = ("application/x-amz-json-", "application/x-www-form-urlencoded")
"""The content types of such calls."""
Dispatch = Callable[[Request, str, dict[str, str]], tuple[int, dict[str, Any], str | bytes | AnswerPieces]]


def answering_straight(create_app: Callable[[str], Any]) -> Callable[[str], Any]:
    """Has the Flask application of each service asked only for what needs it."""

    def created(service: str) -> Application:
        app = create_app(service)
        dispatch = _dispatch_of(app)
        return _straight(dispatch, app) if dispatch else app

    return created


def _dispatch_of(app: Any) -> Dispatch | None:
    """What moto answers the calls on `/` with, if the service has any."""
    endpoints = [rule.endpoint for rule in app.url_map.iter_rules() if rule.rule == "/"]
    return app.view_functions[endpoints[0]].callback if endpoints else None


def _straight(dispatch: Dispatch, app: Application) -> Application:
    def answered(environ: Environ, start: Start) -> Iterable[bytes]:
        if not _is_plain(environ):
            return app(environ, start)
        try:
            return _asked(dispatch, environ).send(start)
        except HTTPException as refusal:
            return ask(refusal, environ).send(start)
        except ClientError as refusal:
            return _answer(HTTPStatus.BAD_REQUEST, {}, refusal.response["Error"]["Message"]).send(start)

    return answered


def _is_plain(environ: Environ) -> bool:
    """Whether a request is a call on `/` that needs no unpacking first."""
    plain = environ.get("PATH_INFO") == "/" and "HTTP_CONTENT_ENCODING" not in environ
    return plain and environ.get("CONTENT_TYPE", "").startswith(KINDS)


def _asked(dispatch: Dispatch, environ: Environ) -> HttpAnswer:
    request, query = Request(environ), environ.get("QUERY_STRING", "")
    url = f"http://{environ['HTTP_HOST']}/{query and '?'}{query}"
    return _answer(*dispatch(request, url, dict(request.headers)))


def _answer(status: int, headers: dict[str, Any], body: str | bytes | AnswerPieces) -> HttpAnswer:
    said = f"{status} {HTTPStatus(status).phrase}"
    told = [(name, str(value)) for name, value in headers.items() if name.lower() != "content-length"]
    if isinstance(body, AnswerPieces):
        return HttpAnswer(said, told, b"", body)
    content = body.encode() if isinstance(body, str) else body
    return HttpAnswer(said, [*told, ("Content-Length", str(len(content)))], content)
