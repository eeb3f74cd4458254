"""`make chaos`: as many trials as wanted, by turns on a local stage and on the AWS path, each with a seed of its own that is printed."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from .trials import chaos_meshes, tried


def main() -> int:
    """Tries, and gives the exit code."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--pause", type=float, default=30)
    asked = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as directory, chaos_meshes(Path(directory), asked.seed, asked.pause) as meshes:
        for number in range(asked.trials):
            seed, chaos = asked.seed + number, meshes[number % len(meshes)]
            began = time.monotonic()
            try:
                told = tried(chaos, seed)
            except AssertionError as problem:
                told, failed = f"FAILED: {problem}", failed + 1
            sys.stdout.write(f"seed {seed} {time.monotonic() - began:5.0f} s  {chaos.mesh.stage}: {told}\n")
            sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
