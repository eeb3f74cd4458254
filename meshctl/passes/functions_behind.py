"""Which functions receive what arrives somewhere, and what each receives: over buffers, queues and streams that they read, topics
and workflows. Pure."""

from collections import defaultdict
from collections.abc import Mapping

from meshctl.passes.generations import Generation, StackKey, parts_of
from meshctl.passes.pinned_events import PinnedEvent, functions_of, message_of, routes_of, taken_by

FunctionKey = tuple[StackKey, str]
"""Stack and key of a function."""
_Ways = Mapping[str, frozenset[str | FunctionKey]]


def functions_behind(generation: Generation) -> Mapping[str, frozenset[FunctionKey]]:
    """The functions that receive what arrives at an ARN, at once or from where it is led on to."""
    onward = _onward(generation)
    return {arn: frozenset(one for one in _reached(arn, onward) if not isinstance(one, str)) for arn in onward}


def received_by_functions(generation: Generation) -> Mapping[FunctionKey, frozenset[PinnedEvent]]:
    """What each function receives to which something leads."""
    behind, received = functions_behind(generation), dict[FunctionKey, frozenset[PinnedEvent]]()
    brought = [(one["target"]["arn"], taken_by(one)) for _, _, one in routes_of(generation) if one["enabled"]]
    heard = (one for _, _, one in parts_of(generation, "topic_subscriptions"))
    brought += [(one["endpoint_arn"], frozenset({message_of(one["topic_arn"])})) for one in heard]
    for arn, events in brought:
        for function in behind.get(arn, ()):
            received[function] = received.get(function, frozenset()) | events
    return received


def _onward(generation: Generation) -> _Ways:
    """By an ARN, the functions and the ARNs to which what arrives there is led on."""
    found = defaultdict[str, set[str | FunctionKey]](set)
    for stack, key, one in functions_of(generation):
        found[one["arn"]].add((stack.key, key))
    for stack, _, one in parts_of(generation, "buffers"):
        found[one["queue"]["arn"]].add((stack.key, one["function"]))
    for stack, _, one in parts_of(generation, "mappings"):
        found[one["source_arn"]].add((stack.key, one["function"]))
    for _, _, one in parts_of(generation, "topic_subscriptions"):
        found[one["topic_arn"]].add(one["endpoint_arn"])
    for _, _, one in parts_of(generation, "workflows"):
        found[one["arn"]].update(arn for use in one["uses"] for arn in use["arns"])
    return {arn: frozenset(ends) for arn, ends in found.items()}


def _reached(arn: str, onward: _Ways) -> set[str | FunctionKey]:
    """All that comes after an ARN."""
    found, left = set[str | FunctionKey](), [arn]
    while left:
        after = onward.get(left.pop(), frozenset()) - found
        found |= after
        left += (one for one in after if isinstance(one, str))
    return found
