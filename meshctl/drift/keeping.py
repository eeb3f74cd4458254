"""How what was added by hand becomes the catalogue's own: what to say there in its place. Text only."""

from collections.abc import Mapping

from meshctl.drift.seen_resources import (
    ALIAS,
    ARCHIVE,
    ATTACHED_POLICY,
    CONSUMER,
    FUNCTION_URL,
    INVOKE_CONFIG,
    LOG_POLICY,
    MAPPING,
    PERMISSION,
    ROLE_POLICY,
    RULE,
    SCHEDULE,
    STATEMENT,
    SUBSCRIPTION,
    SUBSCRIPTION_FILTER,
    TARGET,
)

_THEN = "apply, then remove this one"
_SUBSCRIPTION = "say it as a subscription of the service that receives it"
_RIGHT = f"say whom it is for, as a publisher, a subscription or `sends_to`, who gets these rights by that; {_THEN}"
_IN_NO_CATALOGUE = "no catalogue can say it"
KEEPING: Mapping[str, str] = {
    ALIAS: _IN_NO_CATALOGUE,
    ARCHIVE: f"say how long the system keeps its events (`archive: {{keep: 30d}}`); {_THEN}",
    ATTACHED_POLICY: _RIGHT,
    CONSUMER: _IN_NO_CATALOGUE,
    FUNCTION_URL: _IN_NO_CATALOGUE,
    INVOKE_CONFIG: _IN_NO_CATALOGUE,
    LOG_POLICY: f"say who writes there as a subscription (`deliver_to: {{log: ...}}`); {_THEN}",
    MAPPING: f"say it as a subscription of the function's service (`queue: ...` or `stream: ...`); {_THEN}",
    PERMISSION: _RIGHT,
    ROLE_POLICY: _RIGHT,
    RULE: f"{_SUBSCRIPTION} (`event: ...`); {_THEN}",
    SCHEDULE: f"say it as a schedule of the service (`schedules`); {_THEN}",
    STATEMENT: _RIGHT,
    SUBSCRIPTION: f"{_SUBSCRIPTION} (`topic: ...`); {_THEN}",
    SUBSCRIPTION_FILTER: _IN_NO_CATALOGUE,
    TARGET: f"{_SUBSCRIPTION} (`event: ...`), which gets a rule of its own; {_THEN}",
}
"""By kind."""
