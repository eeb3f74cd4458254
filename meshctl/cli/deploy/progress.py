"""Talk while work goes on: one line each on stderr, with the seconds since the start. Thread-safe."""

from threading import RLock
from time import monotonic

import click

from meshctl.report.plain import plain


class Progress:
    """Tells what happens to which stack; call it like a function."""

    def __init__(self) -> None:
        self._start = monotonic()
        self._lock = RLock()  # a second Ctrl-C may come while the first one is told, in the same thread

    def __call__(self, about: str, line: str) -> None:
        """Shows one line about a stack."""
        with self._lock:
            click.echo(f"{monotonic() - self._start:5.0f}s  {about:<20} {plain(line)}", err=True)
