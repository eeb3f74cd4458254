"""How much EventBridge takes, and how long SQS shall wait for Lambda. Figures alone; counts nothing.

Those of EventBridge are in "Amazon EventBridge quotas" (docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html) and
in the API reference (PutRule), as noted on 2026-11-23. `ADJUSTABLE_...` can be raised by AWS on request, `FIXED_...` not. The
embedded AWS has none of them.
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

VISIBILITY_PER_TIMEOUT = 6
"""No quota but AWS's advice: a queue hides a message for so many timeouts of the function that reads it (Lambda developer
guide, "Configuring an Amazon SQS queue to use with Lambda")."""


def most_rules(region: str) -> int:
    """How many rules a bus has at most in that Region, unless AWS has raised it."""
    return ADJUSTABLE_RULES_IN.get(region, ADJUSTABLE_RULES)
