"""A `where` is a valid EventBridge pattern. Pure; says nothing yet of whether it can ever match."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Subscription
from meshctl.patterns import InvalidPattern, Pattern


def _run(mesh: Mesh) -> Iterator[Finding]:
    for subscription in mesh.subscriptions:
        if subscription.where is not None:
            yield from _check_pattern(subscription)


def _check_pattern(subscription: Subscription) -> Iterator[Finding]:
    try:
        Pattern.parse(subscription.where or {})
    except InvalidPattern as error:
        where = ".".join(map(str, error.place)) or "where"
        message = f'the pattern of "{subscription.name}" is invalid at {where}: {error.reason}'
        says = f'; it says: "{error.aws}"' if error.aws else ""
        why = f"EventBridge refuses the rule, and with it the whole route{says}"
        yield Finding("invalid-pattern", _nearest(subscription, tuple(error.place)), message, why)


def _nearest(subscription: Subscription, path: tuple[str | int, ...]) -> Place:
    for length in range(len(path), -1, -1):
        if path[:length] in subscription.where_places:
            return subscription.where_places[path[:length]]
    return subscription.where_place


INVALID_PATTERN = Check(
    name="invalid-pattern",
    why="EventBridge tells of an invalid pattern only when the rule is deployed. meshctl reads patterns by the same rules.",
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
