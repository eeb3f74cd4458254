"""`meshctl explain CHECK`."""

import click


@click.command()
@click.argument("check", required=False)
def explain(check: str | None) -> None:
    """Say what a check wants, with a wrong and a right example. Without a name: list all checks."""
    from meshctl.app.explain import explain_check, list_checks

    click.echo(explain_check(check) if check else list_checks())
