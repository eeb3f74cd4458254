"""Trials of a `make` target, as many as wanted: each has a seed of its own, which is printed with what came of it."""

import argparse
import sys
import time
from collections.abc import Callable


def asked_seeds(target: str, description: str | None, trials: int) -> range:
    """One for each trial that the command line asks for; else so many from now on."""
    parser = argparse.ArgumentParser(prog=f"make {target}", description=description)
    parser.add_argument("--trials", type=int, default=trials)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    return range(asked.seed, asked.seed + asked.trials)


def went_well(seed: int, tried: Callable[[int], str]) -> bool:
    """Whether a trial does not raise `AssertionError`; prints what it says."""
    began = time.monotonic()
    try:
        said, well = tried(seed), True
    except AssertionError as problem:
        said, well = f"FAILED: {problem}", False
    sys.stdout.write(f"seed {seed} {time.monotonic() - began:5.0f} s  {said}\n")
    sys.stdout.flush()
    return well
