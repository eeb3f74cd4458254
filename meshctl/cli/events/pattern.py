"""`meshctl pattern check|test|explain`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from meshctl.cli.complete.complete_names import files
from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import format_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meshctl.results.events.pattern_verdict import PatternVerdict

where_option: Callable[..., Any] = click.option(
    "--where", is_flag=True, help="The pattern is a subscription's `where`: over the event's data."
)


@click.group()
def pattern() -> None:
    """Say of one event pattern whether AWS takes it, what it matches and what it means. Needs no catalogue and no AWS.

    PATTERN is a file, `-` for standard input, or JSON, which begins with a brace.
    """


@pattern.command()
@click.argument("pattern", shell_complete=files)
@where_option
@format_option
def check(pattern: str, where: bool, format_: str) -> None:
    """Say whether AWS would take PATTERN, else where it is wrong and why, and how much of the quotas it needs.

    With --where, what pins the account, the source and the detail-type adds to its length; `meshctl check` counts that.

    Exit codes: 0 AWS takes it; 1 AWS refuses it.
    """
    from meshctl.app.events.ask_pattern import read_pattern
    from meshctl.report.events.pattern_verdicts import reading_as_json, reading_as_text

    reading = read_pattern(_pattern_text(pattern), where=where)
    click.echo(reading_as_json(reading) if format_ == "json" else reading_as_text(reading))
    if not reading.taken:
        raise click.exceptions.Exit(FAILURE)


@pattern.command()
@click.argument("pattern", shell_complete=files)
@click.argument("event", shell_complete=files)
@where_option
@format_option
@click.option("--lines", is_flag=True, help="EVENT has an event on each line: a verdict for each, and a count.")
def test(pattern: str, event: str, where: bool, format_: str, lines: bool) -> None:
    """Say whether PATTERN matches EVENT, a file or `-`, and else which field decides: what it has there and should have.

    With --where, EVENT is a whole event or its data alone.

    Exit codes: 0 it matches (with --lines: at least one event does); 1 it does not.
    """
    from meshctl.adapters.stdin_or_file import STANDARD_INPUT, input_lines, read_input
    from meshctl.app.events.ask_pattern import match_event, match_lines
    from meshctl.app.events.read_event import MOST_BYTES
    from meshctl.report.events.pattern_verdicts import (
        verdict_as_json,
        verdict_as_text,
        verdicts_as_json,
        verdicts_as_text,
    )

    if pattern == event == STANDARD_INPUT:
        raise click.UsageError("only one of PATTERN and EVENT can be standard input")
    verdicts: Sequence[PatternVerdict]
    text = _pattern_text(pattern)
    if lines:
        verdicts = tuple(match_lines(text, input_lines(event, MOST_BYTES), where=where))
        click.echo(verdicts_as_json(verdicts) if format_ == "json" else verdicts_as_text(verdicts))
    else:
        verdicts = (match_event(text, read_input(event, MOST_BYTES), where=where),)
        click.echo(verdict_as_json(verdicts[0]) if format_ == "json" else verdict_as_text(verdicts[0]))
    if not any(verdict.matches for verdict in verdicts):
        raise click.exceptions.Exit(FAILURE)


@pattern.command()
@click.argument("pattern", shell_complete=files)
@where_option
@format_option
def explain(pattern: str, where: bool, format_: str) -> None:
    """Say in plain words what PATTERN wants of an event, field by field."""
    from meshctl.app.events.ask_pattern import explain_pattern
    from meshctl.report.events.pattern_verdicts import description_as_json, description_as_text

    lines = explain_pattern(_pattern_text(pattern), where=where)
    click.echo(description_as_json(lines) if format_ == "json" else description_as_text(lines))


def _pattern_text(given: str) -> str:
    from meshctl.adapters.stdin_or_file import read_input
    from meshctl.app.events.read_event import MOST_BYTES, decoded_text

    if given.lstrip().startswith("{"):
        return given
    return decoded_text(read_input(given, MOST_BYTES), "the pattern")
