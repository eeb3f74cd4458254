"""The commands by name, with the line that `meshctl --help` shows. Imports none of them before it is called."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

import click

from meshctl import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Entry(NamedTuple):
    """A command: the room of this package that holds its module, and its line in the list of commands."""

    room: str
    help: str


COMPLETE_VARIABLE = "_MESHCTL_COMPLETE"
"""What a shell sets to ask what completes a command line."""
COMMANDS = {
    "check": Entry("check", "Say what is wrong with the catalogue."),
    "explain": Entry("tell", "Say what a check wants, or which way of joining services fits."),
    "diff": Entry("tell", "Say what the catalogue changes for people since a revision."),
    "render": Entry("deploy", "Write the Terraform inputs of a stage, without running anything."),
    "package": Entry("packages", "Build the functions' packages."),
    "lock": Entry("packages", "Pin the wheels of functions whose requirements have ranges."),
    "codegen": Entry("write", "Write the events of a service as typed code."),
    "plan": Entry("deploy", "Say what would change in a stage."),
    "apply": Entry("deploy", "Bring a stage to what the catalogue says."),
    "destroy": Entry("deploy", "Take everything of a stage down again."),
    "drift": Entry("tell", "Say what was changed in a stage by hand."),
    "unlock": Entry("deploy", "Release the state of a stack whose holder was killed."),
    "policy": Entry("policy", "Say what in Terraform goes around the mesh."),
    "guardrails": Entry("deploy", "Write the policies of the AWS organisation over the mesh's accounts."),
    "send": Entry("events", "Publish an event as the service that owns it."),
    "trace": Entry("events", "Tell the journey of an event."),
    "pattern": Entry("events", "Check, test and explain one event pattern."),
    "local": Entry("deploy", "Start, stop and show the embedded AWS."),
    "doctor": Entry("tell", "Say what this machine lacks and how to get it."),
    "stacks": Entry("tell", "List the stacks of a stage, in the order of applying."),
    "list": Entry("tell", "List systems, services, events, subscriptions, channels or routes."),
    "show": Entry("tell", "Show all that the catalogue says of one thing."),
    "new": Entry("write", "Write a new mesh, system, service, event or function."),
    "provider": Entry("write", "Say by which hashes Terraform's AWS provider is known."),
    "fmt": Entry("write", "Put the catalogue's files into their canonical form."),
    "schema": Entry("tell", "Print the language's JSON Schema; check or convert one of an event."),
    "completion": Entry("complete", "Print the script that completes command lines in a shell."),
}
"""In the order of a first day with meshctl."""


class LazyCommands(click.Group):
    """A group whose commands are modules of this package: `apply` of the room `deploy` is `deploy/apply.py`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name; imports its module."""
        entry = COMMANDS.get(name)
        if entry is None:
            return None
        command: click.Command = getattr(import_module(f"meshctl.cli.{entry.room}.{name}"), name)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem[str]]":
        """Commands from the table and not from the modules; or the group's own options."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        begun = {name: entry for name, entry in COMMANDS.items() if name.startswith(incomplete)}
        return [CompletionItem(name, help=entry.help) for name, entry in begun.items()]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, from the table and not from the modules."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="meshctl %(version)s")
def meshctl() -> None:
    """Within a system anything, between systems EventBridge.

    meshctl reads a catalogue of services and events, checks it, and brings it to AWS with Terraform.

    Exit codes: 0 done or nothing to do; 1 findings or failure; 2 usage; 3 changes pending (plan --exit-code) or drift.
    """
