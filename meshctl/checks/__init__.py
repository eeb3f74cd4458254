"""Rules about the catalogue, one file each. Pure: a mesh comes in, findings go out."""

from dataclasses import replace

from meshctl.checks.check import Check
from meshctl.checks.crosses_system_boundary import CROSSES_SYSTEM_BOUNDARY
from meshctl.checks.dead_letters_too_short import DEAD_LETTERS_TOO_SHORT
from meshctl.checks.duplicate_name import DUPLICATE_NAME
from meshctl.checks.invalid_pattern import INVALID_PATTERN
from meshctl.checks.invalid_schema import INVALID_SCHEMA
from meshctl.checks.limit_exceeded import LIMIT_EXCEEDED
from meshctl.checks.loop import LOOP
from meshctl.checks.name_too_long import NAME_TOO_LONG
from meshctl.checks.not_available_yet import NOT_AVAILABLE_YET
from meshctl.checks.orphan_event import ORPHAN_EVENT
from meshctl.checks.private_event import PRIVATE_EVENT
from meshctl.checks.public_event_without_description import PUBLIC_EVENT_WITHOUT_DESCRIPTION
from meshctl.checks.quota_exceeded import QUOTA_EXCEEDED
from meshctl.checks.redundant_name import REDUNDANT_NAME
from meshctl.checks.schema_mismatch_of_version import SCHEMA_MISMATCH_OF_VERSION
from meshctl.checks.secret_in_plain_text import SECRET_IN_PLAIN_TEXT
from meshctl.checks.unknown_account import UNKNOWN_ACCOUNT
from meshctl.checks.unknown_channel import UNKNOWN_CHANNEL
from meshctl.checks.unknown_event import UNKNOWN_EVENT
from meshctl.checks.unused_channel import UNUSED_CHANNEL
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh

CHECKS: tuple[Check, ...] = (
    CROSSES_SYSTEM_BOUNDARY,
    DEAD_LETTERS_TOO_SHORT,
    DUPLICATE_NAME,
    INVALID_PATTERN,
    INVALID_SCHEMA,
    LIMIT_EXCEEDED,
    LOOP,
    NAME_TOO_LONG,
    NOT_AVAILABLE_YET,
    ORPHAN_EVENT,
    PRIVATE_EVENT,
    PUBLIC_EVENT_WITHOUT_DESCRIPTION,
    QUOTA_EXCEEDED,
    REDUNDANT_NAME,
    SCHEMA_MISMATCH_OF_VERSION,
    SECRET_IN_PLAIN_TEXT,
    UNKNOWN_ACCOUNT,
    UNKNOWN_CHANNEL,
    UNKNOWN_EVENT,
    UNUSED_CHANNEL,
)

__all__ = ["CHECKS", "Check", "run_checks"]


def run_checks(mesh: Mesh) -> list[Finding]:
    """All findings of all checks, sorted by place."""
    found = [replace(finding, severity=check.severity) for check in CHECKS for finding in check.run(mesh)]
    return sorted(found, key=lambda finding: finding.order)
