"""What no statement of a policy may be, whatever it is for: for everybody, for everything, or for any rule. Pure."""

import re
from functools import partial

from mesh_policy.knowledge import Knowledge
from mesh_policy.managed import ATTACHMENTS, attached
from mesh_policy.policies import (
    KEYS,
    LOGS,
    Statement,
    account_of,
    identities,
    is_foreign,
    of_allows,
    role_of,
    statements,
)
from mesh_policy.values import OWN, NotReadable, Resource, Said, Surroundings, Violation, readable

LOG_DELIVERIES = {
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
}
"""What a role needs whose service delivers logs by itself. (Step Functions: "Logging to CloudWatch Logs")"""
LOG_STREAMS = re.compile(r"arn:[^:]*:logs:[^:]*:[^:]*:log-group:[^*?]+:\*")
SOURCE_OPERATORS = ("ArnEquals", "ArnLike", "StringEquals", "StringLike")
NO_SOURCE = ("ec2.amazonaws.com", "ecs-tasks.amazonaws.com")
"""Services that come without `aws:SourceArn`."""
SOURCE_SAYS_ACCOUNT = ("sns.amazonaws.com",)
"""Services whose every `aws:SourceArn` names its account: a topic's. To ask for `aws:SourceAccount` as well adds nothing."""


