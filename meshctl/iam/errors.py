"""What keeps a policy from being read."""


class PolicyNotUnderstood(ValueError):
    """A policy says something that is not evaluated here, or nothing that IAM knows; the text names it."""
