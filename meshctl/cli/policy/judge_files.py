"""Has the packs judge what a team gives: plans, or a directory of HCL; with what a catalogue says of the mesh, if one is named."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from meshctl.adapters.policy.judge import PolicyPrograms
from meshctl.app.check.checked_catalogue import stage_of
from meshctl.app.deploy.prepare import refuse_unavailable
from meshctl.app.policy.attribution import findings_of_directory, findings_of_plans
from meshctl.app.policy.instead import with_events
from meshctl.app.policy.judge_terraform import judge_directory, judge_plans
from meshctl.app.policy.knowledge import knowledge_of
from meshctl.app.policy.plan_documents import MOST_MEGABYTES, read_plan
from meshctl.cli.open_catalogue import open_mesh
from meshctl.cli.policy.show_answer import JudgedTerraform
from meshctl.errors import MeshctlError
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage


def judge_files(
    plans: Iterable[Path], directory: Path | None, catalogue: Path | None, stage: str | None
) -> JudgedTerraform:
    """What the packs say of plans, or else of a directory. Raises `MeshctlError`."""
    mesh = open_mesh(catalogue) if catalogue else None
    stages = () if mesh is None else (stage_of(mesh, stage),) if stage else mesh.stages
    documents = {str(path): read_plan(str(path), _read(path)) for path in plans}
    if directory:
        _refuse_without_terraform(directory)
    judge = PolicyPrograms(os.environ, _knowledge(mesh, stages) if mesh else {})
    if documents:
        answer = judge_plans(documents, judge, directory)
        found = findings_of_plans(answer, _from_here(directory))
    else:
        assert directory is not None  # noqa: S101  the command asks for one of the two
        answer = judge_directory(directory, judge)
        found = findings_of_directory(answer, _from_here(directory))
    return JudgedTerraform(with_events(mesh, stages, found) if mesh else found, answer, {})


def _knowledge(mesh: Mesh, stages: Iterable[Stage]) -> Mapping[str, Any]:
    for stage in stages:
        refuse_unavailable(mesh, stage)
    return knowledge_of(mesh, stages)


def _read(path: Path) -> bytes:
    """At most one byte more than a plan may have."""
    with path.open("rb") as file:
        return file.read(MOST_MEGABYTES * 10**6 + 1)


def _from_here(directory: Path | None) -> str:
    """How files below the directory are named here."""
    named = Path(os.path.relpath(directory)).as_posix() if directory else ""
    return "" if named == "." else named


def _refuse_without_terraform(directory: Path) -> None:
    if not any(directory.rglob("*.tf")):
        raise MeshctlError(
            f'there is no Terraform in "{directory}"', "name a directory that has .tf files in it or below it"
        )
