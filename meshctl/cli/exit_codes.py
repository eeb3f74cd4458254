"""The exit codes of every command. Values only; click itself exits with `USAGE` for a usage error."""

DONE = 0
"""Done, or nothing to do."""
FAILURE = 1
"""Findings, or a failure that the operator can mend."""
USAGE = 2
"""The command line is none that meshctl understands."""
CHANGES_PENDING = 3
"""There is something to do; only where a command is asked for it (`meshctl plan --exit-code`, `meshctl drift`)."""
INTERRUPTED = 130
"""The operator said stop; what a shell gives for Ctrl-C."""
