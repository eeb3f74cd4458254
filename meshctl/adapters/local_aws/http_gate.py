"""The door of the embedded AWS: its health, and who may not come in. Everything else is moto's."""

import json
import re
import uuid
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from meshctl.adapters.local_aws.answers import Application, Start
from meshctl.adapters.local_aws.state import RunningServer

HEALTH = "/_meshctl/health"
_FORBIDDEN = "403 Forbidden"
HOSTS = ("127.0.0.1", "localhost")
_SIGNED_BY = re.compile(r"AWS.*(?<![A-Z0-9])([A-Z0-9]{20})(?![A-Z0-9])[:/]")
"""Who has signed a request, as moto reads it: where the two differed, one could come in as one and act as another."""
_CREDENTIAL = re.compile(r"[A-Z0-9]{20}/\d{8}/[a-z0-9-]+/[a-z0-9-]+/aws4_request")
"""What a URL that is signed by Signature Version 4 bears (SigV4, "Create a signed request")."""
_KEY_ID = re.compile(r"[A-Z0-9]{20}")
_ACCOUNT = "HTTP_X_MOTO_ACCOUNT_ID"
"""With this header of its own, moto takes the caller for whatever account is named."""
_INVALID = "The security token included in the request is invalid."


def gate(moto: Application, running: RunningServer, version: str) -> Application:
    """Give the application that answers health itself and lets AWS clients through to moto.

    Functions run as whoever started the embedded AWS, so a page in a browser must not reach it: no AWS client sends
    an Origin, and a name that was bound to the loopback address elsewhere is no name of this machine. `letting_in` keeps
    others out.
    """
    health = json.dumps({"version": version, "pid": running.pid, "started": running.started}).encode()

    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if "HTTP_ORIGIN" in environ or not _is_here(environ.get("HTTP_HOST", "")):
            return _answer(start, _FORBIDDEN, b'{"message": "AWS clients on this machine only"}')
        if environ.get("PATH_INFO") == HEALTH:
            return _answer(start, "200 OK", health)
        return moto(environ, start)

    return application


def letting_in(moto: Application, is_known: Callable[[str], bool]) -> Application:
    """The application for those alone who have a key that is known; the loopback address is open to everybody on a machine."""

    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        environ.pop(_ACCOUNT, None)
        _sign_in_header(environ)
        key = signed_by(environ)
        if key and is_known(key):
            return moto(environ, start)
        return _refused(environ, start)

    return application


def signed_by(environ: dict[str, Any]) -> str:
    """The id of the key that a request's header is signed with; empty where it is with none."""
    signed = _SIGNED_BY.search(environ.get("HTTP_AUTHORIZATION", ""))
    return signed[1] if signed else ""


def _sign_in_header(environ: dict[str, Any]) -> None:
    """Have who signed in the URL stand in the header, which everybody reads from here on; moto takes others for anyone.

    The signature itself adds nothing to the id of a key that is secret.
    """
    if signed_by(environ):
        return
    asked = parse_qs(environ.get("QUERY_STRING", ""))
    credential, key = (asked.get(name, [""])[0] for name in ("X-Amz-Credential", "AWSAccessKeyId"))
    if _CREDENTIAL.fullmatch(credential):
        environ["HTTP_AUTHORIZATION"] = f"AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0"
    elif _KEY_ID.fullmatch(key):
        environ["HTTP_AUTHORIZATION"] = f"AWS {key}:0"


def _refused(environ: dict[str, Any], start: Start) -> list[bytes]:
    """AWS's answer to a key that it does not know, in the words of the protocol that was spoken."""
    request = str(uuid.uuid4())
    told = (("x-amzn-errortype", "InvalidClientTokenId"), ("x-amzn-RequestId", request))
    if "HTTP_X_AMZ_TARGET" in environ or "json" in environ.get("CONTENT_TYPE", ""):
        body = json.dumps({"__type": "InvalidClientTokenId", "message": _INVALID}).encode()
        return _answer(start, _FORBIDDEN, body, *told)
    error = f"<Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>{_INVALID}</Message></Error>"
    body = f"<ErrorResponse>{error}<RequestId>{request}</RequestId></ErrorResponse>".encode()
    return _answer(start, _FORBIDDEN, body, *told, kind="text/xml")


def _is_here(host: str) -> bool:
    name = host.rsplit(":", 1)[0].lower()
    return name in HOSTS or name.endswith(tuple(f".{one}" for one in HOSTS))


def _answer(
    start: Start, status: str, body: bytes, *more: tuple[str, str], kind: str = "application/json"
) -> list[bytes]:
    start(status, [("Content-Type", kind), ("Content-Length", str(len(body))), *more])
    return [body]
