"""`make mutation`: takes every protection away in turn and tells whose loss nobody notices. Takes some minutes."""

import sys
from collections.abc import Callable, Mapping, Sequence
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


def main() -> int:
    """Prints how many mutants were noticed, and what is wrong with the list of survivors: 1 where something is."""
    survivors = listed_survivors()
    wrong = _told("Plans of examples/shop", _of_plans, survivors.plans, MEND_PLANS)
    wrong += _told("Modules", _of_modules, survivors.modules, MEND_MODULES)
    return 1 if wrong else 0


def _told(title: str, find: Callable[[Path], Sequence[Judged]], listed: Mapping[str, str], mend: str) -> int:
    with TemporaryDirectory(prefix="mutation-") as scratch:
        judged = find(Path(scratch))
    wrong = complaints(listed, {one.protection for one in judged}, judged, mend)
    print(f"{title}\n{tallies(judged)}\n", *wrong, sep="\n", flush=True)
    return len(wrong)


def _of_plans(scratch: Path) -> Sequence[Judged]:
    shop = plans_of_shop(scratch)
    mutants = [mutant for stack, plan in shop.plans.items() for mutant in mutants_of(stack, plan)]
    noticed = judge(mutants, PolicyQuestions(shop.plans, shop.knowledge))
    return [Judged(mutant.kind, mutant.protection, mutant.name, checks) for mutant, checks in noticed.items()]


def _of_modules(scratch: Path) -> Sequence[Judged]:
    noticed = judge_modules(list(mutants_of_modules(module_files())), scratch)
    by = {True: frozenset({"terraform test"}), False: frozenset[str]()}
    return [Judged(one.kind, one.protection, one.protection, by[seen]) for one, seen in noticed.items()]


if __name__ == "__main__":
    sys.exit(main())
