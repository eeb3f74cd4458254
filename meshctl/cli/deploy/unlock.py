"""`meshctl unlock`."""

from pathlib import Path

import click

from meshctl.cli.options import catalogue_option, stage_option


@click.command()
@catalogue_option
@stage_option
@click.option("--yes", is_flag=True, help="Do not ask: it is known that the holder is gone.")
@click.argument("stack", metavar="STACK")
def unlock(catalogue: Path, stage: str, yes: bool, stack: str) -> None:
    """Release the state of a stack whose holder was killed, elsewhere or without meshctl.

    STACK is a name such as system-orders, or ACCOUNT/NAME. What a killed apply of this checkout has left needs no unlocking:
    the next apply releases it. A state that somebody is still writing is broken by this: it says who holds it, refuses as long as
    that gives signs of life, and asks.
    """
    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.app.deploy.standing import catalogue_keys
    from meshctl.app.deploy.state_locks import in_words, locks_of, refuse_alive, release
    from meshctl.cli.deploy.plan_and_apply import ask_for_name, refuse_unanswered
    from meshctl.cli.deploy.progress import Progress
    from meshctl.cli.open_catalogue import open_stage
    from meshctl.cli.wiring import stage_aws
    from meshctl.records.stage_keys import beginning
    from meshctl.report.plain import plain

    opened = open_stage(catalogue, stage)
    with bundle_lock(opened.bundle_directory, Progress()):
        bucket = stage_aws(opened).bucket(opened.stage.state_bucket)
        begins = beginning(opened.mesh.name, opened.stage.name)
        locks = locks_of(bucket, begins, stack, catalogue_keys(opened.mesh, opened.stage))
        refuse_alive(locks)
        click.echo(plain(in_words(locks)))
        refuse_unanswered(yes=yes, when="when it is known that the holder is gone")
        if not yes:
            ask_for_name("A state that somebody is still writing is broken by this.", "stack", stack)
        release(bucket, begins, locks)
    click.echo(f"{stack} is free.")
