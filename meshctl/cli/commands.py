"""The commands by name, with the line that `meshctl --help` shows. Imports none of them before it is called."""

from importlib import import_module

import click

from meshctl import __version__

ROOMS = {
    "check": ("check",),
    "tell": ("list", "show", "diff", "explain", "schema", "doctor"),
    "write": ("new", "fmt"),
    "events": ("send", "trace", "pattern"),
    "deploy": ("render", "package", "plan", "apply", "destroy", "local"),
}
"""Which room of this package holds the module of a command."""
COMMANDS = {
    "check": "Say what is wrong with the catalogue.",
    "explain": "Say what a check wants, or which way of joining services fits.",
    "diff": "Say what the catalogue changes for people since a revision.",
    "render": "Write the Terraform inputs of a stage, without running anything.",
    "package": "Build the functions' packages.",
    "plan": "Say what would change in a stage.",
    "apply": "Bring a stage to what the catalogue says.",
    "destroy": "Take everything of a stage down again.",
    "send": "Publish an event as the service that owns it.",
    "trace": "Tell the journey of an event.",
    "pattern": "Check, test and explain one event pattern.",
    "local": "Start, stop and show the embedded AWS.",
    "doctor": "Say what this machine lacks and how to get it.",
    "list": "List systems, services, events, subscriptions, channels or routes.",
    "show": "Show all that the catalogue says of one thing.",
    "new": "Write a new mesh, system, service, event or function.",
    "fmt": "Put the catalogue's files into their canonical form.",
    "schema": "Print the language's JSON Schema, for editors.",
}


class LazyCommands(click.Group):
    """A group whose commands are modules of this package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the order of a first day with meshctl."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name; imports its module."""
        room = next((room for room, names in ROOMS.items() if name in names), None)
        if room is None:
            return None
        command: click.Command = getattr(import_module(f"meshctl.cli.{room}.{name}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, from the table and not from the modules."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="meshctl %(version)s")
def meshctl() -> None:
    """Within a system anything, between systems EventBridge.

    meshctl reads a catalogue of services and events, checks it, and brings it to AWS with Terraform.

    Exit codes: 0 done or nothing to do; 1 findings or failure; 2 usage; 3 changes pending (plan --exit-code).
    """
