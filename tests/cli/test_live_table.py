"""How far stacks are, on a terminal and without one."""

import os
import pty
import re
import subprocess
import sys
import termios

import pytest

from tests.support.running import QUIET
from tests.support.screen import Screen

TOLD = """
import time
from meshctl.cli.deploy.progress import Progress
from meshctl.progress.steps import DONE, PLAN, StackEnds, StacksAhead, StackStep
tell = Progress()
tell("meshctl", "Terraform 1.2.3")
with tell.live():
    tell("meshctl", StacksAhead(PLAN, (("hub", "routes"),)))
    tell("hub", StackStep("planning"))
    time.sleep(0.5)
    tell("hub", "warning: of what is odd")
    tell("hub", StackStep("planned: 3 to add"))
    tell("hub", StackEnds(DONE))
    {then}
print("Apply this?", flush=True)
"""
LINES = ["meshctl              Terraform 1.2.3", "hub                  planning"]
LINES += ["hub                  warning: of what is odd", "hub                  planned: 3 to add"]


JOB = """
import os, sys
os.login_tty(os.dup(0))
job = os.fork()
if job:
    _, status = os.waitpid(job, os.WUNTRACED)
    print("stopped" if os.WIFSTOPPED(status) else "ended", flush=True)
    os.WIFSTOPPED(status) and os.kill(job, 9)
else:
    {before}
    exec(sys.argv[1])
"""
"""A shell that runs a job in its own group; `os.setpgid(0, 0)` puts that into the background."""


def as_a_job(before: str, then: str) -> str:
    return on_a_terminal(then, shell=JOB.format(before=before))


def on_a_terminal(then: str = "", shell: str = "", **more: str) -> str:
    """All that is written to a terminal, which is left as it was."""
    ours, theirs = pty.openpty()
    before = termios.tcgetattr(ours)
    environment = {**QUIET, "TERM": "xterm", **more}
    environment.pop("CI", None) if "CI" not in more else None
    process = subprocess.Popen(
        [sys.executable, "-c", *filter(None, (shell, TOLD.format(then=then)))],
        stdout=theirs,
        stderr=theirs,
        stdin=theirs,
        env=environment,
    )
    os.close(theirs)
    written = b""
    try:
        while data := os.read(ours, 65536):
            written += data
    except OSError:
        pass  # all ends of the terminal are closed
    process.wait(timeout=60)
    assert termios.tcgetattr(ours) == before
    os.close(ours)
    return written.decode()


def test_a_terminal_has_a_table_below_what_is_told() -> None:
    written = on_a_terminal()
    first, second, *table, question, _ = Screen(written).lines
    assert (first.split("s  ")[1], second.split("s  ")[1]) == (LINES[0], LINES[2])
    assert [re.sub(r"\d+ s$", "n s", line.strip()).split() for line in table[:2]] == [
        ["hub", "planned:", "3", "to", "add", "n", "s"],
        ["routes", "waits", "for", "its", "turn"],
    ]
    assert re.match(r"  plan: 1 of 2 stacks done, \d+ s", table[2])
    assert question == "Apply this?"
    assert "\x1b[?25l" in written and "\x1b[32m" in written


@pytest.mark.parametrize("then", ["", "raise SystemExit(3)", "raise KeyboardInterrupt", "1 / 0"])
def test_the_cursor_is_there_again_however_it_ends(then: str) -> None:
    written = on_a_terminal(then)
    assert "\x1b[?25l" in written
    assert Screen(written).is_cursor_shown


def test_a_job_in_the_background_is_told_in_lines_and_goes_on() -> None:
    written = as_a_job("os.setpgid(0, 0)", "")
    assert "\x1b" not in written
    assert [line.split("s  ", 1)[-1] for line in written.splitlines()] == [*LINES, "Apply this?", "ended"]


def test_a_job_that_is_put_into_the_background_draws_no_more_and_goes_on() -> None:
    written = as_a_job("", "os.setpgid(0, 0); print('BACKGROUND', flush=True); time.sleep(0.5)")
    drawn, _, after = written.partition("BACKGROUND")
    assert "hub" in drawn and "hub" not in after
    assert after.split("\r\n")[-3:] == ["\x1b[?25hApply this?", "ended", ""]


def test_a_job_in_the_foreground_has_its_table() -> None:
    assert "plan: 1 of 2 stacks done" in as_a_job("", "")


def test_who_wants_no_colours_gets_none() -> None:
    written = on_a_terminal(NO_COLOR="1")
    assert not re.search(r"\x1b\[[0-9;]*m", written) and "\x1b[?25l" in written


@pytest.mark.parametrize("more", [{"TERM": "dumb"}, {"CI": "true"}])
def test_a_terminal_that_nobody_looks_at_gets_plain_lines(more: dict[str, str]) -> None:
    written = on_a_terminal(**more)
    assert "\x1b" not in written
    assert [line.split("s  ", 1)[-1] for line in written.splitlines()] == [*LINES, "Apply this?"]


def test_without_a_terminal_there_are_plain_lines() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TOLD.format(then="")],
        capture_output=True,
        text=True,
        env={**QUIET, "TERM": "xterm"},
        check=True,
    )
    assert [line.split("s  ", 1)[-1] for line in done.stderr.splitlines()] == LINES


def test_where_nobody_hears_it_any_more_the_work_goes_on() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", TOLD.format(then="")], stdout=subprocess.PIPE, stderr=writing, env=QUIET, check=False
    )
    os.close(writing)
    assert done.stdout == b"Apply this?\n"
