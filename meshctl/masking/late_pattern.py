"""Expressions that are compiled when they are first asked for. Most commands tell nothing that looks like a secret, and need few."""

from re import Pattern
from re import compile as compile_pattern
from typing import Any, AnyStr, cast


def late_pattern(text: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """What `re.compile` gives, without the time that it takes; what is wrong with `text` is raised late as well."""
    return cast(Pattern[AnyStr], _LatePattern(text, flags))


class _LatePattern:
    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(compile_pattern(self.pattern, self._flags), name)
        setattr(self, name, found)  # from now on as fast as that of the compiled one
        return found
