"""Rules about the catalogue, one file each, named as findings name it. Pure: a mesh comes in, findings go out.

Read `shared/check.py`, then any check: all have one form, a `_run` and a `Check` with its reason and two examples, which are
run as tests. `run_checks` below runs them all, with the severities and exceptions that the mesh says. What several checks
need is in the room `shared`.
"""

from collections.abc import Iterable
from datetime import date

from meshctl.checks.always_matches import ALWAYS_MATCHES
from meshctl.checks.choice_never_matches import CHOICE_NEVER_MATCHES
from meshctl.checks.competing_readers import COMPETING_READERS
from meshctl.checks.contradictory_schema import CONTRADICTORY_SCHEMA
from meshctl.checks.cross_region_direct_delivery import CROSS_REGION_DIRECT_DELIVERY
from meshctl.checks.crosses_system_boundary import CROSSES_SYSTEM_BOUNDARY
from meshctl.checks.dead_letters_missing import DEAD_LETTERS_MISSING
from meshctl.checks.dead_letters_too_short import DEAD_LETTERS_TOO_SHORT
from meshctl.checks.deprecated_event import DEPRECATED_EVENT
from meshctl.checks.doubtful_filter import DOUBTFUL_FILTER
from meshctl.checks.duplicate_name import DUPLICATE_NAME
from meshctl.checks.event_without_schema import EVENT_WITHOUT_SCHEMA
from meshctl.checks.imperative_event_name import IMPERATIVE_EVENT_NAME
from meshctl.checks.impossible_delivery import IMPOSSIBLE_DELIVERY
from meshctl.checks.invalid_pattern import INVALID_PATTERN
from meshctl.checks.invalid_schedule import INVALID_SCHEDULE
from meshctl.checks.invalid_schema import INVALID_SCHEMA
from meshctl.checks.invalid_workflow import INVALID_WORKFLOW
from meshctl.checks.keyword_without_effect import KEYWORD_WITHOUT_EFFECT
from meshctl.checks.limit_exceeded import LIMIT_EXCEEDED
from meshctl.checks.loop import LOOP
from meshctl.checks.missing_arn import MISSING_ARN
from meshctl.checks.name_too_long import NAME_TOO_LONG
from meshctl.checks.never_matches import NEVER_MATCHES
from meshctl.checks.not_available_yet import NOT_AVAILABLE_YET
from meshctl.checks.one_hop_exceeded import ONE_HOP_EXCEEDED
from meshctl.checks.orphan_event import ORPHAN_EVENT
from meshctl.checks.presumably_never_matches import PRESUMABLY_NEVER_MATCHES
from meshctl.checks.private_event import PRIVATE_EVENT
from meshctl.checks.provider_too_old import PROVIDER_TOO_OLD
from meshctl.checks.provider_untried import PROVIDER_UNTRIED
from meshctl.checks.public_event_without_description import PUBLIC_EVENT_WITHOUT_DESCRIPTION
from meshctl.checks.quota_exceeded import QUOTA_EXCEEDED
from meshctl.checks.redundant_name import REDUNDANT_NAME
from meshctl.checks.schema_mismatch_of_version import SCHEMA_MISMATCH_OF_VERSION
from meshctl.checks.schema_without_promise import SCHEMA_WITHOUT_PROMISE
from meshctl.checks.secret_in_plain_text import SECRET_IN_PLAIN_TEXT
from meshctl.checks.shared.check import Check
from meshctl.checks.shared.exceptions import EXPIRED_EXCEPTION, UNUSED_EXCEPTION, with_exceptions
from meshctl.checks.shared.guardrail_exceptions import EXPIRED_GUARDRAIL_EXCEPTION, expired_guardrail_exceptions
from meshctl.checks.shared.severities import FIXED_CHECK, UNKNOWN_CHECK, in_force, with_severities, wrong_settings
from meshctl.checks.two_publishers import TWO_PUBLISHERS
from meshctl.checks.undecided_filter import UNDECIDED_FILTER
from meshctl.checks.undescribed_field import UNDESCRIBED_FIELD
from meshctl.checks.unknown_account import UNKNOWN_ACCOUNT
from meshctl.checks.unknown_channel import UNKNOWN_CHANNEL
from meshctl.checks.unknown_event import UNKNOWN_EVENT
from meshctl.checks.unknown_region import UNKNOWN_REGION
from meshctl.checks.unowned_system import UNOWNED_SYSTEM
from meshctl.checks.unused_channel import UNUSED_CHANNEL
from meshctl.checks.visibility_timeout_too_short import VISIBILITY_TIMEOUT_TOO_SHORT
from meshctl.model.finding_rules import Rule
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh

