"""The exit codes are those that the help promises and that click gives."""

import click

from meshctl.cli.commands import meshctl
from meshctl.cli.exit_codes import CHANGES_PENDING, DONE, FAILURE, USAGE


def test_the_help_tells_each_code() -> None:
    told = (meshctl.help or "").partition("Exit codes: ")[2].partition(".")[0].split("; ")
    assert [int(one.split()[0]) for one in told] == [DONE, FAILURE, USAGE, CHANGES_PENDING]


def test_click_tells_a_wrong_usage_and_a_failure_alike() -> None:
    assert (click.UsageError.exit_code, click.ClickException.exit_code) == (USAGE, FAILURE)
