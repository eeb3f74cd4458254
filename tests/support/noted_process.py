"""What may be taken for the embedded AWS: a process that has noted so and does nothing else, an endpoint that says so."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

_NOTE = """
import sys
from pathlib import Path
from meshctl.adapters.local_aws.state import RunningServer, note
note(Path(sys.argv[1]), RunningServer.begin(sys.argv[2]))
print("noted", flush=True)
sys.stdin.read()
"""


@contextmanager
def noted_process(home: Path, endpoint: str) -> Iterator[int]:
    """The id of a process that has noted in `home`, which is made, that it answers at an endpoint."""
    home.mkdir(mode=0o700, parents=True)
    command = [sys.executable, "-c", _NOTE, str(home), endpoint]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        yield process.pid
        process.stdin.close()


@contextmanager
def answering(pid: int) -> Iterator[str]:
    """Where something on loopback says of itself to be a process."""
    health = type("Health", (BaseHTTPRequestHandler,), {"do_GET": lambda one: _answer(one, pid)})
    with HTTPServer(("127.0.0.1", 0), health) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _answer(request: BaseHTTPRequestHandler, pid: int) -> None:
    request.send_response(200)
    request.end_headers()
    request.wfile.write(json.dumps({"pid": pid}).encode())
