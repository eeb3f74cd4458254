"""`meshctl destroy`."""

from pathlib import Path

import click

from meshctl.cli.options import (
    allow_loss_option,
    catalogue_option,
    drain_option,
    format_option,
    lock_timeout_option,
    stage_option,
)


@click.command()
@catalogue_option
@stage_option
@format_option
@allow_loss_option
@lock_timeout_option
@drain_option
@click.option("--yes", is_flag=True, help="Do not ask before destroying.")
def destroy(
    catalogue: Path, stage: str, format_: str, allow_loss: tuple[str, ...], lock_timeout: float, drain: bool, yes: bool
) -> None:
    """Take everything that stands of a stage down again, whatever the catalogue says: routes first, then systems, then the hub.

    Messages that would be lost are counted first. Their names say which of them may be: --allow-loss NAME; the name of the
    stage says all of them.
    """
    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.cli.deploy.plan_and_apply import (
        AskedChange,
        apply_shown,
        ask_to_destroy,
        plan_and_show_removal,
        refuse_unanswered,
    )
    from meshctl.cli.deploy.progress import Progress
    from meshctl.cli.open_catalogue import open_stage
    from meshctl.errors import MeshctlError

    opened = open_stage(catalogue, stage)
    if opened.stage.protect:
        hint = "remove `protect: true` from the stage in mesh.yaml first, in a change that others see"
        raise MeshctlError(f'the stage "{stage}" is protected', hint)
    refuse_unanswered(yes=yes, when="where all that stands of the stage is to go")
    with bundle_lock(opened.bundle_directory, Progress(), patience=lock_timeout):
        shown = plan_and_show_removal(
            opened, AskedChange(format_, allow_loss=allow_loss, drain=drain, applies=True, patience=lock_timeout)
        )
        if shown.does_something and not yes:
            ask_to_destroy(opened.stage)
        apply_shown(shown)
