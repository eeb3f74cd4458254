"""`meshctl completion SHELL`."""

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the script that completes meshctl's command lines in SHELL. Where it goes:

    \b
    bash, in ~/.bashrc:   eval "$(meshctl completion bash)"
    zsh, in ~/.zshrc:     eval "$(meshctl completion zsh)"
    fish:                 meshctl completion fish > ~/.config/fish/completions/meshctl.fish

    Names of stages, systems, services, events and so on are those that the last `meshctl check` found.
    """
    from click.shell_completion import shell_complete

    from meshctl.cli.commands import COMPLETE_VARIABLE, meshctl

    shell_complete(meshctl, {}, "meshctl", COMPLETE_VARIABLE, f"{shell}_source")
