"""The command line: the only place that prints, and the only door to click.

Read `commands` (the table of commands), then a command: `check/check.py` is `meshctl check`. A command asks
`open_catalogue` for a sound mesh (the `nearest_catalogue`, where none is named; a `cached_catalogue`, where it was
checked before), or has it `open_narrowed` to some systems, such as those `changed_since` a revision; `wiring` for adapters
and use cases put together (those of packages are in `packages/of_stage.py`), `tell_environment` for what counts of a person's environment, `known_retired` for what the last plan
found, and `meshctl.report` for what it shows; `entry_point`, `show_error` and `refused_by_the_system` turn what goes
wrong into a sentence and one of the `exit_codes`. Commands are imported when they are called, so that `meshctl --help`
starts nothing.
"""

from meshctl.cli.entry_point import main

__all__ = ["main"]
