"""Options that several commands share. Values only; opens nothing."""

from collections.abc import Callable
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar

import click

from meshctl.cli.complete.complete_names import names
from meshctl.cli.nearest_catalogue import nearest_catalogue
from meshctl.errors import CatalogueUnreadable

Command = TypeVar("Command", bound=Callable[..., Any])


class _NamedPath(click.Path):
    """A path that somebody has named: an empty one is a variable that is not set, and not the directory that one is in."""

    def __init__(self, *, file_okay: bool = True) -> None:
        super().__init__(path_type=Path, file_okay=file_okay)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises `click.BadParameter`."""
        if value in ("", b""):
            self.fail("it is empty; is a variable not set?", param, ctx)
        return super().convert(value, param, ctx)


def named_path(*, file_okay: bool = True) -> click.Path:
    """What an option takes that names a path."""
    return _NamedPath(file_okay=file_okay)


class _Seconds(click.FloatRange):
    """A time that comes to an end: not `inf`, and not `nan`, which is never over."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number. Raises `click.BadParameter`."""
        seconds = super().convert(value, param, ctx)
        if not isfinite(seconds):
            self.fail("it is no number of seconds.", param, ctx)
        return seconds


def catalogue_option(command: Command) -> Command:
    """`--catalogue DIR`, else the directory with mesh.yaml: this one, or `catalogue` in it."""
    return click.option(
        "--catalogue",
        type=named_path(),
        envvar="MESHCTL_CATALOGUE",
        callback=_catalogue_of,
        help="The directory that holds mesh.yaml. [default: here, or ./catalogue]",
    )(command)


def stage_option(command: Command) -> Command:
    """`--stage NAME`."""
    help_ = "The stage, as mesh.yaml names it."
    return click.option("--stage", required=True, envvar="MESHCTL_STAGE", help=help_, shell_complete=names("stage"))(
        command
    )


def optional_stage_option(command: Command) -> Command:
    """`--stage NAME`, where something else may say it."""
    help_ = "The stage, as mesh.yaml names it. [required, without DIR]"
    return click.option("--stage", envvar="MESHCTL_STAGE", help=help_, shell_complete=names("stage"))(command)


def allow_deletes_option(command: Command) -> Command:
    """`--allow-deletes`."""
    help_ = "Take down what the catalogue has no more: whole systems, and what stands in accounts that it has left."
    return click.option("--allow-deletes", is_flag=True, help=help_)(command)


def only_option(command: Command) -> Command:
    """`--only SYSTEM`, as often as wanted."""
    help_ = "Change this system alone; all else stays as it was applied last. Can be said several times."
    return click.option("--only", multiple=True, metavar="SYSTEM", help=help_, shell_complete=names("system"))(command)


def changed_since_option(command: Command) -> Command:
    """`--changed-since REVISION`."""
    help_ = (
        "Change those systems alone that are another thing than at this git revision, by files and functions' sources."
    )
    return click.option("--changed-since", metavar="REVISION", help=help_)(command)


def allow_loss_option(command: Command) -> Command:
    """`--allow-loss NAME`, as often as wanted."""
    help_ = "Let go what this name is of, at once and with all messages in it: a part, a service or a system that goes."
    return click.option("--allow-loss", multiple=True, metavar="NAME", help=help_)(command)


def drain_option(command: Command) -> Command:
    """`--drain`."""
    help_ = "First wait until what may go has held no message for a minute; for a quarter of an hour at most."
    return click.option("--drain", is_flag=True, help=help_)(command)


def lock_timeout_option(command: Command) -> Command:
    """`--lock-timeout SECONDS`."""
    help_ = "Wait so many seconds for another meshctl that works on the stage, instead of giving up at once."
    return click.option(
        "--lock-timeout", type=_Seconds(min=0), default=0, show_default=True, metavar="SECONDS", help=help_
    )(command)


def schema_option(command: Command) -> Command:
    """`--schema NAME`."""
    help_ = "Which schema of a document of OpenAPI, or which message of one of AsyncAPI."
    return click.option("--schema", "wanted", metavar="NAME", help=help_)(command)


def refresh_option(command: Command) -> Command:
    """`--refresh`."""
    help_ = "Compare every stack with AWS, also those that stand by the records as they were applied last."
    return click.option("--refresh", is_flag=True, help=help_)(command)


def format_option(command: Command) -> Command:
    """`--format text|json`."""
    return formats_option("text", "json")(command)


def formats_option(*formats: str) -> Callable[[Command], Command]:
    """`--format` with these to choose from, the first by default."""
    help_ = "How to show the result."
    return click.option(
        "--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True, help=help_
    )


def _catalogue_of(_: click.Context, __: click.Parameter, given: Path | None) -> Path:
    return found_catalogue(given)


def found_catalogue(given: Path | None) -> Path:
    """The catalogue that is given, or the nearest. Raises `CatalogueUnreadable` where there is none."""
    found = given or nearest_catalogue()
    if found is None:
        hint = "go to the catalogue's directory, or name it: --catalogue DIR"
        raise CatalogueUnreadable("there is no mesh.yaml here", hint)
    return found
