"""`meshctl policy`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.complete.complete_names import files, names
from meshctl.cli.options import formats_option, named_path

if TYPE_CHECKING:
    from meshctl.cli.policy.show_answer import JudgedTerraform

_CATALOGUE = "The directory that holds mesh.yaml. For --stage: [default: here, or ./catalogue]"


@click.command()
@click.option("--stage", envvar="MESHCTL_STAGE", shell_complete=names("stage"), help="Judge all stacks of a stage.")
@click.option(
    "--directory",
    type=named_path(),
    help="Judge the HCL in a directory and below; with --plan, where the plan's HCL is.",
)
@click.option(
    "--plan",
    "plans",
    multiple=True,
    type=named_path(),
    shell_complete=files,
    help="Judge a plan, as `terraform show -json PLANFILE` writes it. Can be said several times.",
)
@click.option("--set-up", is_flag=True, help="Build the environment of checkov, once; takes some minutes.")
@click.option("--catalogue", type=named_path(), envvar="MESHCTL_CATALOGUE", help=_CATALOGUE)
@formats_option("text", "json", "sarif", "github", "junit")
@click.option("--strict", is_flag=True, help="Fail on HCL that cannot be read without a plan, too.")
def policy(
    stage: str | None,
    directory: Path | None,
    plans: tuple[Path, ...],
    set_up: bool,
    catalogue: Path | None,
    format_: str,
    strict: bool,
) -> None:
    """Say what in Terraform goes around the mesh, or is less safe than it should be.

    A stage is planned from empty state on an embedded AWS of its own: no credentials are needed, and nothing is changed. Terraform
    that a team has written by hand is given as a directory or as a plan; with --catalogue, accounts and routes of the mesh are known.
    """
    if set_up:
        _set_up()
    elif directory or plans:
        from meshctl.cli.policy.judge_files import judge_files

        _show(judge_files(plans, directory, catalogue, stage), format_, strict)
    elif stage:
        from meshctl.cli.policy.judge_stage import judge_stage

        _show(judge_stage(catalogue, stage), format_, strict)
    else:
        raise click.UsageError("say one of: --stage NAME, --directory DIR, --plan FILE, --set-up")


def _show(judged: "JudgedTerraform", format_: str, strict: bool) -> None:
    from meshctl.cli.policy.show_answer import show_answer

    show_answer(judged, format_, strict=strict)


def _set_up() -> None:
    import os

    from meshctl.adapters.policy.environment import CHECKOV

    click.echo("Building checkov's environment, where it is not there yet ...", err=True)
    click.echo(f"checkov's environment is in {CHECKOV.built(os.environ)}.")
