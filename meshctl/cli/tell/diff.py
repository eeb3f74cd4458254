"""`meshctl diff`."""

from pathlib import Path

import click

from meshctl.cli.complete.complete_names import files
from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import catalogue_option, formats_option

MODES = ("forward", "backward", "full")


@click.command()
@catalogue_option
@click.option(
    "--base",
    required=True,
    help="What to compare with: a git revision, or a directory with a catalogue.",
    shell_complete=files,
)
@click.option(
    "--compatibility",
    type=click.Choice(MODES),
    default=MODES[0],
    show_default=True,
    help="What a schema may not break: consumers that read by the old one (forward), new ones that read older events "
    "(backward), or both (full).",
)
@formats_option("text", "markdown", "json")
def diff(catalogue: Path, base: str, compatibility: str, format_: str) -> None:
    """Say what the catalogue changes for people since BASE, and whom it breaks. Exit code 1 if it breaks somebody."""
    from meshctl.cli.tell.cached_results import developments
    from meshctl.report.developments import developments_as_json, developments_as_markdown, developments_as_text

    found = developments(catalogue, base, compatibility).found
    shown = {"text": developments_as_text, "markdown": developments_as_markdown, "json": developments_as_json}
    click.echo(shown[format_](found, base))
    if any(found.breaks):
        raise click.exceptions.Exit(FAILURE)
