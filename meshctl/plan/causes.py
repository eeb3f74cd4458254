"""Whom the resources of a stack serve: what a stack says of its module instances, and what is known of those that go. Pure.

A stack says what it is made of. What is in its state and in it no more, nobody can say but by the module that made it:
the table here knows the modules of all roots.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from re import Match
from re import compile as pattern

from meshctl.errors import MeshctlError
from meshctl.model.stages import HUB
from meshctl.topology.lowering.keys import function_of, is_hop, schedule_of, subscription_of_route
from meshctl.topology.names import FIFO
from meshctl.topology.parts.stages import SystemPart

_STEP = pattern(r'(?P<name>module\.[^.\[]+|[^.\[]+\.[^.\[]+)(?:\[(?:"(?P<key>(?:[^"\\]|\\.)*)"|[0-9]+)\])?(?:\.|$)')
_LOCAL_BUS, _FUNCTION, _INVOKER = "aws_cloudwatch_event_bus.local", "module.function", "aws_lambda_permission.invoker"
_MAPPING = "module.mapping"
_BUS_POLICY, _LOG_POLICY = "aws_cloudwatch_event_bus_policy.local", "module.log_policy"
_HINT = "was it applied with a later version of meshctl? Go on with that one"
SERVED: Mapping[str, str] = {
    _LOCAL_BUS: "bus",
    _BUS_POLICY: "bus",
    "aws_cloudwatch_event_archive.archive": "archive",
    "module.buffer": "subscription",
    "module.bus": "further bus",
    "module.dead_letters": "subscription",
    _FUNCTION: "function",
    "module.function_dead_letters": "function",
    "module.hub": "bus",
    "module.idempotency_table": "function",
    "module.log": "log",
    _LOG_POLICY: "bus",
    _MAPPING: "function",
    "module.queue": "queue",
    "module.queue_dead_letters": "queue",
    "module.route": "subscription",
    "module.stream": "stream",
    "module.schedule": "schedule",
    "module.topic": "topic",
    "module.topic_subscription": "topic subscription",
    "module.workflow": "workflow",
}
"""What each module of the roots serves, and each resource that stands in a root itself. What a root once had stays here."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What a resource is for: a subscription, a function or a channel (`payments/capture/placed`), a hop (`payments/orders/OrderPlaced.v1`), or a
    bus (of whom)."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


Causes = Mapping[str, Cause]
"""By the address of a module instance, or of a resource that serves another than its module does."""


def hub_causes() -> Causes:
    """What the hub's stack is made of."""
    return {"module.hub": Cause(SERVED["module.hub"], HUB)}


def routes_causes(subscriptions: Iterable[str]) -> Causes:
    """What the stack of the routes is made of, by the keys of the subscriptions."""
    return _instances("module.route", "", subscriptions)


def system_causes(system: SystemPart) -> Causes:
    """What a system's stack is made of."""
    functions = system.functions
    instances = {
        "aws_cloudwatch_event_archive.archive": system.archives,
        "module.buffer": system.buffers,
        "module.bus": system.buses,
        "module.dead_letters": system.dead_letters,
        _FUNCTION: functions,
        "module.function_dead_letters": [key for key, one in functions.items() if one.dead_letters],
        "module.idempotency_table": [key for key, one in functions.items() if one.table],
        "module.queue": system.queues,
        "module.queue_dead_letters": system.queues,
        "module.log": system.logs,
        "module.route": system.routes,
        "module.stream": system.streams,
        "module.schedule": system.schedules,
        "module.topic": system.topics,
        "module.topic_subscription": system.topic_subscriptions,
        "module.workflow": system.workflows,
    }
    causes = {one: Cause(SERVED[one], system.name) for one in (_LOCAL_BUS, _BUS_POLICY, _LOG_POLICY)}
    for module, keys in instances.items():
        causes |= _instances(module, f"{system.name}/", keys)
    causes |= {f'{_MAPPING}["{key}"]': _reading(system.name, key) for key in system.mappings}
    return causes | {
        f'{_FUNCTION}["{key}"].{_INVOKER}["{name}"]': _invoking(f"{system.name}/{key}", name)
        for key, function in functions.items()
        for name in function.invokers
    }


def cause_of(causes: Causes, owner: str, address: str) -> Cause:
    """Whom the resource at `address` serves, of a stack of `owner` that says `causes` of itself.

    `owner` is a system or the hub, and nobody for the routes, whose keys are whole. Raises `MeshctlError` for a resource of
    a module that no root of this meshctl has or had.
    """
    steps = [*_STEP.finditer(address)]
    said = (causes.get(address[: step.end()].rstrip(".")) for step in reversed(steps))
    return next(filter(None, said), None) or _cause_of_what_goes(address, steps, owner)


def _instances(module: str, before: str, keys: Iterable[str]) -> Causes:
    return {f'{module}["{key}"]': cause_of_key(SERVED[module], f"{before}{key}") for key in keys}


def cause_of_key(kind: str, key: str) -> Cause:
    """What a part of that key is for: a subscription is one, on whatever bus its routes are and whether its dead letters keep
    an order; a queue that keeps one is another than that which does not. A hop has a route and dead letters as well, and a
    schedule dead letters."""
    if schedule := schedule_of(key):
        return Cause("schedule", schedule)
    name = subscription_of_route(key)
    if kind == "subscription" and is_hop(name):
        return Cause("hop", name)
    return Cause(kind, name.removesuffix(FIFO) if kind == "subscription" else name)


def _invoking(function: str, subscription: str) -> Cause:
    """A permission to invoke stands with the function, and comes and goes with the subscription of the same service."""
    return Cause("subscription", f"{function.rpartition('/')[0]}/{subscription}")


def _reading(system: str, key: str) -> Cause:
    """A mapping is named by the function that it reads for, and by what it reads."""
    return Cause(SERVED[_MAPPING], f"{system}/{function_of(key)}")


def _cause_of_what_goes(address: str, steps: Sequence[Match[str]], owner: str) -> Cause:
    module, key = (steps[0]["name"], steps[0]["key"]) if steps else ("", None)
    kind = SERVED.get(module)
    if kind == "bus":
        return Cause(kind, owner)
    if kind is None or key is None:
        raise MeshctlError(f'"{address}" is of no module that this meshctl knows', _HINT)
    if module == _MAPPING:
        return _reading(owner, key)
    name = f"{owner}/{key}" if owner else key
    if module == _FUNCTION and steps[1:] and steps[1]["name"] == _INVOKER:
        return _invoking(name, steps[1]["key"])
    return cause_of_key(kind, name)
