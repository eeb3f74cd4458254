"""How much EventBridge, Lambda, SQS, CloudWatch Logs and IAM take, and how long SQS shall wait for Lambda. Figures alone; counts
nothing.

Those of EventBridge are in "Amazon EventBridge quotas" (docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html)
and in the API reference (PutRule), those of Lambda and SQS in their developer guides ("Lambda quotas", "Amazon SQS
policy quotas"), those of CloudWatch Logs in its user guide ("CloudWatch Logs quotas") and API reference (PutResourcePolicy),
those of IAM in its user guide, "IAM and AWS STS quotas", as noted on 2026-11-23. `ADJUSTABLE_...` can
be raised by AWS on request, `FIXED_...` not. The embedded AWS counts nothing of it.
"""

ADJUSTABLE_RULES = 300
"""Rules on a bus, where its Region has no figure of its own."""
ADJUSTABLE_RULES_IN = {"af-south-1": 100, "eu-south-1": 100}
"""Rules on a bus, by Region."""
ADJUSTABLE_PATTERN = 2_048
"""Characters of a rule's pattern."""
FIXED_PATTERN = 4_096
"""Characters of a rule's pattern after AWS has raised it."""
FIXED_WILDCARD_RULES = 30
"""Rules with a wildcard on a bus."""
FIXED_BUS_POLICY = 10_240
"""Characters of a bus's policy."""
FIXED_INPUT = 8_192
"""Characters of the template that a target's input is made by (API reference, InputTransformer)."""
FIXED_LOG_POLICY = 5_120
"""Characters of a resource policy of log groups."""
FIXED_LOG_POLICIES = 10
"""Such policies of an account in a Region; the log groups of a system have one."""
FIXED_SENDERS = 17
"""Who may send into a queue: SQS takes 20 statements in a policy, and three are denials (modules/queue-policy). Its 8,192 bytes
may be full before, where names are long."""
ADJUSTABLE_ROLES = 1_000
"""Roles of an account."""
FIXED_EVENT = 1_048_576
"""Bytes of an event, its envelope included: what PutEvents takes since 2026-01-29."""
FIXED_PACKAGE = 50 * 1024 * 1024
"""Bytes of a function's zip, where it is uploaded directly."""
FIXED_PACKAGE_UNZIPPED = 250 * 1024 * 1024
"""Bytes of a function's files, those of all its layers included."""

VISIBILITY_PER_TIMEOUT = 6
"""No quota but AWS's advice: a queue hides a message for so many timeouts of the function that reads it (Lambda developer
guide, "Configuring an Amazon SQS queue to use with Lambda")."""


def most_rules(region: str) -> int:
    """How many rules a bus has at most in that Region, unless AWS has raised it."""
    return ADJUSTABLE_RULES_IN.get(region, ADJUSTABLE_RULES)
