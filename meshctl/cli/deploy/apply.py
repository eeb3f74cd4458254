"""`meshctl apply`."""

from pathlib import Path

import click

from meshctl.cli.options import (
    allow_deletes_option,
    allow_loss_option,
    catalogue_option,
    drain_option,
    format_option,
    lock_timeout_option,
    only_option,
    refresh_option,
    stage_option,
)


@click.command()
@catalogue_option
@stage_option
@only_option
@format_option
@allow_deletes_option
@allow_loss_option
@lock_timeout_option
@refresh_option
@drain_option
@click.option("--yes", is_flag=True, help="Do not ask before applying.")
def apply(
    catalogue: Path,
    stage: str,
    only: tuple[str, ...],
    format_: str,
    allow_deletes: bool,
    allow_loss: tuple[str, ...],
    lock_timeout: float,
    refresh: bool,
    drain: bool,
    yes: bool,
) -> None:
    """Bring a stage to what the catalogue says: plan everything, show it, ask, apply exactly that."""
    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.cli.deploy.plan_and_apply import AskedChange, apply_shown, ask, plan_and_show, refuse_unanswered
    from meshctl.cli.deploy.progress import Progress
    from meshctl.cli.open_catalogue import open_to_change

    opened = open_to_change(catalogue, stage, only)
    refuse_unanswered(yes=yes)
    with bundle_lock(opened.bundle_directory, Progress(), patience=lock_timeout):
        shown = plan_and_show(
            opened, AskedChange(format_, allow_deletes, allow_loss, drain, refresh, applies=True, patience=lock_timeout)
        )
        if shown.does_something and not yes:
            ask(opened.stage.name, destroy=False)
        apply_shown(shown)