CHECKS: tuple[Check, ...] = (
    ALWAYS_MATCHES,
    CHOICE_NEVER_MATCHES,
    COMPETING_READERS,
    CONTRADICTORY_SCHEMA,
    CROSS_REGION_DIRECT_DELIVERY,
    CROSSES_SYSTEM_BOUNDARY,
    DEAD_LETTERS_MISSING,
    DEAD_LETTERS_TOO_SHORT,
    DEPRECATED_EVENT,
    DOUBTFUL_FILTER,
    DUPLICATE_NAME,
    EVENT_WITHOUT_SCHEMA,
    IMPERATIVE_EVENT_NAME,
    IMPOSSIBLE_DELIVERY,
    INVALID_PATTERN,
    INVALID_SCHEDULE,
    INVALID_SCHEMA,
    INVALID_WORKFLOW,
    KEYWORD_WITHOUT_EFFECT,
    LIMIT_EXCEEDED,
    LOOP,
    MISSING_ARN,
    NAME_TOO_LONG,
    NEVER_MATCHES,
    NOT_AVAILABLE_YET,
    ONE_HOP_EXCEEDED,
    ORPHAN_EVENT,
    PRESUMABLY_NEVER_MATCHES,
    PRIVATE_EVENT,
    PROVIDER_TOO_OLD,
    PROVIDER_UNTRIED,
    PUBLIC_EVENT_WITHOUT_DESCRIPTION,
    QUOTA_EXCEEDED,
    REDUNDANT_NAME,
    SCHEMA_MISMATCH_OF_VERSION,
    SCHEMA_WITHOUT_PROMISE,
    SECRET_IN_PLAIN_TEXT,
    TWO_PUBLISHERS,
    UNDECIDED_FILTER,
    UNDESCRIBED_FIELD,
    UNKNOWN_ACCOUNT,
    UNKNOWN_CHANNEL,
    UNKNOWN_EVENT,
    UNKNOWN_REGION,
    UNOWNED_SYSTEM,
    UNUSED_CHANNEL,
    VISIBILITY_TIMEOUT_TOO_SHORT,
)

RULES: tuple[Rule, ...] = (
    *CHECKS,
    EXPIRED_EXCEPTION,
    EXPIRED_GUARDRAIL_EXCEPTION,
    FIXED_CHECK,
    UNKNOWN_CHECK,
    UNUSED_EXCEPTION,
)
"""The checks, and what is found about severities and exceptions."""

__all__ = ["CHECKS", "RULES", "Check", "in_force", "run_checks"]


def run_checks(mesh: Mesh, today: date, elsewhere: Iterable[Rule] = ()) -> list[Finding]:
    """All findings of all checks, with the severities and exceptions that the mesh says, sorted by place.

    `elsewhere` are rules that the mesh may name but that are found elsewhere: those of reading.
    """
    rules = {rule.name: rule for rule in (*RULES, *elsewhere)}
    asked = {rule.name: rule for rule in in_force(mesh, rules.values())}
    found = [finding for check in CHECKS if check.name in asked for finding in _found_by(check, mesh)]
    told, about_exceptions = with_exceptions(mesh, with_severities(found, asked), today, rules)
    about_exceptions += expired_guardrail_exceptions(mesh, today)
    told += with_severities([*about_exceptions, *wrong_settings(mesh, rules.values())], asked)
    return sorted(told, key=lambda finding: finding.order)


def _found_by(check: Check, mesh: Mesh) -> Iterable[Finding]:
    """What a check finds in all stages; what it finds in several of them is one finding."""
    meshes = (mesh, *mesh.variants.values()) if check.by_stage else (mesh,)
    return dict.fromkeys(finding for one in meshes for finding in check.run(one))
