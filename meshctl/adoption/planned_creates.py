"""What a plan of Terraform would create, with the values that are known before it does. Pure. Values may be secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from json import loads
from typing import Any


@dataclass(frozen=True, slots=True)
class PlannedResource:
    """A resource that Terraform would create: its address, its type, and its values as far as they are planned."""

    address: str
    type: str
    values: Mapping[str, Any]


def planned_creates(plan: bytes) -> tuple[PlannedResource, ...]:
    """What a plan would create; `plan` is what `terraform show -json` says of it ("JSON Output Format", format 1.2).

    What is replaced is no creation: Terraform knows it.
    """
    found = loads(plan).get("resource_changes", ())
    return tuple(
        PlannedResource(one["address"], one["type"], one["change"]["after"])
        for one in found
        if one["mode"] == "managed" and one["change"]["actions"] == ["create"]
    )
