"""Plans every stack of a stage of `examples/shop` from empty state, against an embedded AWS of its own."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from meshctl.adapters.bundle_files import write_bundle
from meshctl.adapters.installation import terraform_sources
from meshctl.adapters.local_aws import control
from meshctl.adapters.terraform.toolchain import find_toolchain
from meshctl.app.deploy.plan_and_apply import plan_in_full
from meshctl.app.deploy.prepare import prepare
from meshctl.app.policy.knowledge import knowledge_of
from meshctl.cli.open_catalogue import open_stage
from meshctl.cli.packages.of_stage import stage_packages
from meshctl.cli.wiring import runner_on
from meshctl.ports import EmbeddedAws
from meshctl.render.bundle import from_empty_state
from tests.mutation.plan_mutants import Plan

CATALOGUE = Path(__file__).parents[2] / "examples" / "shop" / "catalogue"
STAGE = "dev"


@dataclass(frozen=True, slots=True)
class ShopPlans:
    """The plan of every stack by its name, and what the own pack is told of the mesh."""

    plans: Mapping[str, Plan]
    knowledge: Mapping[str, Any]


def plans_of_shop(scratch: Path) -> ShopPlans:
    """What `meshctl policy --stage` would judge; `scratch` is an empty directory."""
    opened = open_stage(CATALOGUE, STAGE)
    prepared = prepare(opened.mesh, opened.stage, stage_packages(opened), terraform_sources())
    write_bundle(from_empty_state(prepared.bundle), scratch / "bundle")
    with _embedded_aws(scratch / "aws") as embedded:
        planner = runner_on(
            embedded,
            opened,
            scratch / "bundle",
            find_toolchain(os.environ, opened.stage.aws_provider.number),
            opened.stage.plan_role,
        )
        plans = plan_in_full(prepared.stacks, planner, lambda stack, words: None, Event())
    return ShopPlans(
        {stack: json.loads(plan) for stack, plan in plans.items()}, knowledge_of(opened.mesh, [opened.stage])
    )


@contextmanager
def _embedded_aws(home: Path) -> Iterator[EmbeddedAws]:
    try:
        yield control.up(home, port=0, speed=60)
    finally:
        control.down(home)
