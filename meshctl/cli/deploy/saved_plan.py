"""The directory of `plan --out`: what was approved, and the plan as people and programs read it."""

from pathlib import Path

import click

from meshctl.adapters.atomic_files import write_file
from meshctl.app.approve.approved_plan import (
    MOST_BYTES,
    ApprovedPlan,
    approved_as_json,
    approved_plan,
    empty_plan,
    read_approved,
    refuse_stale,
)
from meshctl.cli.deploy.plan_and_apply import ShownChange, unchanged_forms
from meshctl.cli.open_catalogue import UnchangedStage
from meshctl.errors import MeshctlError
from meshctl.report.planned.programs import planned_as_json
from meshctl.report.planned.pull_request import planned_as_markdown
from meshctl.report.planned.text import planned_as_text

APPROVED = "approved.json"


def save_plan(shown: ShownChange, allow_loss: tuple[str, ...], directory: Path) -> None:
    """Writes the plan into `directory`, in every form."""
    planned = shown.planned
    texts = planned_as_text(planned), planned_as_markdown(planned), planned_as_json(planned)
    _save(directory, texts, _approved(shown, allow_loss))


def save_unchanged(unchanged: UnchangedStage, directory: Path) -> None:
    """Writes a plan that does nothing: what an earlier one has left in `directory` is approved no more."""
    forms = unchanged_forms(unchanged)
    _save(directory, (forms["text"], forms["markdown"], forms["json"]), empty_plan(unchanged.mesh, unchanged.stage))


def _save(directory: Path, texts: tuple[str, str, str], approved: ApprovedPlan) -> None:
    for name, text in zip(("plan.txt", "plan.md", "plan.json"), texts, strict=True):
        write_file(directory / name, text.encode())
    write_file(directory / APPROVED, approved_as_json(approved))


def read_plan(directory: Path) -> ApprovedPlan:
    """What was approved. Raises `MeshctlError`."""
    try:
        with (directory / APPROVED).open("rb") as file:
            return read_approved(file.read(MOST_BYTES), str(directory / APPROVED))
    except (FileNotFoundError, NotADirectoryError):
        hint = "name the directory that `meshctl plan --out DIR` has written"
        raise MeshctlError(f'there is no plan in "{directory}"', hint) from None


def refuse_other_plan(saved: ApprovedPlan, shown: ShownChange, allow_loss: tuple[str, ...]) -> None:
    """Raises `MeshctlError` where what was planned now is not what was approved."""
    refuse_stale(saved, _approved(shown, allow_loss))


def refuse_said_twice(*options: str) -> None:
    """An approved plan says itself what was asked for. Raises `click.UsageError` for an option that would say it again."""
    context = click.get_current_context()
    for name in options:
        if context.get_parameter_source(name) == click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(f"'--{name.replace('_', '-')}' does not go with DIR, which says it already.")


def _approved(shown: ShownChange, allow_loss: tuple[str, ...]) -> ApprovedPlan:
    return approved_plan(shown.change, shown.plans, shown.code, allow_loss)
