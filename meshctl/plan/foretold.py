"""What Terraform may do to a stack, foretold from the inputs that it stands with and those that it gets. Pure.

A later pass of a change can be planned by Terraform only when those before it are applied. What people approve of it is this.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from meshctl.plan.changes import ResourceChange

Inputs = Mapping[str, Any]
Actions = frozenset[str]
_NEW, _GONE, _CHANGED = frozenset({"create"}), frozenset({"delete"}), frozenset({"create", "update", "delete"})
"""Within a part that changes, parts of it may come and go; what stands is never replaced, for that loses what it holds."""


def foretold(before: Inputs, after: Inputs) -> Mapping[str, Actions]:
    """By the address of each module instance (or resource of the root) that changes: what may happen to what is in it."""
    old, new = dict(_parts(before)), dict(_parts(after))
    retagged = before.get("stack") != after.get("stack")
    changed = {address for address in old.keys() & new.keys() if retagged or old[address] != new[address]}
    return {
        **dict.fromkeys(sorted(new.keys() - old.keys()), _NEW),
        **dict.fromkeys(sorted(old.keys() - new.keys()), _GONE),
        **dict.fromkeys(sorted(changed), _CHANGED),
    }


def unforetold(planned: Iterable[ResourceChange], before: Inputs, after: Inputs) -> tuple[ResourceChange, ...]:
    """What Terraform would do to a stack besides what was foretold."""
    may = foretold(before, after)
    return tuple(one for one in planned if not _is_foretold(one, may))


def _is_foretold(change: ResourceChange, may: Mapping[str, Actions]) -> bool:
    return any(
        change.address == part or change.address.startswith(f"{part}.") for part in may if change.action in may[part]
    )


def _parts(inputs: Inputs) -> Iterator[tuple[str, Any]]:
    """All that a root makes of its inputs, by address: each as far as it depends on them."""
    if "bus" in inputs:
        yield ("aws_cloudwatch_event_bus.local" if "functions" in inputs else "module.hub"), inputs["bus"]
    yield from _policies(inputs)
    functions, queues = inputs.get("functions", {}), inputs.get("queues", {})
    of_functions = ((key, one["dead_letters"]) for key, one in functions.items() if one["dead_letters"])
    tables = ((key, one["table"]) for key, one in functions.items() if one.get("table"))
    yield from chain(
        _instances("function", ((key, (one, _told_of_failures(inputs, key))) for key, one in functions.items())),
        _instances("function_dead_letters", of_functions),
        _instances("idempotency_table", tables),
        _instances("queue", ((key, one["queue"]) for key, one in queues.items())),
        _instances("queue_dead_letters", ((key, one["dead_letters"]) for key, one in queues.items())),
        ((f'aws_cloudwatch_event_archive.archive["{key}"]', one) for key, one in inputs.get("archives", {}).items()),
        *(_instances(module, inputs.get(name, {}).items()) for module, name in _ONE_BY_ONE.items()),
    )


_ONE_BY_ONE = {
    "buffer": "buffers",
    "bus": "buses",
    "dead_letters": "dead_letters",
    "route": "routes",
    "mapping": "mappings",
    "log": "logs",
    "schedule": "schedules",
    "stream": "streams",
    "topic": "topics",
    "topic_subscription": "topic_subscriptions",
    "workflow": "workflows",
}
"""Modules whose instances are the items of one input."""


def _told_of_failures(inputs: Inputs, function: str) -> set[str]:
    """The queues that are told of what a function fails on of streams: its role may send there."""
    streams = (one["stream"] for one in inputs.get("mappings", {}).values() if one["function"] == function)
    return {one["on_failure_arn"] for one in streams if one and one["on_failure_arn"]}


def _policies(inputs: Inputs) -> Iterator[tuple[str, Any]]:
    """Those that a system's stack has one of, as long as they let anybody in."""
    if senders := inputs.get("hops"):
        yield "aws_cloudwatch_event_bus_policy.local[0]", senders
    if senders := {key: one["senders"] for key, one in inputs.get("logs", {}).items() if one["senders"]}:
        yield "module.log_policy[0]", senders


def _instances(module: str, items: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    return ((f'module.{module}["{key}"]', one) for key, one in items)
