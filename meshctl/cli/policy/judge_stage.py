"""Has the packs judge all stacks of a stage, planned from empty state. Touches neither the stage nor its state."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from meshctl.adapters.atomic_files import state_directory
from meshctl.adapters.bundle_files import write_bundle
from meshctl.adapters.bundle_lock import bundle_lock
from meshctl.adapters.installation import terraform_sources
from meshctl.adapters.policy.judge import PolicyPrograms
from meshctl.adapters.terraform.toolchain import find_toolchain
from meshctl.app.deploy.plan_and_apply import plan_in_full
from meshctl.app.deploy.prepare import prepare, refuse_unavailable
from meshctl.app.policy.attribution import findings_of_stage
from meshctl.app.policy.judge_terraform import judge_plans
from meshctl.app.policy.knowledge import knowledge_of
from meshctl.app.policy.plan_documents import PlanDocument, read_plan
from meshctl.cli.deploy.interrupt import interruptible
from meshctl.cli.deploy.progress import Progress
from meshctl.cli.open_catalogue import OpenedStage, open_stage
from meshctl.cli.options import found_catalogue
from meshctl.cli.packages.of_stage import stage_packages
from meshctl.cli.policy.show_answer import JudgedTerraform
from meshctl.cli.tell_environment import tell_environment
from meshctl.cli.wiring import runner_on
from meshctl.plan.stacks import Stack
from meshctl.ports import EmbeddedAws
from meshctl.render.bundle import from_empty_state


@dataclass(frozen=True, slots=True)
class StagePlans:
    """The stacks of a stage, the plan of each by its name, and the directory with the HCL behind them."""

    stacks: tuple[Stack, ...]
    plans: Mapping[str, PlanDocument]
    sources: Path


def judge_stage(catalogue: Path | None, stage: str) -> JudgedTerraform:
    """What the packs say of every stack, told for whom it is. Raises `MeshctlError`."""
    opened, tell = open_stage(found_catalogue(catalogue), stage), Progress()
    refuse_unavailable(opened.mesh, opened.stage)
    judge = PolicyPrograms(os.environ, knowledge_of(opened.mesh, (opened.stage,)))
    with planned_from_empty_state(opened, tell) as planned:
        tell("meshctl", "asking checkov and parliament")
        answer = judge_plans(planned.plans, judge, planned.sources)
    found = findings_of_stage(opened.mesh, planned.stacks, answer)
    return JudgedTerraform(found, answer, opened.mesh.texts, opened.catalogue)


@contextmanager
def planned_from_empty_state(opened: OpenedStage, tell: Progress) -> Iterator[StagePlans]:
    """The plans of all stacks as if nothing were there; what lies behind them is locked meanwhile."""
    toolchain = find_toolchain(os.environ, opened.stage.aws_provider.number)
    tell("meshctl", toolchain.words)
    tell_environment(tell, is_local=True)
    prepared = prepare(opened.mesh, opened.stage, stage_packages(opened), terraform_sources())
    directory = state_directory(opened.catalogue, "policy") / opened.stage.name
    with bundle_lock(directory, tell):
        write_bundle(from_empty_state(prepared.bundle), directory)
        with _own_aws() as embedded:
            planner = runner_on(embedded, opened, directory, toolchain, opened.stage.plan_role)
            with interruptible(planner, tell) as stop, tell.live():
                plans = plan_in_full(prepared.stacks, planner, tell, stop)
        yield StagePlans(prepared.stacks, {name: read_plan(name, plan) for name, plan in plans.items()}, directory)


@contextmanager
def _own_aws() -> Iterator[EmbeddedAws]:
    """An embedded AWS that is there for as long as it is asked."""
    from meshctl.adapters.local_aws import control

    with TemporaryDirectory(prefix="meshctl-policy-") as home:
        try:
            yield control.up(Path(home), port=0, speed=60)
        finally:
            control.down(Path(home))
