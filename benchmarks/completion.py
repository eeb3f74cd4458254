"""How long a press of the tabulator key takes in a large catalogue.

    python benchmarks/completion.py [services] [--runs N]

with the Python that meshctl is installed for; 1000 services and 20 runs, if not said otherwise. The catalogue of
benchmarks/check.py is checked once; then bash's question for each line is put to a process of its own, as the completion
script does it. Prints the median of the whole process in milliseconds and how many words complete the line, beside what
Python alone takes to start. The promise is 300 ms on 1,000 services.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from check import write_large_catalogue
from compiled import COMPILED

LINES = ("pl", "plan --stage ", "explain un", "send system-1", "show ", "show queue system-42/")
MESHCTL = (sys.executable, "-m", "meshctl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("services", nargs="?", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=20)
    wanted = parser.parse_args()
    with TemporaryDirectory() as directory:
        write_large_catalogue(Path(directory), wanted.services)
        subprocess.run([*MESHCTL, "check"], cwd=directory, env=COMPILED, capture_output=True, check=True)
        asked = {"python -c pass": [sys.executable, "-c", "pass"]} | {f"meshctl {line}": [*MESHCTL] for line in LINES}
        for line, command in asked.items():
            runs = [pressed(command, line, directory) for _ in range(wanted.runs)]
            print(f"{line:<34} {median(took for took, _ in runs):6.1f} ms   {runs[0][1]:>6} words")


def pressed(command: list[str], line: str, directory: str) -> tuple[float, int]:
    """Milliseconds of one question and how many words answer it."""
    words = line.split(" ")
    asked = {"_MESHCTL_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    begin = perf_counter()
    done = subprocess.run(command, cwd=directory, env=COMPILED | asked, capture_output=True, check=True)
    return (perf_counter() - begin) * 1000, len(done.stdout.split())


if __name__ == "__main__":
    main()
