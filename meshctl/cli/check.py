"""`meshctl check`."""

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.options import catalogue_option, formats_option

if TYPE_CHECKING:
    from meshctl.app.read import Checked
    from meshctl.model.findings import Finding


@click.command()
@catalogue_option
@formats_option("text", "json", "sarif", "github", "junit")
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
def check(catalogue: Path, format_: str, strict: bool) -> None:
    """Say what is wrong with the catalogue: every finding at once, with its place and a way out."""
    from meshctl.adapters.files import read_catalogue_files
    from meshctl.app.read import check_catalogue
    from meshctl.model.findings import errors_of, strictly
    from meshctl.report.findings import summary

    files = read_catalogue_files(catalogue)
    checked = check_catalogue(files, date.today())
    findings = strictly(checked.findings) if strict else checked.findings
    if format_ == "text":
        click.echo(_text(checked, findings, files.contents))
    elif shown := _data(catalogue, format_, checked, findings):
        click.echo(shown)
    if findings and format_ in ("text", "github"):  # the others are read by programs alone
        click.echo(f"\n{summary(findings)}", err=True)
    if errors_of(findings):
        raise click.exceptions.Exit(1)


def _text(checked: "Checked", findings: "tuple[Finding, ...]", contents: Mapping[str, bytes]) -> str:
    from meshctl.report.findings import findings_as_text
    from meshctl.report.plain import counted

    mesh = checked.mesh
    if findings or mesh is None:
        return findings_as_text(findings, contents)
    things = {
        "system": mesh.systems,
        "service": mesh.services,
        "event": mesh.events,
        "subscription": mesh.subscriptions,
    }
    return f"The catalogue is sound: {', '.join(counted(len(list(many)), thing) for thing, many in things.items())}."


def _data(catalogue: Path, format_: str, checked: "Checked", findings: "tuple[Finding, ...]") -> str:
    """The findings for programs; those that put them beside a file's lines want its path from here."""
    from meshctl.app.rules import asked
    from meshctl.report.findings import below, findings_as_json

    directory = Path(os.path.relpath(catalogue)).as_posix()
    located = below("" if directory == "." else directory, findings)
    if format_ == "sarif":
        from importlib.metadata import version

        from meshctl.report.sarif import findings_as_sarif

        return findings_as_sarif(located, asked(checked.mesh), version("meshctl"))
    if format_ == "github":
        from meshctl.report.github import findings_as_github

        return findings_as_github(located)
    if format_ == "junit":
        from meshctl.report.junit import findings_as_junit

        return findings_as_junit(located, asked(checked.mesh))
    return findings_as_json(findings)
