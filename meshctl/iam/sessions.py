"""Sessions of roles and of federated users, which policies may name and requests here do not know.

A statement for one session would never hold and one that spares it would spare nobody, in either case without a word.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session
"""

import re
from collections.abc import Sequence

from meshctl.iam.errors import PolicyNotUnderstood

SESSION = re.compile(r"arn:(?:[^:]*:sts:|.*:(?:assumed-role|federated-user)/)")
"""The second form is of an ARN whose service is a wildcard; there may be colons in it, in policy variables."""


def refuse_sessions(named: Sequence[str]) -> None:
    """Raise `PolicyNotUnderstood` for the first session among what a policy names."""
    for one in named:
        if SESSION.match(one):
            raise PolicyNotUnderstood(f"the session {one}")
