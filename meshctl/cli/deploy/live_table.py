"""A table on the terminal of stderr that is drawn again five times a second, below all lines that are told meanwhile.

What it says is `report/stacks/progress_table.py`. The cursor is hidden as long as it is there, and shown again however that ends.
A job in the background draws nothing: the terminal is its shell's, and somebody types there.
"""

import os
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import ceil
from threading import Event, RLock, Thread
from time import monotonic

import click

from meshctl.progress.stacks_progress import StacksProgress, after, ahead
from meshctl.progress.steps import ResourceStep, StacksAhead, Told
from meshctl.report.stacks.progress_table import StackLine, progress_table

SECONDS_BETWEEN_FRAMES = 0.2
_HIDE_CURSOR, _SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
_TO_END_OF_LINE, _TO_END_OF_SCREEN = "\x1b[K", "\x1b[J"


@contextmanager
def live_table(lock: RLock) -> Iterator["StackTable"]:
    """A table that is drawn under this lock until the end; then it stays as it was last."""
    table, ended = StackTable(), Event()

    def draw() -> None:
        with suppress(OSError):  # the terminal is gone: nobody looks any more, and the work goes on
            while not ended.wait(SECONDS_BETWEEN_FRAMES):
                with lock:
                    table.draw()

    drawing = Thread(target=draw, daemon=True)
    with _keeping_what_is_written():
        _write(_HIDE_CURSOR)
        drawing.start()
        try:
            yield table
        finally:
            ended.set()
            drawing.join()
            with suppress(OSError), lock:
                table.draw()
                _write(_SHOW_CURSOR)


def is_in_foreground() -> bool:
    """Whether the terminal of stderr is this process's to draw on; one that it is no job of has nobody else who would."""
    try:
        return os.tcgetpgrp(sys.stderr.fileno()) == os.getpgrp()
    except OSError:  # not the terminal that controls this process
        return True


@contextmanager
def _keeping_what_is_written() -> Iterator[None]:
    """At Ctrl-C a terminal drops what it has not shown yet: half of a table, and nobody would know where the cursor is."""
    terminal = sys.stderr.fileno()
    before = termios.tcgetattr(terminal)[3] & termios.NOFLSH
    _set_noflsh(terminal, termios.NOFLSH)
    try:
        yield
    finally:
        with suppress(termios.error):  # the terminal is gone
            _set_noflsh(terminal, before)


def _set_noflsh(terminal: int, flag: int) -> None:
    """Sets this alone, since another job may have set the rest; a job in the background would be stopped for it by SIGTTOU."""
    attributes = termios.tcgetattr(terminal)
    attributes[3] = attributes[3] & ~termios.NOFLSH | flag
    masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
    try:
        termios.tcsetattr(terminal, termios.TCSADRAIN, attributes)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, masked)


class StackTable:
    """The stacks that are told of, and what of them is on the screen. Whoever calls holds the lock."""

    def __init__(self) -> None:
        self._progress: StacksProgress | None = None
        self._on_screen: tuple[StackLine, ...] = ()

    def takes(self, about: str, told: Told, now: float) -> bool:
        """Whether something told goes into the table, and into no line of its own."""
        if isinstance(told, StacksAhead):
            if any(told.waves):
                self.draw()
                self._on_screen = ()
                self._progress = ahead(told, now)
            return True
        if isinstance(told, str) or self._progress is None or about not in self._progress.stacks:
            return False
        self._progress = after(self._progress, about, told, now)
        return not (isinstance(told, ResourceStep) and told.kind == "failed")

    def show_above(self, line: str) -> None:
        """Shows a line, and the table below it."""
        width, _ = _size()
        _write(f"{self._back(width)}{_TO_END_OF_SCREEN}{line}\n")
        self._on_screen = ()
        self.draw()

    def draw(self) -> None:
        """Draws the table over the one that is there, and in the background none."""
        if not is_in_foreground():
            self._on_screen = ()  # what is there by now is the shell's
            return
        if self._progress is None:
            return
        width, height = _size()
        lines = progress_table(self._progress, monotonic(), width - 1, height - 1)
        frame = "".join(f"{_coloured(line)}{_TO_END_OF_LINE}\n" for line in lines)
        _write(f"{self._back(width)}{frame}{_TO_END_OF_SCREEN}")
        self._on_screen = lines

    def _back(self, width: int) -> str:
        """To where the table begins; a terminal that has become narrower since has broken its lines."""
        rows = sum(max(1, ceil(len(line.text) / width)) for line in self._on_screen)
        return f"\r\x1b[{rows}A" if rows else "\r"


def _coloured(line: StackLine) -> str:
    return line.text if os.environ.get("NO_COLOR") or not line.colour else click.style(line.text, fg=line.colour)


def _size() -> tuple[int, int]:
    """Columns and lines of the terminal; what one that knows neither says is taken for the usual ones."""
    columns, lines = os.get_terminal_size(sys.stderr.fileno())
    return columns or 80, lines or 24


def _write(text: str) -> None:
    click.echo(text, err=True, nl=False, color=True)