def for_everybody(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A policy that allows principal `*` names the organisation (`aws:PrincipalOrgID`).

    Without it everybody with an account of AWS is let in.
    """
    yield from of_allows(resource, partial(_everybody, known))


def _everybody(known: Knowledge, resource: Resource, said: Statement) -> Said:
    names = [name for kind, name in said.principals if kind in ("AWS", "*") and "*" in name]
    limits = ("aws:PrincipalOrgID", *(("kms:CallerAccount",) if resource.type in KEYS else ()))
    if names and not any(said.exactly(key) for key in limits):
        yield Violation(f"{said.called} lets everybody in: principal `*` without `aws:PrincipalOrgID`")
    organizations = said.exactly("aws:PrincipalOrgID")
    if names and known.organization and organizations and organizations != (known.organization,):
        yield Violation(f"{said.called} lets another organisation in than {known.organization}")
    if "NotPrincipal" in said.excepts:
        yield Violation(f"{said.called} lets everybody in but a few: `NotPrincipal` in an Allow")


def for_everything(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A policy names the actions that it allows, and the resources.

    Excepted are a key's own policy, whose resource is the key, the streams of a log group, whose names are AWS's, and the
    actions by which a service delivers its logs, for which AWS knows no resource. A policy that AWS manages is judged by its
    name: `AmazonSQSFullAccess` and its like allow all of a service, on everything.
    """
    yield from attached(resource)
    if resource.type in ATTACHMENTS:
        return
    for one in dict.fromkeys([resource, *identities(resource)]):
        yield from of_allows(one, _everything)


def _everything(resource: Resource, said: Statement) -> Said:
    if resource.type in KEYS:
        return
    wild = [one for one in said.actions if "*" in one or "?" in one]
    wide = [readable(one, "`Resource`") for one in said.resources]
    wide = [one for one in wide if ("*" in one or "?" in one) and not LOG_STREAMS.fullmatch(one)]
    if said.actions and LOG_DELIVERIES.issuperset(said.actions):
        wide = []
    for one in wild:
        yield Violation(f"{said.called} allows the actions `{one}`: name each")
    for one in wide:
        yield Violation(f"{said.called} allows it on `{one}`: name each resource")
    for one in said.excepts:
        if one != "NotPrincipal":
            yield Violation(f"{said.called} allows all but a few: `{one}` in an Allow")


def deputies(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """Who lets an AWS service in says for which resource of which account (`aws:SourceArn`, `aws:SourceAccount`).

    Otherwise the service can be sent by anybody who uses it: the confused deputy. The ARN of a topic says the account itself.
    """
    if resource.type not in LOGS:  # CKV_MESH_26 asks it of them
        yield from of_allows(resource, _deputies)


def _deputies(resource: Resource, said: Statement) -> Said:
    services = [name for kind, name in said.principals if kind == "Service" and name not in NO_SOURCE]
    if not services or (resource.type in KEYS and not any(one.startswith("events.") for one in services)):
        return
    arns = said.condition("aws:SourceArn", *SOURCE_OPERATORS)
    accounts = said.condition("aws:SourceAccount", "StringEquals")
    if len(arns) != 1 or re.search(r"[*?]", arns[0]):
        yield Violation(f"{said.called} lets {services[0]} in for whatever sends it: name one `aws:SourceArn`")
    if len(accounts) != 1 and not _is_said_by_source(services, arns):
        yield Violation(f"{said.called} lets {services[0]} in for every account: name one `aws:SourceAccount`")
    if len(arns) == len(accounts) == 1 and _differ(account_of(arns[0]), account_of(accounts[0]), resource):
        yield Violation(f"{said.called} never lets {services[0]} in: `aws:SourceArn` is not of `aws:SourceAccount`")


def _is_said_by_source(services: list[str], arns: tuple[str, ...]) -> bool:
    return {*services} <= {*SOURCE_SAYS_ACCOUNT} and len(arns) == 1 and bool(account_of(arns[0]))


def _differ(one: str, other: str, resource: Resource) -> bool:
    return bool(one) and {one, other} - {OWN, resource.account} != set() and one != other


def logs_for_rules(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """The policy of log groups lets EventBridge write to those that it names, for named rules of its account, and nobody else.

    Only for making an empty stream EventBridge does not say for which rule it asks.
    """
    yield from of_allows(resource, _logs_for_rules)


def _logs_for_rules(resource: Resource, said: Statement) -> Said:
    if any(one != ("Service", "events.amazonaws.com") for one in said.principals):
        yield Violation(f"{said.called} lets others than EventBridge write logs")
    if not {one.lower() for one in said.actions} <= {"logs:createlogstream", "logs:putlogevents"}:
        yield Violation(f"{said.called} allows more than to write logs: {', '.join(said.actions)}")
    for one in (each for each in said.resources if is_foreign(account_of(each), resource)):
        yield Violation(f"{said.called} is for logs of another account", account_of(one))
    if said.does("logs:PutLogEvents") and not _is_for_rules(resource, said):
        lets = f"{said.called} lets EventBridge write for whatever sends it"
        yield Violation(f"{lets}: name rules and account (`aws:SourceArn`, `aws:SourceAccount`)")


def _is_for_rules(resource: Resource, said: Statement) -> bool:
    accounts, rules = said.exactly("aws:SourceAccount"), said.exactly("aws:SourceArn")
    return (
        len(accounts) == 1
        and bool(rules)
        and not any(is_foreign(account_of(one), resource) for one in (*accounts, *rules))
    )


def publishes_as_itself(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A role publishes under its own source and its own detail-types (`events:source`, `events:detail-type`).

    An event is what its source says; who may publish under any source can forge the events of every service of its system. A
    delivery role of the mesh passes on what its rule takes, and says nothing by itself.
    """
    for one in identities(resource):
        yield from of_allows(one, partial(_publishes, known))


def _publishes(known: Knowledge, resource: Resource, said: Statement) -> Said:
    route = known.route_by_role(role_of(resource))
    if not said.does("events:PutEvents") or (route and said.resources == (route.target,)):
        return
    for source in said.exactly("events:source"):
        owners = known.accounts_of(source)
        if owners and resource.account == OWN:
            yield NotReadable(f"the own account, and so whether it may publish as {source}, is named nowhere")
        elif owners and resource.account not in owners:
            yield Violation(
                f"{said.called} lets it publish as {source}, which is of another account, {owners[0]}", owners[0]
            )
    free = bool(said.resources) and {*said.resources} <= {*known.brokers}
    for key in ("events:source",) if free else ("events:source", "events:detail-type"):
        if not said.exactly(key):
            yield Violation(f"{said.called} lets it publish under any `{key}`")


def delivery_trust(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A role that EventBridge assumes is for EventBridge alone, for rules of its own account.

    A delivery role is let into other systems' queues; whoever else may assume it is let in as well.
    """
    found = list(statements(resource))
    allows = [one for one in found if isinstance(one, Statement) and one.allows]
    principals = [each for one in allows for each in one.principals]
    if ("Service", "events.amazonaws.com") not in principals:
        return
    for kind, name in principals:
        if (kind, name) != ("Service", "events.amazonaws.com"):
            yield Violation(f"lets {name} assume a delivery role, beside EventBridge")
    for one in allows:
        rules = one.condition("aws:SourceArn", *SOURCE_OPERATORS)
        if known.routes and not all(_is_its_rule(resource, rule, known) for rule in rules):
            yield Violation(f"{one.called} lets it be assumed for another rule than its route's")


def _is_its_rule(resource: Resource, rule: str, known: Knowledge) -> bool:
    route = known.route_by_role(f"arn:aws:iam::{resource.account}:role/{resource.values.get('name')}")
    return route is None or route.rule == rule
