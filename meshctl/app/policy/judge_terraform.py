"""Use case: what do the packs say of plans, or of a directory? Nothing may stay unsaid: raises where something was left out."""

from collections.abc import Mapping
from pathlib import Path

from meshctl.app.policy.plan_documents import PlanDocument
from meshctl.errors import MeshctlError
from meshctl.ports import PolicyJudge
from meshctl.results.policy import PolicyAnswer

_LEFT_OUT = "this is a mistake of meshctl or of checkov: say so to who maintains it, and do not trust a silence"


def judge_plans(plans: Mapping[str, PlanDocument], judge: PolicyJudge, sources: Path | None = None) -> PolicyAnswer:
    """The answer over all plans by their names; `sources` is a directory with the HCL behind them.

    Raises `MeshctlError` where checkov has not looked at every resource of every plan.
    """
    answer = judge.plans({name: plan.content for name, plan in plans.items()}, sources)
    for name, plan in plans.items():
        seen = answer.resources.get(name, 0)
        if seen != plan.resources:
            raise MeshctlError(f"checkov looked at {seen} of the {plan.resources} resources of {name}", _LEFT_OUT)
    return answer


def judge_directory(directory: Path, judge: PolicyJudge) -> PolicyAnswer:
    """The answer over the HCL in a directory; it says itself which files could not be read."""
    return judge.directory(directory)
