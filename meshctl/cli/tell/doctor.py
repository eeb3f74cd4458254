"""`meshctl doctor`."""

import click


@click.command()
@click.option("--quiet", is_flag=True, help="Say nothing when nothing is missing.")
def doctor(quiet: bool) -> None:
    """Say what this machine has and lacks: Terraform, its AWS provider, the parts of the embedded AWS."""
    import os

    from meshctl.adapters.machine import examine
    from meshctl.app.tell.doctor import lacking

    facts = examine(os.environ)
    missing = lacking(facts)
    if not quiet or missing:
        for fact in facts:
            click.echo(f"{'ok     ' if fact.fine else 'MISSING'}  {fact.name:<14} {fact.words}", err=quiet)
            if fact.hint:
                click.echo(f"           = help: {fact.hint}", err=quiet)
    if missing:
        raise click.exceptions.Exit(1)
