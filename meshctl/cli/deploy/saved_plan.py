"""The directory of `plan --out`: what was approved, and the plan as people and programs read it."""

from pathlib import Path

import click

from meshctl.adapters.atomic_files import write_file
from meshctl.app.approve.approved_plan import (
    MOST_BYTES,
    ApprovedPlan,
    approved_as_json,
    approved_plan,
    read_approved,
    refuse_stale,
)
from meshctl.cli.deploy.plan_and_apply import ShownChange
from meshctl.errors import MeshctlError
from meshctl.report.planned.programs import planned_as_json
from meshctl.report.planned.pull_request import planned_as_markdown
from meshctl.report.planned.text import planned_as_text

APPROVED = "approved.json"


def save_plan(shown: ShownChange, allow_loss: tuple[str, ...], directory: Path) -> None:
    """Writes the plan into `directory`, in every form."""
    planned, approved = shown.planned, _approved(shown, allow_loss)
    write_file(directory / "plan.txt", planned_as_text(planned).encode())
    write_file(directory / "plan.md", planned_as_markdown(planned).encode())
    write_file(directory / "plan.json", planned_as_json(planned).encode())
    write_file(directory / APPROVED, approved_as_json(approved))


def read_plan(directory: Path) -> ApprovedPlan:
    """What was approved. Raises `MeshctlError`."""
    try:
        with (directory / APPROVED).open("rb") as file:
            return read_approved(file.read(MOST_BYTES))
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
