"""`meshctl diff`."""

from pathlib import Path

import click

from meshctl.cli.complete.complete_names import files
from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import catalogue_option, formats_option

MODES = ("forward", "backward", "full", "forward-transitive", "backward-transitive", "full-transitive")


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
    "(backward), or both (full). The transitive ones look at all earlier versions: at those of --tags, and at those beside "
    "each other in the catalogue.",
)
@click.option(
    "--tags",
    metavar="PATTERN",
    help="Tags of git, such as v*: for a transitive --compatibility, the schemas at each of them count.",
)
@formats_option("text", "markdown", "json")
def diff(catalogue: Path, base: str, compatibility: str, tags: str | None, format_: str) -> None:
    """Say what the catalogue changes for people since BASE, and whom it breaks. Exit code 1 if it breaks somebody."""
    from meshctl.cli.tell.cached_results import developments
    from meshctl.report.developments import developments_as_json, developments_as_markdown, developments_as_text

    if tags is not None and not compatibility.endswith("-transitive"):
        raise click.UsageError("--tags counts for a transitive --compatibility alone, such as full-transitive.")
    found = developments(catalogue, base, compatibility, tags).found
    shown = {"text": developments_as_text, "markdown": developments_as_markdown, "json": developments_as_json}
    click.echo(shown[format_](found, base))
    if any(found.breaks):
        raise click.exceptions.Exit(FAILURE)
