"""`meshctl explain NAME`."""

import click

from meshctl.adapters.programs.masked_streams import tell_as_it_is
from meshctl.cli.complete.complete_names import names


@click.command()
@click.argument("name", required=False, shell_complete=names("check"))
def explain(name: str | None) -> None:
    """Say what a check wants, with a wrong and a right example; or which way of joining services fits.

    NAME is a check; or event, or a kind of channel or source, such as topic, workflow or schedule: what each couples, is
    great for and bad at, and costs. Without a name: list them all.
    """
    from meshctl.app.tell import explain as explaining
    from meshctl.report.explanations import explainable_as_text, explanation_as_text

    told = explanation_as_text(explaining.explain(name)) if name else explainable_as_text(explaining.explainable())
    tell_as_it_is(f"{told}\n")
