"""`make chaos`: as many trials as wanted, by turns on a local stage and on the AWS path, each with a seed of its own that is printed."""

import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.support.seeded_trials import asked_seeds, went_well

from .trials import chaos_meshes, tried


def main() -> int:
    """Tries, and gives the exit code."""
    seeds = asked_seeds("chaos", __doc__, trials=20)
    with tempfile.TemporaryDirectory() as directory, chaos_meshes(Path(directory), seeds[0]) as meshes:
        well = [went_well(seed, partial(tried, meshes[turn % len(meshes)])) for turn, seed in enumerate(seeds)]
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
