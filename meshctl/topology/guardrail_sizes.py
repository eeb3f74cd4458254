"""How long the policies of the guardrails will be. Pure.

Their text is made by Terraform (terraform/guardrails); what of it is always there is a figure here, which a test compares
with what Terraform plans.
"""

from collections.abc import Sequence

from meshctl.topology.parts.guardrails import GuardrailsPart

_PRINCIPALS, _RESOURCES = 2_078, 512
"""Characters without what the lists and the organisation's id take."""
_PRINCIPAL_KEY, _ACCOUNT_KEY = len('"ArnNotLikeIfExists":{"aws:PrincipalArn":},'), len('"aws:SourceAccount":,')


def principals_length(part: GuardrailsPart) -> int:
    """Characters of the service control policy."""
    builders = [*part.deploy_roles, *part.excepted.control_plane]
    through = [*part.delivery_roles, *part.excepted.other_accounts], builders, builders
    functions = [arn for arn in part.guarded if arn.startswith("arn:aws:lambda:")]
    return _PRINCIPALS + sum(map(_length, (*through, part.guarded, functions)))


def resources_length(part: GuardrailsPart) -> int:
    """Characters of the resource control policy."""
    excepted = part.excepted
    principals = _PRINCIPAL_KEY + _length(excepted.organization) if excepted.organization else 0
    accounts = _ACCOUNT_KEY + _length(excepted.services_of) if excepted.services_of else 0
    return _RESOURCES + 2 * len(part.organization) + principals + accounts


def _length(texts: Sequence[str]) -> int:
    """Of a list in JSON without spaces: quotes and a comma for each, brackets for all."""
    return sum(len(text) + 3 for text in texts) + 1
