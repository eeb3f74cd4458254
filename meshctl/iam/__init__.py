"""IAM: what policies say to a request, and what all policies that bear on it say together. Pure; knows no AWS call.

A policy is read once (`read_policy`), and what nobody here understands is refused then, by name: a policy that was read
is evaluated whole. `evaluate` asks one policy, `decide` all of them, by AWS's documented logic. Every answer is a
`Decision` that says which statement of which policy it stands on. Each rule names the page of AWS that it follows.

To be read in this order: `requests` (who asks for what), `decisions` (the answer), `templates` (wildcards and
variables), `operators` (what compares two values), `conditions` (when a statement counts), `principals` (for whom;
`sessions` are refused), `statements` and `policies` (the whole document), `evaluation` (what one policy says) and
`decide` (what all say together).
"""

from meshctl.iam.decide import Governing, decide
from meshctl.iam.decisions import Decision
from meshctl.iam.errors import PolicyNotUnderstood
from meshctl.iam.evaluation import evaluate
from meshctl.iam.policies import ADMINISTRATOR, Policy, read_policy
from meshctl.iam.requests import Principal, Request

__all__ = [
    "ADMINISTRATOR",
    "Decision",
    "Governing",
    "Policy",
    "PolicyNotUnderstood",
    "Principal",
    "Request",
    "decide",
    "evaluate",
    "read_policy",
]
