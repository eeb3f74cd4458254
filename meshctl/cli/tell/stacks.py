"""`meshctl stacks`."""

from pathlib import Path

import click

from meshctl.cli.options import catalogue_option, formats_option, stage_option


@click.command()
@catalogue_option
@stage_option
@formats_option("text", "json", "github-matrix")
def stacks(catalogue: Path, stage: str, format_: str) -> None:
    """Say which stacks a stage has, and which has to be applied before which.

    The matrix has one job for each system, for `meshctl plan --only SYSTEM`. An apply of several at once belongs into one
    `meshctl apply`, which knows the order.
    """
    from meshctl.cli.open_catalogue import open_stage
    from meshctl.errors import MeshctlError
    from meshctl.plan.stack_graph import stack_graph
    from meshctl.report.stacks.stack_graph import graph_as_json, graph_as_matrix, graph_as_text

    opened = open_stage(catalogue, stage)
    show = {"text": graph_as_text, "json": graph_as_json, "github-matrix": graph_as_matrix}[format_]
    try:
        click.echo(show(stack_graph(opened.mesh, opened.stage)))
    except ValueError as error:
        raise MeshctlError(str(error), "plan several systems in one job: --only can be said several times") from None
