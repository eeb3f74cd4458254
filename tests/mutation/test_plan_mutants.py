"""A few mutants of plans, others in every commit: policies notice all but those that are listed. All: `make mutation`."""

import random

import pytest

from tests.support.commit import commit

from .plan_mutants import Mutant, mutants_of
from .policy_questions import PolicyQuestions
from .rounds import judge
from .shop_plans import ShopPlans, plans_of_shop
from .survivors import MEND_PLANS, Judged, complaints, listed_survivors

pytestmark = [
    pytest.mark.policy,
    pytest.mark.terraform,
    pytest.mark.local,
    pytest.mark.campaign,
    pytest.mark.xdist_group("mutation"),
]
MOST = 40


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> ShopPlans:
    return plans_of_shop(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def mutants(shop: ShopPlans) -> list[Mutant]:
    return [mutant for stack, plan in shop.plans.items() for mutant in mutants_of(stack, plan)]


def test_policies_notice_what_is_gone_or_the_list_says_why_not(shop: ShopPlans, mutants: list[Mutant]) -> None:
    sample = random.Random(commit()).sample(mutants, MOST)
    noticed = judge(sample, PolicyQuestions(shop.plans, shop.knowledge))
    judged = [Judged(mutant.kind, mutant.protection, mutant.name, checks) for mutant, checks in noticed.items()]
    existing = {word for mutant in mutants for word in (mutant.protection, mutant.name)}
    assert complaints(listed_survivors().plans, existing, judged, MEND_PLANS) == []


def test_mutants_are_told_apart_by_their_names(mutants: list[Mutant]) -> None:
    assert len({mutant.name for mutant in mutants}) == len(mutants)
