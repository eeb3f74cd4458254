"""`meshctl trace`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.complete.complete_names import files, names
from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import catalogue_option, format_option

if TYPE_CHECKING:
    from meshctl.cli.open_catalogue import OpenedStage


@click.command()
@click.argument("event", required=False, metavar="[EVENT.json]", shell_complete=files)
@catalogue_option
@click.option(
    "--stage",
    envvar="MESHCTL_STAGE",
    help="The stage; the first one of mesh.yaml, if no journey is asked for.",
    shell_complete=names("stage"),
)
@format_option
@click.option(
    "--id", "event_id", help="Tell the journey of this event on the embedded AWS; `meshctl send` prints its id."
)
@click.option(
    "--bus",
    help="The further bus that a function puts it on, where its service sends to several, or publishes its like.",
)
@click.option("--all-of", help="Recorded events, one JSON object a line.", shell_complete=files)
@click.option(
    "--base",
    help="With --all-of: a git revision or directory, to tell which deliveries are won and lost.",
    shell_complete=files,
)
def trace(
    event: str | None,
    catalogue: Path,
    stage: str | None,
    format_: str,
    event_id: str | None,
    bus: str | None,
    all_of: str | None,
    base: str | None,
) -> None:
    """Tell where an event goes: what would become of EVENT.json, or, with --id, what has become of one.

    EVENT.json is an event as EventBridge has it (source, detail-type, detail; `-` reads standard input); no AWS is asked.
    With --all-of, a sample of recorded events is told of in one go.
    """
    _require_one_question(event, event_id, all_of, base, bus)
    if event is not None:
        _simulate(catalogue, stage, event, bus, format_)
    elif event_id is not None:
        _tell_journey(catalogue, stage, format_, event_id)
    elif all_of is not None:
        _sample(catalogue, stage, all_of, base, bus, format_)


def _require_one_question(
    event: str | None, event_id: str | None, all_of: str | None, base: str | None, bus: str | None
) -> None:
    if sum(one is not None for one in (event, event_id, all_of)) != 1:
        raise click.UsageError("say one of: EVENT.json, --id ID, --all-of FILE")
    if base is not None and all_of is None:
        raise click.UsageError("--base is for --all-of")
    if bus is not None and event_id is not None:
        raise click.UsageError("--bus is for EVENT.json and --all-of")


def _tell_journey(catalogue: Path, stage: str | None, format_: str, event_id: str) -> None:
    from meshctl.cli.open_catalogue import stage_to_tell

    if stage is None:
        raise click.UsageError("a journey is one of a stage: say --stage NAME")
    with stage_to_tell(catalogue, stage) as opened:
        _tell_journey_in(opened, format_, event_id)


def _tell_journey_in(opened: "OpenedStage", format_: str, event_id: str) -> None:
    from meshctl.adapters.local_aws import journal
    from meshctl.app.events.journey import journey
    from meshctl.cli.wiring import keeps_journal, local_home
    from meshctl.errors import MeshctlError
    from meshctl.report.events.journey import journey_as_json, journey_as_text

    if not keeps_journal(opened):
        raise MeshctlError(
            f'only the embedded AWS keeps a journal, and "{opened.stage.name}" is on AWS',
            "use CloudWatch there; docs/how-to/rehearsing.md says how to rehearse it on the embedded AWS",
        )
    told = journey(journal.read(local_home(opened.catalogue)), event_id)
    accounts = {account.number: account.alias for account in opened.stage.accounts}
    click.echo(journey_as_json(told) if format_ == "json" else journey_as_text(told, accounts))
    if any(step.facts.get("outcome", "handled") != "handled" for event in told for step in event.steps):
        click.echo(f"What the functions said is in {local_home(opened.catalogue) / 'logs'}", err=True)


def _simulate(catalogue: Path, stage: str | None, event: str, bus: str | None, format_: str) -> None:
    from meshctl.adapters.stdin_or_file import read_input
    from meshctl.app.events.read_event import MOST_BYTES, decoded_event
    from meshctl.app.events.simulate import simulate
    from meshctl.cli.tell.cached_results import ways_of_stage
    from meshctl.report.events.simulation import simulation_as_json, simulation_as_text

    ways = ways_of_stage(catalogue, stage)
    told = simulate(ways, decoded_event(read_input(event, MOST_BYTES), _named(event)), bus)
    click.echo(simulation_as_json(told) if format_ == "json" else simulation_as_text(told))
    if told.refusal:
        raise click.exceptions.Exit(FAILURE)


def _sample(catalogue: Path, stage: str | None, all_of: str, base: str | None, bus: str | None, format_: str) -> None:
    from meshctl.cli.open_catalogue import stage_to_tell

    with stage_to_tell(catalogue, stage) as opened:
        _sample_in(opened, all_of, base, bus, format_)


def _sample_in(opened: "OpenedStage", all_of: str, base: str | None, bus: str | None, format_: str) -> None:
    from meshctl.adapters.stdin_or_file import input_lines
    from meshctl.app.check.checked_catalogue import stage_of
    from meshctl.app.events.read_event import MOST_BYTES
    from meshctl.app.events.receivers.gather_ways import gather_ways
    from meshctl.app.events.recorded_events import SubscriptionRules, recorded_events, tally_sample
    from meshctl.cli.open_catalogue import open_earlier
    from meshctl.report.events.recorded_sample import sample_as_json, sample_as_text

    before = open_earlier(opened.catalogue, base) if base is not None else None
    head = SubscriptionRules(gather_ways(opened.mesh, opened.stage), bus)
    earlier = SubscriptionRules(gather_ways(before, stage_of(before, opened.stage.name)), bus) if before else None
    told = tally_sample(recorded_events(input_lines(all_of, MOST_BYTES), _named(all_of)), head, earlier)
    click.echo(sample_as_json(told) if format_ == "json" else sample_as_text(told))


def _named(given: str) -> str:
    from meshctl.adapters.stdin_or_file import STANDARD_INPUT

    return "standard input" if given == STANDARD_INPUT else f'"{given}"'
