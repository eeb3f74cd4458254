"""Names on AWS. Pure; knows nothing of what is named."""

from hashlib import sha256

LONGEST = 64
"""Rules, roles and functions have at most 64 characters (IAM, Lambda and EventBridge quotas)."""


def aws_name(*parts: str) -> str:
    """The parts joined by `_`, which no part contains; a longer name ends in a stable hash of the whole."""
    name = "_".join(parts)
    if len(name) <= LONGEST:
        return name
    digest = sha256(name.encode()).hexdigest()[:8]
    return f"{name[: LONGEST - 9]}_{digest}"
