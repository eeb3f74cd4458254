"""`meshctl fmt`."""

from pathlib import Path

import click

from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import catalogue_option


@click.command()
@catalogue_option
@click.option("--check", is_flag=True, help="Change nothing; list the files that would change, and exit with 1.")
def fmt(catalogue: Path, check: bool) -> None:
    """Put the catalogue's files into their canonical form: the language's order of keys, two spaces a level.

    Comments and quotes stay, and so does the meaning. A file that cannot be read is left alone.
    """
    from meshctl.adapters.catalogue_files import read_catalogue_files, write_catalogue_file
    from meshctl.app.write.format_files import documents_of, formatted
    from meshctl.cli.show_error import show_error
    from meshctl.errors import MeshctlError

    files = read_catalogue_files(catalogue)
    failed = bool(files.unreadable)
    for path, why in files.unreadable.items():
        show_error(f'"{path}" cannot be read: {why}', "put what can be read in its place, or take it away")
    for path, content in documents_of(files):
        try:
            wanted = formatted(path, content)
        except MeshctlError as error:
            show_error(error.message, error.hint)
            failed = True
            continue
        if wanted != content:
            failed = failed or check
            click.echo(f"{'differs' if check else 'changed'}  {catalogue / path}  {_counts(content, wanted)}")
            if not check:
                write_catalogue_file(catalogue / path, wanted)
    if failed:
        raise click.exceptions.Exit(FAILURE)


def _counts(before: bytes, after: bytes) -> str:
    """How many lines come and go. Lines are compared as a heap, not in order: a real diff can take for ever."""
    from collections import Counter

    old, new = Counter(before.splitlines()), Counter(after.splitlines())
    come, go = (new - old).total(), (old - new).total()
    return f"+{come} -{go}" if come or go else "in another order"
