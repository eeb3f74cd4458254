"""`make skipped`: as many pairs of catalogues as wanted, each drawn by a seed of its own that is printed."""

import sys

from tests.support.seeded_trials import asked_seeds, went_well

from .pairs import tried


def main() -> int:
    """Tries, and gives the exit code."""
    well = [went_well(seed, tried) for seed in asked_seeds("skipped", __doc__, trials=10)]
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
