"""How long `meshctl check` takes over large catalogues, and how much memory it needs.

    python benchmarks/check.py [services ...] [--runs N]

with the Python that meshctl is installed for; 100 and 1000 services, 5 runs each, if not said otherwise. The catalogues
are made in a temporary directory: systems of ten services of 40 lines each, which publish two events, have a function and
a queue, and have three subscriptions to events of the system before, two with a filter of their own. Each is checked cold, with nothing kept of an earlier run, and
warm, unchanged since the run before. Prints the median time of the whole process and the largest resident memory that a
run of it needed.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from compiled import COMPILED

PER_SYSTEM = 10
MESH = "mesh: large\nregion: eu-west-1\nstages:\n  local: {cloud: local}\n"
SYSTEM = "system: system-{system}\ndescription: System number {system}.\nowner: {{team: team-{system}}}\n"
SERVICE = """\
service: service-{service}
description: Service {service} of system {system}.

publishes:
  Thing{service}Ordered:
    version: 1
    schema: events/Thing{service}Ordered.v1.json
    description: Somebody has ordered a thing of service {service}.
  Thing{service}Sent:
    version: 1
    schema: events/Thing{service}Sent.v1.json
    description: A thing of service {service} is on its way.

functions:
  handle:
    source: lambdas
    handler: service_{service}.handle
    memory: 256MB
    timeout: 10s

queues:
  letters:
    keep: 4d

subscribes:
  ordered:
    event: system-{before}/Thing{service}Ordered
    where:
      total: [{{numeric: [">", {number}, "<=", 100000]}}]
      country: [DE, {{prefix: F}}]
    deliver_to: {{function: handle}}
  kept:
    event: system-{before}/Thing{service}Ordered
    where:
      name: [{{anything-but: [x, y-{number}]}}]
    deliver_to: {{queue: letters}}
  sent:
    event: system-{before}/Thing{service}Sent
    deliver_to: {{queue: letters}}
"""
SCHEMA = """\
{
  "type": "object",
  "required": ["name", "total"],
  "properties": {
    "name": {"type": "string", "maxLength": 100},
    "total": {"type": "number", "minimum": 0},
    "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "lines": {"type": "array", "items": {"type": "object", "properties": {"sku": {"type": "string"}}}}
  }
}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("services", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    for services in wanted.services:
        with TemporaryDirectory() as directory:
            write_large_catalogue(Path(directory), services)
            runs = [(cold(directory), run(directory)) for _ in range(wanted.runs)]
        for name, taken in zip(("cold", "warm"), zip(*runs, strict=True), strict=True):
            times, peaks = zip(*taken, strict=True)
            print(
                f"{services:>6} services   {name}   {median(times):6.3f} s   {max(peaks):6.0f} MB   ({len(times)} runs)"
            )


def cold(catalogue: str) -> tuple[float, float]:
    shutil.rmtree(Path(catalogue) / ".meshctl", ignore_errors=True)
    return run(catalogue)


def run(catalogue: str) -> tuple[float, float]:
    """Seconds and megabytes of one check; Linux counts memory in KiB, macOS in bytes."""
    begin = perf_counter()
    command = [sys.executable, "-m", "meshctl", "check", "--catalogue", catalogue]
    process = subprocess.Popen(command, env=COMPILED, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)  # what this one process has used; `resource` knows only all of them
    assert status == 0
    return perf_counter() - begin, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def write_large_catalogue(root: Path, services: int) -> None:
    """A catalogue of so many services without errors; the last system may have fewer than ten.

    Each system receives from the one before and the first from the last: ten loops, which are warnings.
    """
    write(root / "mesh.yaml", MESH)
    systems = -(-services // PER_SYSTEM)
    for number in range(services):
        system, service = divmod(number, PER_SYSTEM)
        # The last system may lack the service that the first would subscribe to: the first then takes its own.
        before = (system - 1) % systems if system or services % PER_SYSTEM == 0 else 0
        directory = root / f"system-{system}"
        write(directory / "system.yaml", SYSTEM.format(system=system))
        text = SERVICE.format(system=system, service=service, before=before, number=number)
        write(directory / f"service-{service}.yaml", text)
        for event in ("Ordered", "Sent"):
            write(directory / "events" / f"Thing{service}{event}.v1.json", SCHEMA)
        write(directory / "lambdas" / f"service_{service}.py", "def handle(event, context): ...\n")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
