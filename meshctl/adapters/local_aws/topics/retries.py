"""When SNS tries a queue or a function again. Pure; seconds are AWS's.

https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html ("AWS managed endpoints")
"""

AT_ONCE = 3
A_SECOND_APART = 2
GROWING = 10
LONGEST_WAIT = 20
ATTEMPTS = 100_015
"""Over 23 days."""


def wait_before(attempt: int) -> float | None:
    """Give the wait before a retry, the first being 1; nothing where SNS gives up."""
    if attempt > ATTEMPTS:
        return None
    if attempt <= AT_ONCE:
        return 0.0
    step = attempt - AT_ONCE - A_SECOND_APART
    if step <= 1:
        return 1.0
    return float(LONGEST_WAIT ** ((step - 1) / (GROWING - 1))) if step < GROWING else float(LONGEST_WAIT)
