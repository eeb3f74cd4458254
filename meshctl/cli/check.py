"""`meshctl check`."""

from pathlib import Path

import click

from meshctl.cli.options import catalogue_option, format_option


@click.command()
@catalogue_option
@format_option
def check(catalogue: Path, format_: str) -> None:
    """Say what is wrong with the catalogue: every finding at once, with its place and a way out."""
    from meshctl.adapters.files import read_catalogue_files
    from meshctl.app.read import check_catalogue
    from meshctl.model.findings import Severity
    from meshctl.report.findings import findings_as_json, findings_as_text

    files = read_catalogue_files(catalogue)
    checked = check_catalogue(files)
    if format_ == "json":
        click.echo(findings_as_json(checked.findings))
    elif checked.findings:
        click.echo(findings_as_text(checked.findings, files.contents))
        click.echo(f"\n{len(checked.findings)} finding{'s' if len(checked.findings) != 1 else ''}.", err=True)
    elif checked.mesh:
        mesh = checked.mesh
        counts = f"{len(mesh.systems)} systems, {len(list(mesh.services))} services, {len(list(mesh.events))} events, "
        click.echo(f"The catalogue is sound: {counts}{len(list(mesh.subscriptions))} subscriptions.")
    if any(finding.severity is Severity.ERROR for finding in checked.findings):
        raise click.exceptions.Exit(1)
