"""Policies of IAM as values, from whatever a resource says them in. Pure."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mesh_policy.values import MARK, OWN, NotReadable, Resource, Said, readable

ARGUMENTS = {
    "aws_sqs_queue": "policy",
    "aws_sqs_queue_policy": "policy",
    "aws_sns_topic": "policy",
    "aws_sns_topic_policy": "policy",
    "aws_kinesis_resource_policy": "policy",
    "aws_dynamodb_resource_policy": "policy",
    "aws_cloudwatch_event_bus_policy": "policy",
    "aws_cloudwatch_log_resource_policy": "policy_document",
    "aws_kms_key": "policy",
    "aws_kms_key_policy": "policy",
    "aws_iam_role": "assume_role_policy",
    "aws_iam_role_policy": "policy",
    "aws_iam_policy": "policy",
    "aws_iam_user_policy": "policy",
    "aws_iam_group_policy": "policy",
}
"""Where a resource has its policy."""
GRANTS = ("aws_lambda_permission", "aws_cloudwatch_event_permission")
"""Resources that are a statement themselves."""
IDENTITY = ("aws_iam_role_policy", "aws_iam_policy", "aws_iam_user_policy", "aws_iam_group_policy")
KEYS = ("aws_kms_key", "aws_kms_key_policy")
MESSAGES = (
    "aws_sqs_queue",
    "aws_sqs_queue_policy",
    "aws_sns_topic",
    "aws_sns_topic_policy",
    "aws_kinesis_resource_policy",
)
TABLES = ("aws_dynamodb_resource_policy",)
LOGS = ("aws_cloudwatch_log_resource_policy",)
BUSES = ("aws_cloudwatch_event_bus_policy", "aws_cloudwatch_event_permission")
KINDS = {"AWS", "Service", "Federated", "CanonicalUser", "*"}
ELEMENTS = {"Sid", "Effect", "Condition"} | {
    f"{no}{one}" for no in ("", "Not") for one in ("Principal", "Action", "Resource")
}
ARN = re.compile(r"arn:(?:aws[a-z-]*|⟪[^⟫]*⟫):([a-z0-9-]*):[^:]*:([^:]*):(.*)", re.DOTALL)
ACCOUNT = re.compile(r"\d{12}")


@dataclass(frozen=True)
class Statement:
    """One statement; `principals` are pairs of kind and name (`*` is `("AWS", "*")`), `conditions` operator, key, values."""

    sid: str
    effect: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    principals: tuple[tuple[str, str], ...]
    conditions: tuple[tuple[str, str, tuple[str, ...]], ...]
    excepts: tuple[str, ...] = ()

    @property
    def allows(self) -> bool:
        """Whether it is an Allow."""
        return self.effect == "Allow"

    @property
    def called(self) -> str:
        """How people find it."""
        return f'the statement "{self.sid}"' if self.sid else "a statement"

    def does(self, *actions: str) -> bool:
        """Whether it names each of the actions; IAM does not tell `SQS:sendmessage` from `sqs:SendMessage`."""
        return {one.lower() for one in actions} <= {one.lower() for one in self.actions}

    def condition(self, key: str, *operators: str) -> tuple[str, ...]:
        """What the key must be by one of the operators; empty where nothing is asked of it."""
        asked = [
            values
            for operator, name, values in self.conditions
            if operator in operators and name.lower() == key.lower()
        ]
        return tuple(readable(one, f"`{key}`") for one in asked[0]) if asked else ()

    @property
    def unread(self) -> NotReadable | None:
        """Why a part of it cannot be read, if one cannot."""
        values = [value for _, _, values in self.conditions for value in values]
        try:
            for one in (*self.resources, *(name for _, name in self.principals), *values):
                readable(one, self.called)
        except NotReadable as error:
            return error
        return None

    def exactly(self, key: str) -> tuple[str, ...]:
        """The values that the key must be one of, however that is asked; values with wildcards are none."""
        equal = self.condition(key, "StringEquals", "ArnEquals", "StringLike", "ArnLike")
        return equal if equal and not any("*" in one or "?" in one for one in equal) else ()


def statements(resource: Resource) -> Iterator[Statement | NotReadable]:
    """All statements of a resource's policy, each or why it cannot be read."""
    if resource.type in GRANTS:
        yield from _each([_grant(resource)], resource.type)
        return
    argument = ARGUMENTS[resource.type]
    try:
        yield from _each(_listed(_document(resource.get(argument), argument)), argument)
    except NotReadable as error:
        yield error


def of_allows(resource: Resource, judge: Callable[[Resource, Statement], Said]) -> Said:
    """What is said of each Allow of the resource's policy; of one that cannot be read, why."""
    for one in statements(resource):
        if isinstance(one, NotReadable):
            yield one
        elif one.allows:
            try:
                yield from judge(resource, one)
            except NotReadable as error:
                yield error


