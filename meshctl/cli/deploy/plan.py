"""`meshctl plan`."""

from pathlib import Path

import click

from meshctl.cli.options import (
    allow_deletes_option,
    allow_loss_option,
    catalogue_option,
    changed_since_option,
    formats_option,
    lock_timeout_option,
    only_option,
    refresh_option,
    stage_option,
)


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
@click.option("--out", type=click.Path(path_type=Path), help="Write the plan into this directory, for `apply DIR`.")
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
    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.cli.deploy.plan_and_apply import AskedChange, plan_and_show, show_nothing
    from meshctl.cli.deploy.progress import Progress
    from meshctl.cli.deploy.saved_plan import save_plan
    from meshctl.cli.exit_codes import CHANGES_PENDING
    from meshctl.cli.open_narrowed import open_narrowed

    opened = open_narrowed(catalogue, stage, only, changed_since)
    if opened is None:
        return show_nothing(stage, format_)
    with bundle_lock(opened.bundle_directory, Progress(), patience=lock_timeout):
        shown = plan_and_show(opened, AskedChange(format_, allow_deletes, allow_loss, refresh=refresh))
    if out:
        save_plan(shown, allow_loss, out)
    if shown.does_something and exit_code:
        raise click.exceptions.Exit(CHANGES_PENDING)
    return None
