"""The command line. Wires adapters to use cases; the only place that prints, and the only door to click.

Commands are imported when they are called, so that `meshctl --help` starts nothing.
"""

from meshctl.cli.door import main

__all__ = ["main"]
