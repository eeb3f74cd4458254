"""Rounds: many mutants are judged at a time, and each is told what it alone has done."""

from collections.abc import Sequence

from .plan_mutants import Mutant
from .rounds import Failure, Round, judge, rounds_of


def _mutant(
    became: str, stack: str = "routes", address: str = 'module.route["payments/capture/placed"].a.it'
) -> Mutant:
    return Mutant(stack, "condition", address, "policy", became, {})


TARGET = _mutant("one")
DEAD_LETTERS = _mutant("two", "system-payments", 'module.dead_letters["capture/placed"].b.it')
ELSEWHERE = _mutant("three", "system-orders", 'module.dead_letters["checkout/gone"].b.it')
HUB = _mutant("four", "hub", "module.hub.c.it")


def test_a_round_has_one_mutant_for_each_subject_of_the_catalogue() -> None:
    assert rounds_of([TARGET, DEAD_LETTERS, ELSEWHERE, HUB]) == [(TARGET, ELSEWHERE, HUB), (DEAD_LETTERS,)]


def test_a_failure_belongs_to_the_mutant_of_its_subject_in_whatever_stack() -> None:
    noticed = judge([DEAD_LETTERS, ELSEWHERE], _ask({DEAD_LETTERS: Failure("CKV_1", "routes", TARGET.address)}))
    assert noticed == {DEAD_LETTERS: frozenset({"CKV_1"}), ELSEWHERE: frozenset()}


def test_a_mutant_whose_effect_is_elsewhere_is_found_among_the_survivors() -> None:
    noticed = judge([HUB, TARGET, ELSEWHERE], _ask({HUB: Failure("CKV_2", "routes", "module.other.d.it")}))
    assert noticed == {HUB: frozenset({"CKV_2"}), TARGET: frozenset(), ELSEWHERE: frozenset()}


def test_what_nobody_notices_is_judged_once() -> None:
    asked: list[Round] = []

    def ask(rounds: Sequence[Round]) -> list[frozenset[Failure]]:
        asked.extend(rounds)
        return [frozenset() for _ in rounds]

    judge([TARGET, DEAD_LETTERS, ELSEWHERE, HUB], ask)
    assert len(asked) == 2


def _ask(effects: dict[Mutant, Failure]):  # type: ignore[no-untyped-def]
    return lambda rounds: [frozenset(effects[mutant] for mutant in one if mutant in effects) for one in rounds]