def identities(resource: Resource) -> Iterator[Resource]:
    """What says what an identity may do: the resource itself, or the policies written within a role."""
    if resource.type != "aws_iam_role":
        yield resource
        return
    for one in resource.blocks("inline_policy"):
        values = {"role": resource.values.get("name"), "policy": one.get("policy")}
        yield replace(resource, type="aws_iam_role_policy", values=values)


def account_of(named: str) -> str:
    """The account of an ARN, an account number or a reference; empty for what belongs to no account. Raises NotReadable."""
    readable(named, "a principal or an ARN")
    if ACCOUNT.fullmatch(named) or named == OWN:
        return named
    arn = ARN.fullmatch(named)
    if arn:
        return arn[2]
    return OWN if MARK.search(named) else ""


def service_of(arn: str) -> str:
    """The service that an ARN belongs to; empty where it is none."""
    found = ARN.fullmatch(arn)
    return found[1] if found else ""


def is_foreign(account: str, resource: Resource) -> bool:
    """Whether an account is another one than the resource's own."""
    return bool(account) and account not in (OWN, resource.account)


def _document(value: Any, argument: str) -> Mapping[str, Any]:
    if value is None or value == "":
        return {"Statement": []}
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            marked = MARK.fullmatch(value)
            raise NotReadable(f"`{argument}` " + (f"hangs on {marked[1]}" if marked else "is no JSON")) from None
    if not isinstance(value, Mapping):
        raise NotReadable(f"`{argument}` is no policy")
    return value


def _listed(document: Mapping[str, Any]) -> list[Any]:
    if "Statement" not in document:
        raise NotReadable("a policy without `Statement`")
    found = readable(document["Statement"], "`Statement`")
    return found if isinstance(found, list) else [found]


def _each(found: list[Any], argument: str) -> Iterator[Statement | NotReadable]:
    for one in found:
        try:
            yield _statement(readable(one, f"`{argument}`"))
        except NotReadable as error:
            yield error
        except (AttributeError, TypeError, ValueError):
            yield NotReadable(f"`{argument}` has a statement of no known form")


def _statement(said: Mapping[str, Any]) -> Statement:
    if strange := sorted(set(said) - ELEMENTS):
        raise NotReadable(f"a statement with the element `{strange[0]}`, which IAM does not know")
    effect = str(readable(said.get("Effect"), "`Effect`"))
    if effect not in ("Allow", "Deny"):
        raise NotReadable(f"a statement with the effect {effect}")
    excepts = tuple(key for key in ("NotAction", "NotResource", "NotPrincipal") if key in said)
    conditions = readable(said.get("Condition") or {}, "`Condition`")
    return Statement(
        str(said.get("Sid") or ""),
        effect,
        tuple(readable(one, "`Action`") for one in _texts(said.get("Action"))),
        _texts(said.get("Resource")),
        tuple(_principals(said.get("Principal"))),
        tuple(
            (operator, key, _texts(values))
            for operator, asked in conditions.items()
            for key, values in readable(asked, f"`{operator}`").items()
        ),
        excepts,
    )


def _principals(said: Any) -> Iterator[tuple[str, str]]:
    if isinstance(said, str):
        yield "AWS", said
    elif said:
        for kind, named in said.items():
            if kind not in KINDS:
                raise NotReadable(f"the principal `{kind}`, which IAM does not know")
            for one in _texts(named):
                yield kind, one


def _texts(value: Any) -> tuple[str, ...]:
    several = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(_text(one) for one in several)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _grant(resource: Resource) -> Mapping[str, Any]:
    """A permission of a function or a bus, as the statement that AWS makes of it."""
    values = resource.values
    principal = str(values.get("principal") or "")
    kind = "Service" if principal.endswith((".amazonaws.com", ".amazon.com")) else "AWS"
    asked = {"aws:SourceAccount": values.get("source_account"), "aws:PrincipalOrgID": values.get("principal_org_id")}
    conditions = {
        "StringEquals": {key: value for key, value in asked.items() if value is not None},
        "ArnLike": {"aws:SourceArn": values["source_arn"]} if values.get("source_arn") is not None else {},
    }
    for one in values.get("condition") or ():
        conditions.setdefault(str(one.get("type")), {})[str(one.get("key"))] = one.get("value")
    return {
        "Sid": values.get("statement_id"),
        "Effect": "Allow",
        "Action": values.get("action") or "events:PutEvents",
        "Resource": values.get("function_name") or [],
        "Principal": {kind: principal},
        "Condition": conditions,
    }


def role_of(resource: Resource) -> str:
    """The ARN of the role that a policy is of."""
    name = str(resource.values.get("role") or "")
    return name if name.startswith("arn:") else f"arn:aws:iam::{resource.account}:role/{name}"
