"""`meshctl doctor`."""

import click

from meshctl.cli.exit_codes import FAILURE


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing when nothing is missing.")
def doctor(quiet: bool) -> None:
    """Say what this machine has and lacks: Terraform, its AWS provider, the parts of the embedded AWS, checkov."""
    import os

    from meshctl.adapters.examine_machine import examine
    from meshctl.adapters.policy.environment import environment_fact
    from meshctl.app.tell.doctor import lacking
    from meshctl.report.machine_facts import facts_as_text

    facts = (*examine(os.environ), environment_fact(os.environ))
    missing = lacking(facts)
    if not quiet or missing:
        click.echo(facts_as_text(facts), err=quiet)
    if missing:
        raise click.exceptions.Exit(FAILURE)
