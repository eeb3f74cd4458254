"""`python -m meshctl.adapters.local_aws.server`: the embedded AWS on the loopback address, until SIGTERM.

SIGUSR1 has it write to stderr where each of its threads is. Writes nothing outside HOME, and no secret
to standard output and error. Exits with 98 when the port is in use.
"""

import argparse
import errno
import faulthandler
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from meshctl import __version__
from meshctl.adapters.local_aws import state
from meshctl.adapters.local_aws.state import PORT_IN_USE, RunningServer
from meshctl.adapters.programs.masked_streams import mask_streams

HOST = "127.0.0.1"


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT; gives the exit code."""
    wanted = _options(arguments)
    os.umask(0o077)
    mask_streams(os.environ)
    stopping = _stop_on_signals()
    try:
        listening = _listen(wanted.port)
    except OSError as problem:
        if problem.errno != errno.EADDRINUSE:
            raise
        sys.stderr.write(f"port {wanted.port} is in use\n")
        return PORT_IN_USE
    port = listening.getsockname()[1]
    running = RunningServer.begin(f"http://{HOST}:{port}", wanted.speed)
    _serve(listening, running, wanted, stopping)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="meshctl.adapters.local_aws.server", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="0 takes a free one")
    parser.add_argument("--home", type=Path, required=True, help="an existing directory")
    parser.add_argument("--speed", type=float, default=60.0, help="an hour of waiting takes 60/SPEED minutes")
    parser.add_argument("--organization", default="", help="which all accounts belong to; none where it is empty")
    return parser.parse_args(arguments)


def _stop_on_signals() -> threading.Event:
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    faulthandler.register(signal.SIGUSR1)
    return stopping


def _listen(port: int) -> socket.socket:
    """Bind before moto is imported: a port in use is told at once."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def _preparing(create_app: Callable[[str], Any], prepare: Mapping[str, Callable[[], None]]) -> Callable[[str], Any]:
    """Has something done before the application of a service is made, which is when its first call comes."""

    def created(service: str) -> Any:
        if service in prepare:
            prepare[service]()
        return create_app(service)

    return created


def _serve(
    listening: socket.socket, running: RunningServer, wanted: argparse.Namespace, stopping: threading.Event
) -> None:
    from moto.moto_server.werkzeug_app import create_backend_app  # noqa: PLC0415
    from werkzeug.serving import make_server  # noqa: PLC0415

    from meshctl.adapters.local_aws.embedded import install  # noqa: PLC0415
    from meshctl.adapters.local_aws.full_disk import handing_errors_on, telling_full_disks  # noqa: PLC0415
    from meshctl.adapters.local_aws.http_gate import gate, letting_in  # noqa: PLC0415
    from meshctl.adapters.local_aws.identities import is_issued  # noqa: PLC0415
    from meshctl.adapters.local_aws.operating.answering import answering  # noqa: PLC0415
    from meshctl.adapters.local_aws.requests.cbor.speaking import speaking_cbor  # noqa: PLC0415
    from meshctl.adapters.local_aws.requests.connections import Connection  # noqa: PLC0415
    from meshctl.adapters.local_aws.requests.gate import KnownServices, reading_requests  # noqa: PLC0415
    from meshctl.adapters.local_aws.requests.straight import answering_straight  # noqa: PLC0415
    from meshctl.adapters.local_aws.sdk_retries import answering_repeats  # noqa: PLC0415
    from meshctl.adapters.local_aws.topics.signatures import showing_certificate  # noqa: PLC0415

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    embedded = install(wanted.home, running.endpoint, wanted.speed, wanted.organization)
    create_app = _preparing(create_backend_app, embedded.prepare)
    moto = telling_full_disks(KnownServices(answering_straight(handing_errors_on(create_app))))
    let_in = letting_in(
        answering_repeats(speaking_cbor(reading_requests(moto))),
        lambda key: key == running.access_key or is_issued(key),
    )
    application = gate(showing_certificate(answering(let_in, running, embedded.answers)), running, __version__)
    port = listening.getsockname()[1]
    server = make_server(HOST, port, application, threaded=True, request_handler=Connection, fd=listening.fileno())
    threading.Thread(target=server.serve_forever, args=(0.1,), name="http", daemon=True).start()
    state.note(wanted.home, running)
    stopping.wait()
    embedded.stop()
    server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
