"""Which retired parts lead to which: who gives one up gives up what is on its way there. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from meshctl.passes.ending_hops import DELIVERY
from meshctl.passes.generations import KINDS, Generation, Retired
from meshctl.passes.parts import EXECUTION, FUNCTION_DEAD_LETTERS, ends_of, topic_ends, used_arns
from meshctl.passes.pinned_events import bus_of
from meshctl.retirement.queues import name_of

_SECTIONS = {kind: section for section, kind in KINDS.items()} | {FUNCTION_DEAD_LETTERS: "functions"}
_ROUTE, _MAPPING, _TOPIC_SUBSCRIPTION = KINDS["routes"], KINDS["mappings"], KINDS["topic_subscriptions"]
_WORKFLOW = KINDS["workflows"]
_READ = (KINDS["buffers"], KINDS["queues"], _MAPPING)
"""What a function reads never gets into its own dead letters, but back to where it was."""


class RetiredEnds:
    """The retired parts of the `standing` stacks, by their ARNs."""

    def __init__(self, parts: Iterable[Retired], standing: Generation) -> None:
        self._standing = standing
        self._by_arn = {arn: part for part in parts if (arn := self._arn(part))}

    def names(self, part: Retired) -> Iterator[str]:
        """What people call a part, and each retired one that it leads to."""
        yield name_of(part, self._standing[part.stack])
        for end in filter(None, map(self._by_arn.get, self._ends(part))):
            if not (part.kind in _READ and end.kind == FUNCTION_DEAD_LETTERS):
                yield from self.names(end)

    def _arn(self, part: Retired) -> str:
        """Where a part is delivered to or invoked; empty for what is not, as an archive."""
        found = self._inputs(part)
        if part.kind in (_ROUTE, _MAPPING, _TOPIC_SUBSCRIPTION) or not found:
            return ""
        return str(found.get("queue", found).get("arn", ""))

    def _ends(self, part: Retired) -> tuple[str, ...]:
        """The ARNs that a part leads to, with those of its dead letters, and of the bus that it is on, which stands as long as it
        does; of a workflow all that its executions call or send to."""
        if part.kind in (DELIVERY, EXECUTION):
            return (part.name.partition(" to ")[2],)
        found = self._inputs(part)
        if not found:
            return ()
        if part.kind == _ROUTE:
            return (*ends_of(found), bus_of(found))
        if part.kind == _TOPIC_SUBSCRIPTION:
            return topic_ends(found)
        if part.kind == _WORKFLOW:
            return used_arns(found)
        return self._read_by(part, found) if part.kind in _READ else ()

    def _read_by(self, part: Retired, found: Mapping[str, Any]) -> tuple[str, ...]:
        """The function that reads it, and where is told of what that fails on of a stream."""
        inputs = self._standing[part.stack].inputs
        function: Mapping[str, Any] = inputs["functions"].get(_reader(inputs, found), {})
        stream: Mapping[str, Any] = found.get("stream") or {}
        return tuple(filter(None, (function.get("arn"), stream.get("on_failure_arn"))))

    def _inputs(self, part: Retired) -> Mapping[str, Any]:
        section = _SECTIONS.get(part.kind, "")
        stack = self._standing.get(part.stack)
        found: Mapping[str, Any] = stack.inputs.get(section, {}).get(part.name, {}) if stack else {}
        return found


def _reader(inputs: Mapping[str, Any], part: Mapping[str, Any]) -> str:
    """The key of the function that a buffer or a mapping is for, or that reads a queue; empty where none does."""
    if "function" in part:
        return str(part["function"])
    readings = inputs.get("mappings", {}).values()
    return next((str(one["function"]) for one in readings if one["source_arn"] == part["queue"]["arn"]), "")
