"""A `where` is a pattern that whoever filters by it takes: EventBridge, SNS or Lambda. Pure; says not whether it can ever match."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.checks.shared.check import Check
from meshctl.model.channels import Topic
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Subscription
from meshctl.model.sources import Link
from meshctl.patterns import InvalidPattern, Pattern
from meshctl.patterns.dialects.mapping_filters import read_filter
from meshctl.patterns.dialects.topic_policies import LARGEST_NUMBER, MOST_COMBINATIONS, MOST_KEYS, read_policy


def _run(mesh: Mesh) -> Iterator[Finding]:
    for subscription in mesh.subscriptions:
        if subscription.where is not None:
            yield from _check_pattern(subscription)


def _check_pattern(subscription: Subscription) -> Iterator[Finding]:
    by = _filtered_by(subscription)
    try:
        by.read(subscription.where or {})
    except InvalidPattern as error:
        where = ".".join(map(str, error.place)) or "where"
        message = f'the pattern of "{subscription.name}" is invalid at {where}: {error.reason}'
        says = f'; it says: "{error.aws}"' if error.aws else ""
        yield Finding(
            "invalid-pattern", _nearest(subscription, tuple(error.place)), message, f"{by.refusal}{says}", by.help
        )


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How somebody reads a pattern, what becomes of one that it does not take, and what to do where it takes too little."""

    read: Callable[[Mapping[str, Any]], Pattern]
    refusal: str
    help: str


_EVENT_BRIDGE = _Dialect(
    Pattern.parse,
    "EventBridge refuses the rule, and with it the whole route",
    "try it by itself, as JSON: meshctl pattern check --where FILE.json",
)
_SNS = _Dialect(
    lambda where: read_policy(where, "MessageBody"),
    "SNS refuses the subscription to the topic",
    "or publish a private event instead of writing to a topic: the rules of a bus filter by all that the language knows",
)


_LAMBDA = _Dialect(
    read_filter,
    "Lambda refuses the mapping, and nothing would be read",
    "or let the function look at the rest; the rules of a bus filter by all that the language knows, before the queue",
)


def _filtered_by(subscription: Subscription) -> _Dialect:
    wants = subscription.wants
    if isinstance(wants, Link) and KINDS[wants.kind].is_polled:
        return _LAMBDA
    return _SNS if isinstance(wants, Link) and wants.kind == Topic.kind else _EVENT_BRIDGE


def _nearest(subscription: Subscription, path: tuple[str | int, ...]) -> Place:
    for length in range(len(path), -1, -1):
        if path[:length] in subscription.where_places:
            return subscription.where_places[path[:length]]
    return subscription.where_place


INVALID_PATTERN = Check(
    name="invalid-pattern",
    why="EventBridge tells of an invalid pattern only when the rule is deployed. meshctl reads patterns by the same rules. What a "
    "topic gives is filtered by SNS, which knows fewer operators (no `wildcard`, within `anything-but` only `prefix`) and has "
    f"narrower limits: {MOST_KEYS} keys, {MOST_COMBINATIONS} combinations of values, numbers within {LARGEST_NUMBER:,}. "
    "What a function reads of a queue is filtered by Lambda, which knows neither `wildcard` nor `cidr`, and no operator within another.",
    wrong={
        "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlaced
    where: {total: [{numeric: [">"]}]}
    deliver_to: {function: charge}
""",
    },
    right={
        "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlaced
    where: {total: [{numeric: [">", 0]}]}
    deliver_to: {function: charge}
""",
    },
    run=_run,
    leeway=Leeway.NONE,
)
