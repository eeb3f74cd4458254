"""`meshctl schema`, `meshctl schema check|convert`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.adapters.programs.masked_streams import tell_as_it_is
from meshctl.cli.complete.complete_names import files
from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import format_option, schema_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meshctl.model.schemas import Schema


@click.group(invoke_without_command=True)
@click.pass_context
def schema(context: click.Context) -> None:
    """Print the JSON Schema of the catalogue language, or say what there is to know of the schema of an event.

    Without a command, it prints the schema that editors complete and check catalogue files with.

    `meshctl new mesh` writes it as .schema.json beside mesh.yaml, so that editors need no network; write it anew after an update.
    An editor with yaml-language-server finds it by a file's first line, as a path relative to that file:
    `# yaml-language-server: $schema=.schema.json` in mesh.yaml, and with `../.schema.json` in the files of a system.
    """
    from meshctl.app.tell.language_schema import language_schema

    if context.invoked_subcommand is None:
        tell_as_it_is(language_schema())


@schema.command()
@click.argument("file", shell_complete=files)
@schema_option
@format_option
def check(file: str, wanted: str | None, format_: str) -> None:
    """Say what is wrong with FILE as the schema of an event, in which dialect it is written, and which fields it describes.

    Within a catalogue it is read as `meshctl check` reads it, with the other files that it refers to; elsewhere it stands alone.
    FILE may be `-`, and JSON or YAML.

    Exit codes: 0 nothing is found; 1 there are findings.
    """
    from meshctl.app.schemas.judge_schema import judge_schema
    from meshctl.report.events.judged_schema import judged_as_json, judged_as_text

    read, contents = _read(file, wanted)
    judged = judge_schema(read)
    click.echo(judged_as_json(judged) if format_ == "json" else judged_as_text(judged, contents))
    if judged.findings:
        raise click.exceptions.Exit(FAILURE)


@schema.command()
@click.argument("file", shell_complete=files)
@schema_option
def convert(file: str, wanted: str | None) -> None:
    """Print FILE, a schema of any dialect or a document of OpenAPI, as one schema of JSON Schema 2020-12 that stands on its own.

    What has no effect in the dialect of FILE is not in it, and told on stderr, as is what 2020-12 cannot say alike.
    """
    from meshctl.app.schemas.convert_schema import convert_schema
    from meshctl.report.events.judged_schema import form_as_json
    from meshctl.report.plain import plain

    converted = convert_schema(_read(file, wanted)[0])
    for told in converted.otherwise:
        click.echo(f"warning: {plain(told)}", err=True)
    click.echo(form_as_json(converted.form))


def _read(name: str, wanted: str | None) -> tuple[Schema, Mapping[str, bytes]]:
    """The schema, and the files that it may have findings in."""
    from meshctl.adapters.catalogue_files import read_catalogue_files
    from meshctl.adapters.stdin_or_file import read_input
    from meshctl.app.schemas.handed_in import MOST_BYTES
    from meshctl.app.schemas.one_schema import schema_alone, schema_in_catalogue

    content = read_input(name, MOST_BYTES)
    catalogue = _catalogue_around(Path(name)) if wanted is None and name.endswith(".json") else None
    if catalogue is not None:
        files = read_catalogue_files(catalogue)
        path = Path(os.path.relpath(name, catalogue)).as_posix()
        if path in files.contents:
            return schema_in_catalogue(files, path), files.contents
    return schema_alone(name, content, wanted), {name: content}


def _catalogue_around(file: Path) -> Path | None:
    """The nearest directory above the file that holds a mesh.yaml."""
    return next((one for one in file.absolute().parents if (one / "mesh.yaml").is_file()), None)
