"""What hangs on buses and rules, and schedules, as EventBridge and its Scheduler list them. Asks only.

What AWS manages itself, such as the rules of archives, is left out (`ManagedBy`).
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

from meshctl.adapters.aws.existing.lookups import is_not_there
from meshctl.drift.own_resources import OwnResource
from meshctl.drift.seen_resources import ARCHIVE, DEFAULT_BUS, RULE, SCHEDULE, STATEMENT, TARGET, SeenResource
from meshctl.drift.statements import statements


def rules_of_bus(events: Any, bus: OwnResource, own: Collection[str]) -> Iterator[SeenResource]:
    """Those that are not among the mesh's `own`, by their ARNs: each touches the bus."""
    for rule in _rules(events, bus.name, own):
        targets = _targets_if_there(events, bus.name, rule["Name"])
        if targets is not None:
            yield _rule(bus.name, rule, targets, (bus.arn,))


def rules_of_default_bus(events: Any, own: Collection[str]) -> Iterator[SeenResource]:
    """On the default bus anybody may have rules: each touches what it leads to."""
    for rule in _rules(events, DEFAULT_BUS, own):
        targets = _targets_if_there(events, DEFAULT_BUS, rule["Name"])
        if targets:
            yield _rule(DEFAULT_BUS, rule, targets, tuple(one["Arn"] for one in targets))


def targets_of_rule(events: Any, rule: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """All targets of a rule of the mesh."""
    bus, name = rule.texts["event_bus_name"], rule.texts["name"]
    for one in _targets(events, bus, name):
        yield SeenResource(TARGET, (bus, name, one["Id"]), (rule.arn,), f"to {one['Arn']}")


def statements_of_bus(events: Any, bus: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Each statement of the bus's policy."""
    policy = events.describe_event_bus(Name=bus.name).get("Policy", "")
    return (SeenResource(STATEMENT, (bus.arn, one), (bus.arn,), one) for one in statements(policy))


def archives_of_bus(events: Any, bus: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Everything that keeps the bus's events."""
    for page in _pages(events.list_archives, EventSourceArn=bus.arn):
        for one in page["Archives"]:
            yield SeenResource(ARCHIVE, (one["ArchiveName"],), (bus.arn,))


def schedules(scheduler: Any, groups: Mapping[str, str]) -> Iterator[SeenResource]:
    """All of an account: each touches its group, if the mesh has made it, and what it leads to. `groups` are ARNs by name."""
    for page in scheduler.get_paginator("list_schedules").paginate():
        for one in page["Schedules"]:
            group, target = one["GroupName"], one["Target"]["Arn"]
            touches = tuple(filter(None, (groups.get(group), target)))
            yield SeenResource(SCHEDULE, (group, one["Name"]), touches, f"to {target}")


def _rule(bus: str, rule: Any, targets: Collection[Any], touches: tuple[str, ...]) -> SeenResource:
    leads = ", ".join(one["Arn"] for one in targets) or "nothing"
    found = tuple((one["Id"], one["Arn"]) for one in targets)
    return SeenResource(RULE, (bus, rule["Name"]), touches, f"to {leads}", found)


def _rules(events: Any, bus: str, own: Collection[str]) -> Iterator[Any]:
    pages = events.get_paginator("list_rules").paginate(EventBusName=bus)
    return (one for page in pages for one in page["Rules"] if not one.get("ManagedBy") and one["Arn"] not in own)


def _targets_if_there(events: Any, bus: str, rule: str) -> list[Any] | None:
    """None where somebody has deleted the rule since it was listed."""
    try:
        return _targets(events, bus, rule)
    except ClientError as error:
        if is_not_there(error):
            return None
        raise


def _targets(events: Any, bus: str, rule: str) -> list[Any]:
    pages = events.get_paginator("list_targets_by_rule").paginate(Rule=rule, EventBusName=bus)
    return [one for page in pages for one in page["Targets"]]


def _pages(call: Any, **which: str) -> Iterator[Any]:
    """boto3 has no paginator for all calls of EventBridge."""
    page = call(**which)
    yield page
    while token := page.get("NextToken"):
        page = call(**which, NextToken=token)
        yield page
