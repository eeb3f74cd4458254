"""Calls on tables: which action on which table, and whether the caller may.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
"""

from collections.abc import Callable
from typing import Any

from moto.core.exceptions import JsonRESTError

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.authorization import identity_may, not_authorized
from meshctl.adapters.local_aws.identities import caller_of

KeyOf = Callable[[str, str, str], str]
"""Gives the partition key of a table, by its account, Region and name."""
PolicyOf = Callable[[Arn], Any]
"""Gives the resource policy of a table, or nothing."""


def authorize_table_call(response: Any, key_of: KeyOf, policy_of: PolicyOf) -> None:
    """Raise DynamoDB's refusal unless the caller may; then have the table's own account answer."""
    caller = caller_of(response.access_key)
    arn = _table(response, caller.account)
    action, resource = f"dynamodb:{response._get_action()}", arn.text if arn else "*"
    context = (
        {"dynamodb:LeadingKeys": _leading_keys(response, key_of(arn.account, arn.region, arn.name))} if arn else {}
    )
    decision = identity_may(caller, action, resource, policy_of(arn) if arn else None, context)
    if not decision.allowed:
        raise JsonRESTError("AccessDeniedException", not_authorized(caller, action, resource, decision.reason))
    if arn:
        response.current_account = arn.account


def _table(response: Any, account: str) -> Arn | None:
    """The table that a call is about, if it is about one."""
    named = response._get_param("ResourceArn") or response._get_param("TableName")
    if not named:
        return None
    text = str(named)
    return Arn.parse(text if text.startswith("arn:") else f"arn:aws:dynamodb:{response.region}:{account}:table/{text}")


def _leading_keys(response: Any, key: str) -> list[str]:
    """The item that a call is about, as conditions know it."""
    item = response._get_param("Key") or response._get_param("Item") or {}
    return [str(value) for value in item.get(key, {}).values()]
