"""Tables: what is in them lies encrypted, can be put back, and stays where it is protected. Pure."""

from collections.abc import Mapping

from mesh_policy.knowledge import Knowledge
from mesh_policy.values import Resource, Said, Surroundings, Violation, readable

PROTECTED = "meshctl:protected"
"""The tag of what may not be taken away."""


def encrypted(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A table is encrypted with a key in its account (`server_side_encryption`), AWS's own or one's own.

    Without that DynamoDB takes a key of its own, whose use nobody sees in CloudTrail and nobody can take away.
    """
    if not _is_on(resource, "server_side_encryption"):
        yield Violation("is encrypted with no key of the account: say `server_side_encryption { enabled = true }`")


def put_back(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A table can be put back to how it was at any second of the last days (`point_in_time_recovery`).

    Who loses the marks of what was handled handles again what comes again.
    """
    if not _is_on(resource, "point_in_time_recovery"):
        yield Violation("cannot be put back: say `point_in_time_recovery { enabled = true }`")


def stays(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A table that says itself that it is protected (the tag `meshctl:protected`) cannot be deleted, be it by Terraform."""
    tags = resource.get("tags") or {}
    is_protected = isinstance(tags, Mapping) and readable(tags.get(PROTECTED), f"the tag `{PROTECTED}`") == "true"
    if is_protected and resource.get("deletion_protection_enabled") is not True:
        yield Violation("is protected and can be deleted: say `deletion_protection_enabled = true`")


def _is_on(resource: Resource, block: str) -> bool:
    return any(readable(one.get("enabled"), f"`{block}`") is True for one in resource.blocks(block))
