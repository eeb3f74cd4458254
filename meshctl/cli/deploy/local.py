"""`meshctl local up|down|status|clock|logs`."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.adapters.programs.masked_streams import tell_as_it_is
from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import catalogue_option, format_option

if TYPE_CHECKING:
    from meshctl.ports import EmbeddedAws

PORT = 4747
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_DURATION = re.compile(r"\+?([1-9][0-9]{0,8})([smhd])")
_BACKWARDS = re.compile(r"-[0-9]")
LOOK_SECONDS = 0.5
NOT_RUNNING = "not running; start it: meshctl local up"


@click.group()
def local() -> None:
    """Start, stop and show the embedded AWS. It listens on loopback only and forgets everything when it stops."""


@local.command()
@catalogue_option
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free one.")
@click.option(
    "--speed", type=click.IntRange(1, 10_000), default=60, show_default=True, help="How much faster waits pass."
)
@click.option(
    "--organization", default="", help="The AWS organisation that all accounts belong to, as mesh.yaml names it."
)
def up(catalogue: Path, port: int, speed: int, organization: str) -> None:
    """Start it in the background; says where it is when it runs already.

    The functions of the catalogue run on this machine, as you: they can read and change whatever you can. Their time and the
    memory of each of their processes are limited as the catalogue says, and what they start ends with them. Start it for code
    that you would run yourself.
    """
    from meshctl.adapters.atomic_files import state_directory
    from meshctl.adapters.local_aws import control
    from meshctl.cli.wiring import local_home

    state_directory(catalogue)
    running = control.up(local_home(catalogue), port, speed, organization)
    click.echo(f"The embedded AWS runs at {running.endpoint} (process {running.pid}).")


@local.command()
@catalogue_option
def down(catalogue: Path) -> None:
    """Stop it; what was applied to it is gone then."""
    from meshctl.adapters.local_aws import control
    from meshctl.cli.wiring import local_home

    stopped = control.down(local_home(catalogue))
    click.echo("The embedded AWS is stopped." if stopped else "The embedded AWS was not running.")


@local.command()
@catalogue_option
@format_option
@click.option(
    "--environment", is_flag=True, help="Print lines for a shell instead, with the keys that let AWS's own tools in."
)
def status(catalogue: Path, format_: str, environment: bool) -> None:
    """Say whether it runs, and where. Exits with 1 when it does not.

    For AWS's own tools: eval "$(meshctl local status --environment)". The keys are good until it stops.
    """
    from json import dumps

    from meshctl.adapters.local_aws import control
    from meshctl.cli.wiring import local_home

    running = control.status(local_home(catalogue))
    if environment:
        if running:
            tell_as_it_is(f"{_lines_for_a_shell(running)}\n")
        else:
            click.echo(NOT_RUNNING, err=True)
    elif format_ == "json":
        click.echo(dumps({"running": running is not None} | (running.told if running else {}), indent=2))
    elif running:
        click.echo(f"running at {running.endpoint} (process {running.pid}) since {running.started}")
    else:
        click.echo(NOT_RUNNING)
    if running is None:
        raise click.exceptions.Exit(FAILURE)


class _MovedForward(click.Command):
    """Refuses `-1h` in a sentence: click would read the option -h in it, and print the help."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Raises `MeshctlError` for a duration backwards."""
        for one in filter(_BACKWARDS.match, args):
            _seconds(one)
        return super().parse_args(ctx, args)


@local.command(cls=_MovedForward, context_settings={"ignore_unknown_options": True})
@click.argument("by", required=False, metavar="[+DURATION]")
@catalogue_option
@format_option
def clock(by: str | None, catalogue: Path, format_: str) -> None:
    """Say what its clock says, or move it by +30s, +5m, +1h or +14d. It goes forward only.

    Schedules, retries, delays, visibility, retention, the ages of messages and the days of what is retired follow it. The clock of
    functions, sessions and Terraform's waits do not.
    """
    from meshctl.adapters.local_aws.operating.asking import move_clock, read_clock
    from meshctl.cli.wiring import running_aws
    from meshctl.report.clock import clock_as_json, clock_as_text

    seconds = _seconds(by) if by else 0
    running = running_aws(catalogue)
    said = move_clock(running, seconds) if by else read_clock(running)
    show = clock_as_json if format_ == "json" else clock_as_text
    click.echo(show(said.time, said.ahead))


@local.command()
@click.argument("group", required=False)
@catalogue_option
@click.option("--follow", is_flag=True, help="Go on with what comes, until Ctrl-C.")
def logs(group: str | None, catalogue: Path, follow: bool) -> None:
    """Print the lines of the log group GROUP, such as /aws/lambda/NAME, in all accounts; without it, the names of all groups.

    At most the latest 1,000 are there to be read at once.
    """
    from time import sleep

    from meshctl.adapters.local_aws.operating.asking import read_logs
    from meshctl.cli.wiring import running_aws
    from meshctl.errors import NotFound
    from meshctl.report.log_lines import lines_as_text

    running = running_aws(catalogue)
    found = read_logs(running, group or "")
    if group is None:
        click.echo("\n".join(found.groups) if found.groups else "no log group", err=not found.groups)
        return
    if group not in found.groups and not follow:
        raise NotFound(group, "there is no such log group yet", "the names of all: meshctl local logs")
    last = -1
    while True:
        if found.lines:
            last = found.lines[-1].number
            click.echo(lines_as_text((line.account, line.milliseconds, line.message) for line in found.lines))
        if not follow:
            return
        sleep(LOOK_SECONDS)
        found = read_logs(running, group, last)


def _seconds(duration: str) -> int:
    from meshctl.errors import MeshctlError

    found = _DURATION.fullmatch(duration)
    if not found:
        hint = "meshctl local clock +30s, +5m, +1h or +14d"
        raise MeshctlError("the clock goes forward only, by one number and its unit", hint)
    return int(found[1]) * _SECONDS[found[2]]


def _lines_for_a_shell(running: "EmbeddedAws") -> str:
    """What AWS's own tools read; a session's token would not belong to these keys."""
    values = {
        "AWS_ENDPOINT_URL": running.endpoint,
        "AWS_ACCESS_KEY_ID": running.access_key,
        "AWS_SECRET_ACCESS_KEY": running.secret_key,
    }
    return "\n".join(("unset AWS_SESSION_TOKEN", *(f"export {name}={value}" for name, value in values.items())))
