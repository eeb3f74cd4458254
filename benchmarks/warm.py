"""How long `list`, `show`, `trace` and `diff` take over a catalogue that has been checked, beside `check` itself.

    python benchmarks/warm.py [services] [--runs N]

with the Python that meshctl is installed for; 1000 services and 9 runs, if not said otherwise. The catalogue is that of
benchmarks/check.py, checked once before. Every run of a command stands beside a run of `check`, so that what else the machine
does meets both. Prints the median seconds of the whole process, those of its processor time, and the median of the ratios of
the pairs, for both. What is aimed at is a ratio within 2: which commands reach it, and what the others wait for, is told in
docs/adr/20261126-warm-mesh.md. `diff` compares with a copy of the catalogue in which one filter of one
service is another.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from check import write_large_catalogue
from compiled import COMPILED

EVENT = {
    "source": "system-0.service-1",
    "detail-type": "Thing1Ordered.v1",
    "detail": {"name": "a thing", "total": 500, "country": "DE"},
}
COMMANDS = (
    "list systems",
    "list services",
    "list events",
    "list subscriptions",
    "list channels",
    "list routes --stage local",
    "show system-0",
    "show system-0/service-1",
    "show system-0/Thing1Ordered",
    "trace ../event.json",
    "diff --base ../base",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("services", nargs="?", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=9)
    wanted = parser.parse_args()
    print(f"{'':<28} {'wall':>8} {'cpu':>8}   {'wall':>5} {'cpu':>5} of check")
    with TemporaryDirectory() as directory:
        catalogue = _catalogue(Path(directory), wanted.services)
        for command in COMMANDS:
            run("check", catalogue), run(command, catalogue)  # once for the caches, not counted
            pairs = [(run(command, catalogue), run("check", catalogue)) for _ in range(wanted.runs)]
            wall, cpu = (median(one[of] for one, _ in pairs) for of in (0, 1))
            ratios = [median(one[of] / check[of] for one, check in pairs) for of in (0, 1)]
            print(f"{command:<28} {wall:7.3f}s {cpu:7.3f}s   {ratios[0]:5.2f} {ratios[1]:5.2f}")


def _catalogue(directory: Path, services: int) -> Path:
    catalogue = directory / "catalogue"
    write_large_catalogue(catalogue, services)
    shutil.copytree(catalogue, directory / "base")
    one = directory / "base/system-0/service-0.yaml"
    one.write_text(one.read_text().replace("prefix: F", "prefix: G"))
    (directory / "event.json").write_text(json.dumps(EVENT))
    return catalogue


def run(command: str, catalogue: Path) -> tuple[float, float]:
    """Seconds of one run and of its processor time."""
    begin = perf_counter()
    words = [sys.executable, "-m", "meshctl", *command.split()]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, cwd=catalogue, env=COMPILED, stdout=quiet, stderr=quiet)
    _, _, usage = os.wait4(process.pid, 0)
    return perf_counter() - begin, usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
