"""`make mutation`: takes every protection away in turn and tells whose loss nobody notices. Takes some minutes.

`python -m tests.mutation plans` or `modules` asks about one of the two.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutation.module_mutants import mutants_of_modules
from tests.mutation.module_tests import judge_modules, module_files
from tests.mutation.plan_mutants import mutants_of
from tests.mutation.policy_questions import PolicyQuestions
from tests.mutation.rounds import judge
from tests.mutation.shop_plans import plans_of_shop
from tests.mutation.survivors import MEND_MODULES, MEND_PLANS, Judged, complaints, listed_survivors
from tests.mutation.tallies import tallies


def main(parts: Sequence[str]) -> int:
    """Prints how many mutants were noticed, and what is wrong with the list of survivors: 1 where something is."""
    wrong = 0
    with TemporaryDirectory(prefix="mutation-") as scratch:
        if "plans" in parts:
            wrong += _told("plans of examples/shop", _of_plans(Path(scratch)), listed_survivors().plans, MEND_PLANS)
        if "modules" in parts:
            wrong += _told("modules", _of_modules(Path(scratch)), listed_survivors().modules, MEND_MODULES)
    return 1 if wrong else 0


def _told(title: str, judged: Sequence[Judged], listed: Mapping[str, str], mend: str) -> int:
    existing = {word for one in judged for word in (one.protection, one.name)}
    wrong = complaints(listed, existing, judged, mend)
    print(f"Mutants of {title}\n\n{tallies(judged)}\n", *wrong, sep="\n", flush=True)
    return len(wrong)


def _of_plans(scratch: Path) -> Sequence[Judged]:
    shop = plans_of_shop(scratch)
    mutants = [mutant for stack, plan in shop.plans.items() for mutant in mutants_of(stack, plan)]
    before = os.times()
    noticed = judge(mutants, PolicyQuestions(shop.plans, shop.knowledge))
    print(f"All mutants of plans were judged in {_processor_seconds(before):.0f} s of processor.", file=sys.stderr)
    return [Judged(mutant.kind, mutant.protection, mutant.name, checks) for mutant, checks in noticed.items()]


def _of_modules(scratch: Path) -> Sequence[Judged]:
    noticed = judge_modules(list(mutants_of_modules(module_files())), scratch)
    by = {True: frozenset({"terraform test"}), False: frozenset[str]()}
    return [Judged(one.kind, one.protection, one.protection, by[seen]) for one, seen in noticed.items()]


def _processor_seconds(since: os.times_result) -> float:
    return sum(os.times()[:4]) - sum(since[:4])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ("plans", "modules")))
