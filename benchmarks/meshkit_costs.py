"""What meshkit costs a function: its import beside an empty Python, and publishing beside a bare `put_events`.

    python benchmarks/meshkit_costs.py [runs]

with the Python that meshctl is installed for; 200 runs of publishing and a tenth of it of imports, if not said otherwise. Ten
events with a kilobyte of data each go to a server on this machine that answers at once, so that nothing but the client's own work
and the loopback address counts. The bare call writes the same details with `json.dumps`, and has the same client and connection;
the two alternate. What is aimed at is 5 times an empty Python for the import, and 1.1 times the bare call.
"""

import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from multiprocessing import Process, Queue
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

LAMBDAS = Path(__file__).resolve().parents[1] / "lambdas"
ANSWER = json.dumps({"FailedEntryCount": 0, "Entries": [{"EventId": "e"}] * 10}).encode()
DATA = {
    "order_id": "o-1",
    "total": 42.5,
    "currency": "EUR",
    "note": "x" * 400,
    "lines": [{"sku": f"sku-{at}", "count": at, "price": 9.99, "name": "A thing"} for at in range(8)],
}


class Taking(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_: object) -> None: ...


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    told_imports(max(runs // 10, 3))
    told_publishing(runs)


def told_imports(runs: int) -> None:
    empty, meshkit = ("pass", "import meshkit")
    pairs = [(seconds_of_python(empty), seconds_of_python(meshkit)) for _ in range(runs + 1)][1:]
    alone, imported = (median(pair[side] for pair in pairs) * 1000 for side in (0, 1))
    print(f"python -c pass          {alone:7.1f} ms")
    print(f"python, import meshkit  {imported:7.1f} ms   {imported / alone:.2f} x")


def seconds_of_python(code: str) -> float:
    begin = perf_counter()
    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(LAMBDAS)}, check=True)
    return perf_counter() - begin


def told_publishing(runs: int) -> None:
    ports: Queue[int] = Queue()
    server = Process(target=serve, args=(ports,), daemon=True)
    server.start()
    use_server(ports.get())
    pairs = measured(runs)
    server.terminate()
    bare, published = (median(pair[side] for pair in pairs) * 1000 for side in (0, 1))
    ratio = median(one / other for other, one in pairs)
    print(f"put_events of 10        {bare:7.2f} ms")
    print(f"publish_all of 10       {published:7.2f} ms   {ratio:.2f} x")


def serve(ports: Any) -> None:
    server = HTTPServer(("127.0.0.1", 0), Taking)
    ports.put(server.server_port)
    server.serve_forever()


def use_server(port: int) -> None:
    sys.path.insert(0, str(LAMBDAS))
    os.environ |= {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "MESH_PUBLISHES": json.dumps(
            {"OrderPlaced.v1": {"bus": "arn:aws:events:eu-west-1:111111111111:event-bus/hub"}}
        ),
        "MESH_SOURCE": "orders.checkout",
        "MESH_PRODUCER": "orders/checkout",
    }


def measured(runs: int) -> list[tuple[float, float]]:
    """Seconds of the bare call and of meshkit's, in turns."""
    from meshkit import NewEvent, publish_all  # noqa: PLC0415  once sys.path has it
    from meshkit.event_bridge import boto3_client  # noqa: PLC0415
    from meshkit.publishing import entries_of  # noqa: PLC0415

    client, events = boto3_client(), [NewEvent("OrderPlaced", DATA)] * 10
    ready = [entry.request for entry in entries_of(events)]
    details = [json.loads(entry["Detail"]) for entry in ready]

    def bare() -> None:
        client.put_events(
            Entries=[entry | {"Detail": json.dumps(one)} for entry, one in zip(ready, details, strict=True)]
        )

    def published() -> None:
        publish_all(events)

    return [(seconds_of(bare), seconds_of(published)) for _ in range(runs + 10)][10:]


def seconds_of(call: Any) -> float:
    begin = perf_counter()
    call()
    return perf_counter() - begin


if __name__ == "__main__":
    main()
