"""The door of the embedded AWS: its health, and who may not come in. Everything else is moto's."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from meshctl.adapters.local_aws.state import RunningServer

HEALTH = "/_meshctl/health"
HOSTS = ("127.0.0.1", "localhost")
Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


def gate(moto: Application, running: RunningServer, version: str) -> Application:
    """Give the application that answers health itself and lets AWS clients through to moto.

    Functions run as whoever started the embedded AWS, so a page in a browser must not reach it: no AWS client sends
    an Origin, and a name that was bound to the loopback address elsewhere is no name of this machine.
    """
    health = json.dumps({"version": version, "pid": running.pid, "started": running.started}).encode()

    def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if "HTTP_ORIGIN" in environ or not _is_here(environ.get("HTTP_HOST", "")):
            return _answer(start, "403 Forbidden", b'{"message": "AWS clients on this machine only"}')
        if environ.get("PATH_INFO") == HEALTH:
            return _answer(start, "200 OK", health)
        return moto(environ, start)

    return application


def _is_here(host: str) -> bool:
    name = host.rsplit(":", 1)[0].lower()
    return name in HOSTS or name.endswith(tuple(f".{one}" for one in HOSTS))


def _answer(start: Start, status: str, body: bytes) -> list[bytes]:
    start(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
