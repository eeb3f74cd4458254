"""`meshctl guardrails`."""

from pathlib import Path

import click

from meshctl.cli.options import catalogue_option, format_option


@click.command()
@catalogue_option
@format_option
def guardrails(catalogue: Path, format_: str) -> None:
    """Write the guardrails of the AWS organisation into .meshctl/guardrails, without running anything.

    They are policies over accounts: what nobody there may do, whatever the policies within them allow. They bind nobody
    until mesh.yaml names accounts to attach them to.
    """
    from datetime import date
    from json import dumps

    from meshctl.adapters.bundle_files import write_bundle
    from meshctl.adapters.installation import terraform_sources
    from meshctl.app.deploy.guardrails import prepare_guardrails
    from meshctl.cli.open_catalogue import guardrails_directory, open_mesh
    from meshctl.report.guardrails import guardrails_as_data, guardrails_as_text

    prepared = prepare_guardrails(open_mesh(catalogue), date.today(), terraform_sources())
    directory = guardrails_directory(catalogue)
    write_bundle(prepared.bundle, directory)
    if format_ == "json":
        told = guardrails_as_data(prepared.outlook, str(directory), prepared.bundle.digest)
        click.echo(dumps(told, indent=2, ensure_ascii=False))
    else:
        click.echo(guardrails_as_text(prepared.outlook, str(directory)))
