"""`meshctl apply`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.options import (
    allow_deletes_option,
    allow_loss_option,
    catalogue_option,
    changed_since_option,
    drain_option,
    format_option,
    lock_timeout_option,
    named_path,
    only_option,
    optional_stage_option,
    refresh_option,
)

if TYPE_CHECKING:
    from meshctl.app.approve.approved_plan import ApprovedPlan
    from meshctl.cli.deploy.plan_and_apply import AskedChange
    from meshctl.cli.open_catalogue import OpenedStage


@click.command()
@catalogue_option
@optional_stage_option
@only_option
@changed_since_option
@format_option
@allow_deletes_option
@allow_loss_option
@lock_timeout_option
@refresh_option
@drain_option
@click.option("--yes", is_flag=True, help="Do not ask before applying.")
@click.argument("approved", metavar="[DIR]", required=False, type=named_path())
def apply(
    catalogue: Path,
    stage: str | None,
    only: tuple[str, ...],
    changed_since: str | None,
    format_: str,
    allow_deletes: bool,
    allow_loss: tuple[str, ...],
    lock_timeout: float,
    refresh: bool,
    drain: bool,
    yes: bool,
    approved: Path | None,
) -> None:
    """Bring a stage to what the catalogue says: plan everything, show it, ask, apply exactly that.

    DIR is that of `meshctl plan --out DIR`: exactly that plan is applied, which says itself what was asked for, and nobody is
    asked again. Where it no longer holds, it says why, and nothing is applied.
    """
    from meshctl.cli.deploy.plan_and_apply import AskedChange, refuse_unanswered, show_nothing, show_unchanged
    from meshctl.cli.open_catalogue import UnchangedStage
    from meshctl.cli.open_narrowed import open_narrowed

    saved = _approved(approved) if approved else None
    if saved and saved.is_empty:
        return show_nothing(saved.stage, format_)
    if saved:
        stage, only, refresh = saved.stage, saved.only, saved.refresh
        allow_deletes, allow_loss = saved.allow_deletes, saved.allow_loss
    if not stage:
        raise click.UsageError("Missing option '--stage'.")
    opened = open_narrowed(catalogue, stage, only, changed_since)
    if isinstance(opened, UnchangedStage):
        return show_unchanged(opened, format_)
    refuse_unanswered(yes=yes or saved is not None)
    asked = AskedChange(format_, allow_deletes, allow_loss, drain, refresh, applies=True, patience=lock_timeout)
    return _apply(opened, asked, saved, yes=yes)


def _approved(directory: Path) -> "ApprovedPlan":
    """What was approved, which says itself what was asked for."""
    from meshctl.cli.deploy.saved_plan import read_plan, refuse_said_twice

    saved = read_plan(directory)
    refuse_said_twice("stage", "only", "changed_since", "allow_deletes", "allow_loss", "refresh", "drain")
    return saved


def _apply(opened: "OpenedStage", asked: "AskedChange", saved: "ApprovedPlan | None", *, yes: bool) -> None:
    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.cli.deploy.plan_and_apply import apply_shown, ask_to_apply, plan_and_show
    from meshctl.cli.deploy.progress import Progress
    from meshctl.cli.deploy.saved_plan import refuse_other_plan

    with bundle_lock(opened.bundle_directory, Progress(), patience=asked.patience):
        shown = plan_and_show(opened, asked)
        if saved:
            refuse_other_plan(saved, shown, asked.allow_loss)
        elif shown.does_something and not yes:
            ask_to_apply(opened.stage)
        apply_shown(shown)
