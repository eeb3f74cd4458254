"""`meshctl trace`."""

from pathlib import Path

import click

from meshctl.cli.options import catalogue_option, format_option, stage_option


@click.command()
@catalogue_option
@stage_option
@format_option
@click.option("--id", "event_id", required=True, help="The event's id, as `meshctl send` printed it.")
def trace(catalogue: Path, stage: str, format_: str, event_id: str) -> None:
    """Tell the journey of an event, and of all events it caused, on the embedded AWS."""
    from meshctl.adapters.local_aws import journal
    from meshctl.app.trace import journey
    from meshctl.cli.wiring import local_home, open_stage
    from meshctl.errors import MeshctlError
    from meshctl.report.journey import journey_as_json, journey_as_text

    opened = open_stage(catalogue, stage)
    if not opened.stage.is_local:
        raise MeshctlError(
            f'only stages with "cloud: local" keep a journal, and "{stage}" is on AWS', "use CloudWatch there"
        )
    told = journey(journal.read(local_home(catalogue)), event_id)
    accounts = {account.number: account.alias for account in opened.stage.accounts}
    click.echo(journey_as_json(told) if format_ == "json" else journey_as_text(told, accounts))
    if any(step.facts.get("outcome", "handled") != "handled" for event in told for step in event.steps):
        click.echo(f"What the functions said is in {local_home(catalogue) / 'logs'}", err=True)
