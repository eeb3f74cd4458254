"""`meshctl plan`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.options import (
    allow_deletes_option,
    allow_loss_option,
    catalogue_option,
    changed_since_option,
    formats_option,
    lock_timeout_option,
    named_path,
    only_option,
    refresh_option,
    stage_option,
)

if TYPE_CHECKING:
    from meshctl.cli.deploy.plan_and_apply import AskedChange
    from meshctl.cli.open_catalogue import OpenedStage, UnchangedStage


@click.command()
@catalogue_option
@stage_option
@only_option
@changed_since_option
@formats_option("text", "json", "markdown")
@allow_deletes_option
@allow_loss_option
@lock_timeout_option
@refresh_option
@click.option("--out", type=named_path(), help="Write the plan into this directory, for `apply DIR`.")
@click.option("--exit-code", is_flag=True, help="Exit with 3 when there is something to do.")
def plan(
    catalogue: Path,
    stage: str,
    only: tuple[str, ...],
    changed_since: str | None,
    format_: str,
    allow_deletes: bool,
    allow_loss: tuple[str, ...],
    lock_timeout: float,
    refresh: bool,
    out: Path | None,
    exit_code: bool,
) -> None:
    """Say what would change in a stage: for whom first, then every resource. Changes nothing."""
    from meshctl.adapters.terraform.binary import being_found
    from meshctl.cli.exit_codes import CHANGES_PENDING
    from meshctl.cli.open_catalogue import UnchangedStage
    from meshctl.cli.open_narrowed import open_narrowed

    opened = open_narrowed(catalogue, stage, only, changed_since)
    if isinstance(opened, UnchangedStage):
        pending = _plan_nothing(opened, format_, out)
    else:
        being_found()  # before what is imported next: both take a while
        from meshctl.cli.deploy.plan_and_apply import AskedChange

        asked = AskedChange(format_, allow_deletes, allow_loss, refresh=refresh, patience=lock_timeout)
        pending = _plan(opened, asked, out)
    if pending and exit_code:
        raise click.exceptions.Exit(CHANGES_PENDING)


def _plan_nothing(unchanged: "UnchangedStage", format_: str, out: Path | None) -> bool:
    """Whether there is something to do that is left out."""
    from meshctl.cli.deploy.plan_and_apply import show_unchanged

    show_unchanged(unchanged, format_)
    if out:
        from meshctl.cli.deploy.saved_plan import save_unchanged

        save_unchanged(unchanged, out)
    return unchanged.found.leaves_changes


def _plan(opened: "OpenedStage", asked: "AskedChange", out: Path | None) -> bool:
    """Whether there is something to do."""
    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.cli.deploy.plan_and_apply import plan_and_show
    from meshctl.cli.deploy.progress import Progress

    with bundle_lock(opened.bundle_directory, Progress(), patience=asked.patience):
        shown = plan_and_show(opened, asked)
    if out:
        from meshctl.cli.deploy.saved_plan import save_plan

        save_plan(shown, asked.allow_loss, out)
    return shown.does_something
