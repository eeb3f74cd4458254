"""The input of an execution as it was given, white space and all: so it is told where a state is entered with it, or passes it on. Pure.

What a task, a map or branches have made is told without white space, even where it comes to the same. Recorded on AWS.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAKING = ("TaskStateExited", "MapStateExited", "ParallelStateExited")
"""Events after which it is not told so any more."""


@dataclass(frozen=True)
class WorkflowInput:
    """A text of JSON, and what the interpreter tells instead of it."""

    text: str
    compact: str

    def told(self, kind: str, details: Mapping[str, Any]) -> dict[str, Any]:
        """Give the details of an event of a history, with the text itself if that is what they tell."""
        if kind.endswith("StateEntered"):
            return self._told(details, "stateEnteredEventDetails", "input")
        if kind.endswith("StateExited"):
            return self._told(details, "stateExitedEventDetails", "output")
        return dict(details)

    def _told(self, details: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
        one = details[name]
        return {**details, name: {**one, where: self.text}} if one.get(where) == self.compact else dict(details)
