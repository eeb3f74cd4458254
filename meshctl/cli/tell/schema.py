"""`meshctl schema`."""

import click

from meshctl.adapters.programs.masked_streams import tell_as_it_is


@click.command()
def schema() -> None:
    """Print the JSON Schema of the catalogue language: editors complete and check catalogue files with it.

    `meshctl new mesh` writes it as .schema.json beside mesh.yaml, so that editors need no network; write it anew after an update.
    An editor with yaml-language-server finds it by a file's first line, as a path relative to that file:
    `# yaml-language-server: $schema=.schema.json` in mesh.yaml, and with `../.schema.json` in the files of a system.
    """
    from meshctl.app.tell.language_schema import language_schema

    tell_as_it_is(language_schema())
