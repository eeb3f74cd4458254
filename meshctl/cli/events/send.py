"""`meshctl send EVENT`, `meshctl send EVENT --bus BUS` and `meshctl send --aws SERVICE FILE.json`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from meshctl.cli.complete.complete_names import names
from meshctl.cli.options import catalogue_option, format_option, stage_option


@click.command()
@click.argument("event", shell_complete=names("event"))
@catalogue_option
@stage_option
@format_option
@click.option("--data", help="The event's data as JSON; `@FILE` reads a file, `-` standard input.")
@click.option("--unchecked", is_flag=True, help="Send data that the event's schema does not allow as well.")
@click.option("--bus", help="Put it on this further bus of its system, as a function that sends there does.")
@click.option("--service", help="With --bus: the service whose function sends it, where those of several may.")
@click.option("--aws", metavar="SERVICE", help="Send the event in the file EVENT in the name of this AWS service: s3.")
@click.option("--system", help="With --aws: in whose account it happens, if not one system alone receives it.")
def send(
    event: str,
    catalogue: Path,
    stage: str,
    format_: str,
    data: str | None,
    unchecked: bool,
    bus: str | None,
    service: str | None,
    aws: str | None,
    system: str | None,
) -> None:
    """Publish EVENT (orders/OrderPlaced) as the service that owns it, in its own account. Its data is as its schema says, or refused.

    With --bus, EVENT is whatever functions call what they put on a further bus (orders/LetterWritten), and nobody publishes it.

    With --aws, EVENT is a file (`-` reads standard input) with an event of an AWS service as EventBridge has it: detail-type and
    detail, and resources and time if wanted. It is put on the default bus of a system's account, on the embedded AWS alone.
    """
    if (data is None) == (aws is None):
        raise click.UsageError("say one of: --data DATA, --aws SERVICE")
    if system is not None and aws is None:
        raise click.UsageError("--system is for --aws")
    if bus is not None and aws is not None:
        raise click.UsageError("--bus is for events of the mesh")
    if service is not None and bus is None:
        raise click.UsageError("--service is for --bus")
    if unchecked and aws is not None:
        raise click.UsageError("--unchecked is for events of the mesh")
    if aws is not None:
        _send_aws(aws, event, catalogue, stage, format_, system)
    else:
        _send(event, catalogue, stage, format_, data or "", unchecked, bus, service)


def _send_aws(service: str, file: str, catalogue: Path, stage: str, format_: str, system: str | None) -> None:
    from meshctl.adapters.local_aws.operating.asking import put_aws_event
    from meshctl.adapters.stdin_or_file import read_input
    from meshctl.app.events.read_event import MOST_BYTES, decoded_event
    from meshctl.app.events.send_aws import send_aws_event
    from meshctl.cli.open_catalogue import stage_to_tell
    from meshctl.cli.wiring import running_aws
    from meshctl.report.events.sent_event import sent_as_json, sent_aws_as_text

    said = decoded_event(read_input(file, MOST_BYTES), "the event")

    def put(account: str, region: str, entry: Mapping[str, Any]) -> str:
        return put_aws_event(running_aws(catalogue), account, region, entry)

    with stage_to_tell(catalogue, stage) as opened:
        sent = send_aws_event(opened.mesh, opened.stage, service, said, system, put)
    click.echo(sent_as_json(sent) if format_ == "json" else sent_aws_as_text(sent))
    if format_ == "text":
        click.echo(f"Its journey: meshctl trace --stage {stage} --id {sent.envelope_id}", err=True)


def _send(
    event: str,
    catalogue: Path,
    stage: str,
    format_: str,
    data: str,
    unchecked: bool,
    bus: str | None,
    service: str | None,
) -> None:
    from datetime import UTC, datetime
    from uuid import uuid4

    from meshctl.adapters.local_aws import journal
    from meshctl.app.events.journey import why_lost
    from meshctl.app.events.send import (
        event_for_bus,
        event_to_publish,
        refuse_invalid_data,
        refuse_oversize,
        send_event,
    )
    from meshctl.cli.open_catalogue import stage_to_tell
    from meshctl.cli.tell_environment import tell_environment_of_aws
    from meshctl.cli.wiring import keeps_journal, local_home, stage_aws
    from meshctl.report.events.sent_event import sent_as_json, sent_as_text

    with stage_to_tell(catalogue, stage) as opened:
        said = _read_data(data)  # what is wrong with it or with the event is told before any AWS is asked
        outgoing = event_for_bus(opened.mesh, event, bus, service) if bus else event_to_publish(opened.mesh, event)
        if not unchecked:
            refuse_invalid_data(opened.mesh, outgoing.event, said, _fault_of_data)
            refuse_oversize(outgoing.event, said, _fault_of_entry)
    tell_environment_of_aws(
        lambda about, line: click.echo(f"{about}: {line}", err=True), is_local=opened.stage.is_local
    )
    has_journal = keeps_journal(opened)
    sent = send_event(
        opened.mesh,
        opened.stage,
        outgoing,
        said,
        stage_aws(opened),
        lambda: str(uuid4()),
        lambda: datetime.now(UTC),
        lambda sent_id: why_lost(journal.read(local_home(catalogue)), sent_id) if has_journal else None,
    )
    click.echo(sent_as_json(sent) if format_ == "json" else sent_as_text(sent))
    if format_ == "text" and has_journal:
        click.echo(f"Its journey: meshctl trace --stage {stage} --id {sent.event_id}", err=True)


def _fault_of_data(data: object) -> str | None:
    """By the rule of meshkit, which holds for functions that publish and receive."""
    from meshctl.adapters.installation import make_meshkit_known

    make_meshkit_known()
    from meshkit.data import fault_of_data

    return fault_of_data(data)


def _fault_of_entry(entry: Mapping[str, str]) -> str | None:
    """By the rule of meshkit likewise: how large an event may be."""
    from meshctl.adapters.installation import make_meshkit_known

    make_meshkit_known()
    from meshkit.putting import Entry, fault_of_size

    return fault_of_size(Entry("", entry["EventBusName"], entry["Source"], entry["DetailType"], entry["Detail"]))


def _read_data(text: str) -> dict[str, object]:
    import json

    from meshctl.adapters.stdin_or_file import STANDARD_INPUT, read_input
    from meshctl.app.events.read_event import MOST_BYTES, decoded_text
    from meshctl.errors import MeshctlError

    if text == STANDARD_INPUT or text.startswith("@"):
        text = decoded_text(read_input(text.removeprefix("@"), MOST_BYTES), "the data")
    try:
        data = json.loads(text)
        json.dumps(data, allow_nan=False, ensure_ascii=False).encode()  # Python reads NaN and "\\ud800", AWS does not
    except (ValueError, RecursionError) as error:
        raise MeshctlError(
            f"the data is not JSON: {error}", """write it like --data '{"order_id": "o-1"}'"""
        ) from error
    if not isinstance(data, dict):
        raise MeshctlError("the data is no JSON object", """write it like --data '{"order_id": "o-1"}'""")
    return data
