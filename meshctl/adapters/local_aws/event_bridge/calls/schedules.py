"""Whether a rule's schedule is one: `rate(5 minutes)` or `cron(0 18 ? * MON-FRI *)`. Pure; when it fires is not known here.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
"""

import re

from meshctl.aws_facts.cron import cron_faults

RATE = re.compile(r"rate\((\d+) (?:minute|hour|day)(s?)\)")
CRON = re.compile(r"cron\((.+)\)")


def is_schedule(expression: str) -> bool:
    """Whether EventBridge takes an expression for a rule."""
    if rate := RATE.fullmatch(expression):
        number, plural = int(rate[1]), bool(rate[2])
        return number > 0 and plural == (number != 1)
    cron = CRON.fullmatch(expression)
    return cron is not None and not any(cron_faults(cron[1]))
