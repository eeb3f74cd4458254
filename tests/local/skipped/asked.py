"""Terraform's own plan of the stacks that a plan of meshctl skips."""

import shutil
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.support.terraform_runs import succeeds, terraform_in

from ..mesh.running_mesh import RunningMesh

NOTHING_TO_DO = 0
ROLE = "MeshDeploy"
"""What every stage takes on in its accounts that says nothing else."""


def skipped(mesh: RunningMesh) -> frozenset[str]:
    """Plans; gives the names of the stacks that are left out."""
    planned: dict[str, Any] = mesh.answer("plan", "--stage", mesh.stage)
    return frozenset(one["stack"] for one in planned["not_compared"])


def differing(mesh: RunningMesh, stacks: Collection[str], directory: Path) -> Iterator[str]:
    """Of these stacks those for which Terraform has something to do, each with what that is; it runs in a copy of the bundle."""
    copy = shutil.copytree(mesh.bundle, directory / "bundle", ignore=shutil.ignore_patterns(".terraform*"))
    terraform = partial(terraform_in(directory), **mesh.environment, TF_VAR_role=ROLE)
    for name in sorted(stacks):
        stack = copy / "stacks" / name
        succeeds(terraform(stack, "init", "-input=false", "-no-color"))
        done = terraform(stack, "plan", "-input=false", "-no-color", "-lock=false", "-detailed-exitcode")
        if done.returncode != NOTHING_TO_DO:
            yield f"{name}: {done.stdout}{done.stderr}"
