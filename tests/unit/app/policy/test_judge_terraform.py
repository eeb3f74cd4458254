"""Nothing may stay unsaid: what was not looked at is an error."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from meshctl.app.policy.judge_terraform import judge_plans
from meshctl.app.policy.plan_documents import PlanDocument
from meshctl.errors import MeshctlError
from meshctl.results.policy import PolicyAnswer

PLANS = {"hub": PlanDocument(b"{}", 3), "routes": PlanDocument(b"{}", 0)}


class Seeing:
    """Packs that look at so many resources of each plan."""

    def __init__(self, seen: Mapping[str, int]) -> None:
        self.seen = seen

    def plans(self, plans: Mapping[str, bytes], sources: Path | None) -> PolicyAnswer:
        return PolicyAnswer(self.seen, {})

    def directory(self, directory: Path) -> PolicyAnswer:
        raise NotImplementedError


def test_an_answer_about_every_resource_is_one() -> None:
    assert judge_plans(PLANS, Seeing({"hub": 3})).resources == {"hub": 3}


@pytest.mark.parametrize("seen", [{}, {"hub": 2}, {"hub": 3, "routes": 1}])
def test_an_answer_that_leaves_resources_out_is_none(seen: Mapping[str, int]) -> None:
    with pytest.raises(MeshctlError, match=r"checkov looked at . of the . resources of "):
        judge_plans(PLANS, Seeing(seen))
