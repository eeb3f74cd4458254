"""Who may call a function, one permission at a time: added, told and removed as by Lambda. Changes moto's class.

The latest, each version and each alias has a policy of its own.
https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
"""

import json
import re
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.responses import LambdaResponse

from meshctl.adapters.local_aws.adaptations.functions.functions_say_all import check_revision
from meshctl.adapters.local_aws.functions.calls.asked import (
    AlreadyThere,
    Answer,
    AskedFunction,
    NotThere,
    answer,
    asked_by,
    no_content,
)

ACCOUNT = re.compile(r"\d{12}")
SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?")
CONDITIONS = (
    ("SourceAccount", "StringEquals", "AWS:SourceAccount"),
    ("FunctionUrlAuthType", "StringEquals", "lambda:FunctionUrlAuthType"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    ("SourceArn", "ArnLike", "AWS:SourceArn"),
)
"""What a call may ask for, and the condition that becomes of it."""
NOTHING = "The resource you requested does not exist."


def install() -> None:
    """Have these calls answered as by Lambda, in this process and for good."""
    LambdaResponse.add_permission = _add
    LambdaResponse.get_policy = _get
    LambdaResponse.remove_permission = _remove


def _add(response: Any) -> Answer:
    asked, wanted = asked_by(response), json.loads(response.body)
    if asked.qualifier == "$LATEST":
        raise InvalidParameterValueException("We currently do not support adding policies for $LATEST.")
    principal, policy = _principal(wanted["Principal"]), asked.existing.policy
    check_revision(wanted.get("RevisionId"), _revision(asked.existing), "GetPolicy")
    if any(one["Sid"] == wanted["StatementId"] for one in policy.statements):
        words = "provided already exists. Please provide a new statement id, or remove the existing statement."
        raise AlreadyThere(f"The statement id ({wanted['StatementId']}) {words}")
    statement = _statement(wanted, principal, asked)
    policy.statements, policy.revision = [*policy.statements, statement], str(uuid.uuid4())
    return answer({"Statement": json.dumps(statement, separators=(",", ":"))}, 201)


def _get(response: Any) -> Answer:
    function = asked_by(response).function
    if function is None or not function.policy.statements:
        raise NotThere(NOTHING)
    told = {"Version": "2012-10-17", "Id": "default", "Statement": function.policy.statements}
    return answer({"Policy": json.dumps(told, separators=(",", ":")), "RevisionId": function.policy.revision})


def _remove(response: Any) -> Answer:
    asked, sid = asked_by(response), unquote(response.path.rsplit("/", 1)[-1])
    if asked.latest is None:
        raise NotThere(f"No policy found for: {asked.arn}")
    policy = asked.existing.policy
    if not policy.statements:
        raise NotThere("No policy is associated with the given resource.")
    check_revision(response.querystring.get("RevisionId", [""])[0], policy.revision, "GetPolicy")
    left = [one for one in policy.statements if one["Sid"] != sid]
    if len(left) == len(policy.statements):
        raise NotThere(f"Statement {sid} is not found in resource policy.")
    policy.statements, policy.revision = left, str(uuid.uuid4())
    return no_content()


def _revision(function: Any) -> str:
    """That of the policy; that of the alias or of the version, while it has none."""
    seen = getattr(function, "alias_revision", function.revision)
    return str(function.policy.revision if function.policy.statements else seen)


def _statement(wanted: Mapping[str, Any], principal: Any, asked: AskedFunction) -> dict[str, Any]:
    conditions: dict[str, dict[str, str]] = {}
    for name, operator, key in CONDITIONS:
        if wanted.get(name):
            conditions.setdefault(operator, {})[key] = wanted[name]
    return {
        "Sid": wanted["StatementId"],
        "Effect": "Allow",
        "Principal": principal,
        "Action": wanted["Action"],
        "Resource": asked.arn,
        **({"Condition": conditions} if conditions else {}),
    }


def _principal(named: str) -> Any:
    if named == "*":
        return named
    if SERVICE.fullmatch(named):
        return {"Service": named}
    if ACCOUNT.fullmatch(named):
        return {"AWS": f"arn:aws:iam::{named}:root"}
    if named.startswith("arn:"):
        return {"AWS": named}
    raise InvalidParameterValueException(
        "The provided principal was invalid. Please check the principal and try again."
    )
