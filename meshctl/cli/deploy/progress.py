"""Talk while work goes on, on stderr: a line each with the seconds since the start, or a table on a terminal. Thread-safe."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, suppress
from threading import RLock
from time import monotonic
from typing import TYPE_CHECKING

import click

from meshctl.progress.steps import ResourceStep, line_of
from meshctl.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meshctl.cli.deploy.live_table import StackTable
    from meshctl.progress.steps import Told

SECONDS_BETWEEN_LINES = 5
"""Of how far one stack is; a failure is told at once."""


class Progress:
    """Tells what happens to which stack; call it like a function."""

    def __init__(self) -> None:
        self._start = monotonic()
        self._lock = RLock()  # a second Ctrl-C may come while the first one is told, in the same thread
        self._last: dict[str, float] = {}
        self._table: StackTable | None = None

    def __call__(self, about: str, told: Told) -> None:
        """Shows a step of a stack, or a line about something. Where stderr is gone nobody hears it, and the work goes on."""
        with self._lock, suppress(OSError):
            now = monotonic()
            if self._table and self._table.takes(about, told, now):
                return
            if (line := line_of(told)) and self._is_time(about, told, now):
                shown = f"{now - self._start:5.0f}s  {about:<20} {plain(line)}"
                if self._table:
                    self._table.show_above(shown)
                else:
                    click.echo(shown, err=True)

    @contextmanager
    def live(self) -> Iterator[None]:
        """While stacks are at work: draws how far they are, where stderr is a terminal that somebody looks at."""
        if not draws_tables():
            yield
            return
        from meshctl.cli.deploy.live_table import live_table

        try:
            with live_table(self._lock) as self._table:
                yield
        finally:
            self._table = None

    def _is_time(self, about: str, told: Told, now: float) -> bool:
        """How far a stack is, is told every few seconds."""
        last = self._last.setdefault(about, now)
        if isinstance(told, ResourceStep) and told.kind != "failed":
            if now - last < SECONDS_BETWEEN_LINES:
                return False
            self._last[about] = now
        return True


def draws_tables() -> bool:
    """Whether stderr is a terminal that can move its cursor, no log of a CI system that looks like one, and not somebody else's
    for now."""
    terminal = os.environ.get("TERM", "dumb")
    if not sys.stderr or not sys.stderr.isatty() or terminal == "dumb" or os.environ.get("CI"):
        return False
    from meshctl.cli.deploy.live_table import is_in_foreground

    return is_in_foreground()
