"""How long `meshctl check` takes over large catalogues, and how much memory it needs.

    python benchmarks/check.py [services ...] [--runs N]

with the Python that meshctl is installed for; 100 and 1000 services, 5 runs each, if not said otherwise. The catalogues
are made in a temporary directory: systems of ten services, each of which publishes an event, has a function and a queue,
and receives two events of the system before with a filter. Prints the median time of the whole process and the largest
resident memory of any run, children of this process being nothing else.
"""

import argparse
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

PER_SYSTEM = 10
MESH = "mesh: large\nregion: eu-west-1\nstages:\n  local: {cloud: local}\n"
SYSTEM = "system: system-{system}\ndescription: System number {system}.\nowner: {{team: team-{system}}}\n"
SERVICE = """\
service: service-{service}
description: Service {service} of system {system}.
publishes:
  Event{service}Happened:
    version: 1
    schema: events/Event{service}Happened.v1.json
    description: Something has happened in service {service}.
functions:
  handle: {{source: lambdas/service-{service}, handler: handler.handle, memory: 256MB, timeout: 10s}}
queues:
  letters: {{keep: 4d}}
subscribes:
  handled:
    event: system-{before}/Event{service}Happened
    where: {{total: [{{numeric: [">", 0, "<=", 1000]}}], country: [DE, {{prefix: F}}]}}
    deliver_to: {{function: handle}}
  kept:
    event: system-{before}/Event{service}Happened
    where: {{name: [{{anything-but: [x, y]}}]}}
    deliver_to: {{queue: letters}}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("services", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    for services in sorted(wanted.services):  # the peak of memory only grows: the smallest comes first
        with TemporaryDirectory() as directory:
            write_large_catalogue(Path(directory), services)
            times = [seconds(directory) for _ in range(wanted.runs)]
        print(f"{services:>6} services   {median(times):6.2f} s   {peak_megabytes():6.0f} MB   ({wanted.runs} runs)")


def seconds(catalogue: str) -> float:
    begin = perf_counter()
    command = [sys.executable, "-m", "meshctl", "check", "--catalogue", catalogue]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - begin


def peak_megabytes() -> float:
    """The largest resident memory of any child that has ended; Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


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
        write(directory / f"service-{service}.yaml", SERVICE.format(system=system, service=service, before=before))
        write(directory / "events" / f"Event{service}Happened.v1.json", '{"type": "object"}\n')
        write(directory / "lambdas" / f"service-{service}" / "handler.py", "def handle(event, context): ...\n")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
