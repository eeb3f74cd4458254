"""Functions that really run: each invocation is a process of its own, from the zip that was uploaded."""
