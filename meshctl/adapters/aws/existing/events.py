"""Buses, rules and what hangs on them, and schedules, as EventBridge and its Scheduler tell them. Asks only.

Each lookup gives None, or raises AWS's error of what is not there, where there is nothing of that name.
"""

from collections.abc import Mapping
from typing import Any

from meshctl.adoption.own_resources import ExistingResource

Values = Mapping[str, Any]


def bus(events: Any, values: Values, _: str) -> ExistingResource:
    """By its name."""
    return _tagged(events, events.describe_event_bus(Name=values["name"])["Arn"])


def bus_policy(events: Any, values: Values, _: str) -> ExistingResource | None:
    """That of the bus; a bus may have none."""
    return ExistingResource(None) if events.describe_event_bus(Name=values["event_bus_name"]).get("Policy") else None


def archive(events: Any, values: Values, _: str) -> ExistingResource:
    """By its name. Archives carry no tags: one of another bus is somebody else's."""
    found = events.describe_archive(ArchiveName=values["name"])
    return ExistingResource(None) if found["EventSourceArn"] == values["event_source_arn"] else ExistingResource({})


def rule(events: Any, values: Values, _: str) -> ExistingResource:
    """By its name and its bus."""
    found = events.describe_rule(Name=values["name"], EventBusName=values["event_bus_name"])
    return _tagged(events, found["Arn"])


def target(events: Any, values: Values, _: str) -> ExistingResource | None:
    """By its id, of those of its rule; a rule has five at most."""
    found = events.list_targets_by_rule(Rule=values["rule"], EventBusName=values["event_bus_name"])["Targets"]
    return ExistingResource(None) if any(one["Id"] == values["target_id"] for one in found) else None


def schedule_group(scheduler: Any, values: Values, _: str) -> ExistingResource:
    """By its name."""
    arn = scheduler.get_schedule_group(Name=values["name"])["Arn"]
    tags = scheduler.list_tags_for_resource(ResourceArn=arn).get("Tags", ())
    return ExistingResource({one["Key"]: one["Value"] for one in tags})


def schedule(scheduler: Any, values: Values, _: str) -> ExistingResource:
    """By its name and its group."""
    scheduler.get_schedule(Name=values["name"], GroupName=values["group_name"])
    return ExistingResource(None)


def _tagged(events: Any, arn: str) -> ExistingResource:
    tags = events.list_tags_for_resource(ResourceARN=arn)["Tags"]
    return ExistingResource({one["Key"]: one["Value"] for one in tags})
