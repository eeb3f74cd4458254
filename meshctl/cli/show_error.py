"""Shows an error that the operator can mend: a sentence and a way out, on stderr. Decides nothing."""

import click

from meshctl.report.plain import plain_lines


def show_error(message: str, hint: str) -> None:
    """An error and its way out, where there is one."""
    click.echo(click.style("error: ", fg="red", bold=True) + plain_lines(message), err=True)
    if hint:
        click.echo(f"  = help: {plain_lines(hint)}", err=True)
