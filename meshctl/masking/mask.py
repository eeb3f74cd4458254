"""What is put in the place of a secret."""

MASKED = "(not shown)"
"""What stands for a value that may be a secret, or that tells nobody anything, such as the digest of code."""
Span = tuple[int, int]
"""Where something stands in a text: its first place, and the one after its last."""
