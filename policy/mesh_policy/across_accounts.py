"""What reaches from one account into another. Between systems only the hub's routes may; pure."""

from collections.abc import Iterable
from functools import partial

from mesh_policy.knowledge import Knowledge, Route
from mesh_policy.policies import KEYS, Statement, account_of, identities, is_foreign, of_allows, role_of, service_of
from mesh_policy.values import OWN, NotReadable, Resource, Said, Surroundings, Violation

CARRIERS = ("sqs", "sns", "kinesis", "lambda", "dynamodb")
ROLE_ARN = ("ArnEquals", "StringEquals")
ACCOUNT_KEYS = ("aws:SourceAccount", "aws:SourceArn", "aws:PrincipalAccount", "aws:PrincipalArn", "kms:CallerAccount")
"""What holds a statement to accounts, whoever its principal is."""
URL, WORKFLOW = "aws_lambda_function_url", "aws_sfn_state_machine"
DELIVERIES = ("sqs:SendMessage", "sns:Publish", "kinesis:PutRecord", "kinesis:PutRecords", "lambda:InvokeFunction")


def letters_in(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue, topic, stream, table or key is for its own account, and for the mesh's delivery roles and rules.

    What another system is to know of is an event: it publishes it on the hub, and whoever wants it subscribes.
    """
    yield from of_allows(resource, partial(_lets_in, known))


def function_grants(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A function is invoked by its own account, and by the mesh's delivery roles and rules.

    An invocation from another system is a coupling that nobody sees in the catalogue: subscribe to an event instead. A URL
    whose `authorization_type` is `NONE` is a grant to everybody.
    """
    if resource.type != URL:
        yield from of_allows(resource, partial(_lets_in, known))
    elif resource.text("authorization_type") == "NONE":
        yield Violation('lets everybody invoke the function, by its URL: say `authorization_type = "AWS_IAM"`')
    yield from _points_abroad(resource, ("function_name",), "grants the use of a function of another account")


def mapped(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A function reads queues and streams of its own account.

    What happens in another system arrives as an event, in a queue of one's own.
    """
    yield from _points_abroad(resource, ("event_source_arn", "function_name"), "reads across accounts")


def subscribed(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A topic's subscriptions stay in its account.

    A topic of another system couples both; subscribe to the event instead, which the hub delivers.
    """
    yield from _points_abroad(resource, ("topic_arn", "endpoint"), "subscribes across accounts")


def delivers(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A rule delivers into another account only as a route of the mesh.

    Who wants events of another system subscribes in the catalogue; the route is made of it, with a role of its own.
    """
    target = account_of(resource.text("arn"))
    if is_foreign(target, resource) and not _routes_to(resource, known):
        yield Violation(
            f"delivers into another account, {target}, and is no route of the mesh", target, sure=_is_sure(resource)
        )


def identity_reaches(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A role uses queues, topics, streams, tables and functions of its own account only; a delivery role only its own target.

    The other side's policy would have to let it in, and no policy in a mesh does.
    """
    for one in identities(resource):
        yield from of_allows(one, partial(_reaches, known))


def trusts(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A role is assumed in its own account; otherwise everything that it may do reaches into another one.

    Deploy roles that a central account assumes are the exception, to be skipped with that reason.
    """
    yield from of_allows(resource, _trusts)


def runs_as(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A function or a workflow runs as a role of its own account; another account's role is another system's rights."""
    key = "role_arn" if resource.type == WORKFLOW else "role"
    yield from _points_abroad(resource, (key,), "runs as a role of another account")


def _lets_in(known: Knowledge, resource: Resource, said: Statement) -> Said:
    expected = _delivers_from(resource, said, known)
    for account in _foreign(resource, said):
        if account != expected:
            words = f"{said.called} lets another account, {account}, in"
            yield Violation(words, account, sure=bool(_own(resource, said)))
    yield from _whoever(said, "lets whatever account in")


def _trusts(resource: Resource, said: Statement) -> Said:
    for account in _foreign(resource, said):
        words = f"{said.called} lets another account, {account}, assume the role"
        yield Violation(words, account, sure=_is_sure(resource))
    yield from _whoever(said, "lets whatever account assume the role")


def _whoever(said: Statement, words: str) -> Said:
    """An organisation is no account: its members are foreign to one another."""
    everybody = any(name == "*" for kind, name in said.principals if kind in ("AWS", "*"))
    if everybody and not any(said.exactly(key) for key in ACCOUNT_KEYS):
        yield Violation(f"{said.called} {words}: principal `*`, and no account that it is held to")


def _foreign(resource: Resource, said: Statement) -> dict[str, None]:
    """The other accounts that a statement is for: of principals, and those that a service acts for."""
    named = [name for kind, name in said.principals if kind == "AWS" and name != "*"]
    accounts = {
        account_of(name) or name: None for name in named
    }  # ids such as AROA... are of no account that one could see
    for key in ACCOUNT_KEYS:
        accounts |= {account_of(value): None for value in said.exactly(key)}
    return {one: None for one in accounts if is_foreign(one, resource) and one not in _own(resource, said)}


def _own(resource: Resource, said: Statement) -> set[str]:
    """The own account, as nobody but the statement says it: a policy of a queue names the queue."""
    return {account_of(one) for one in said.resources} - {OWN, ""} if resource.account == OWN else {resource.account}


def _delivers_from(resource: Resource, said: Statement, known: Knowledge) -> str:
    """The account of the one route whose delivery a statement lets in, by its role or by its rule; empty if it does not."""
    roles = said.condition("aws:PrincipalArn", *ROLE_ARN)
    rules = said.condition("aws:SourceArn", *ROLE_ARN, "ArnLike")
    if len(roles) == 1 and resource.type in KEYS:
        return account_of(roles[0]) if _leads_into(known.route_by_role(roles[0]), resource) else ""
    if len(roles) == 1:
        return account_of(roles[0]) if _leads_here(known.route_by_role(roles[0]), resource, said) else ""
    if len(rules) == 1:
        return account_of(rules[0]) if _leads_here(known.routes.get(rules[0]), resource, said) else ""
    return _hub_that_invokes(resource, said, known)


def _leads_into(route: Route | None, resource: Resource) -> bool:
    """Whether a route ends in the account of a key, whose queue it may be the key of."""
    return route is not None and not is_foreign(account_of(route.target), resource)


def _leads_here(route: Route | None, resource: Resource, said: Statement) -> bool:
    if route is None or not _only_delivers(said):
        return False
    ends = (route.target, route.dead_letters)
    return any(resource.is_meant_by(end) or end in said.resources for end in ends if end)


def _only_delivers(said: Statement) -> bool:
    return len(said.actions) == 1 and any(map(said.does, DELIVERIES))


def _hub_that_invokes(resource: Resource, said: Statement, known: Knowledge) -> str:
    """A function's permission names the hub's account alone: AWS takes no condition on a role there."""
    function = str(resource.values.get("function_name"))
    roles = [one.role for one in known.routes.values() if one.role and _names(one.target, function)]
    is_grant = resource.type == "aws_lambda_permission" and _only_delivers(said)
    return account_of(roles[0]) if is_grant and roles else ""


def _names(arn: str, function: str) -> bool:
    return service_of(arn) == "lambda" and function in (arn, arn.rpartition(":")[2])


def _routes_to(resource: Resource, known: Knowledge) -> bool:
    rule, target = resource.text("rule"), resource.text("arn")
    here = [one for one in known.routes.values() if one.rule.rpartition("/")[2] == rule]
    return any(one.target == target and one.role == resource.text("role_arn") for one in here)


def _points_abroad(resource: Resource, keys: Iterable[str], words: str) -> Said:
    for key in keys:
        try:
            account = account_of(resource.text(key))
        except NotReadable as error:
            yield error
            continue
        if is_foreign(account, resource):
            yield Violation(f"{words}: `{key}` is of another account, {account}", account, sure=_is_sure(resource))


def _is_sure(resource: Resource) -> bool:
    return resource.account != OWN


def _reaches(known: Knowledge, resource: Resource, said: Statement) -> Said:
    route = known.route_by_role(role_of(resource))
    for arn in said.resources:
        account = account_of(arn)
        if service_of(arn) in CARRIERS and is_foreign(account, resource) and not (route and route.target == arn):
            yield Violation(f"{said.called} reaches into another account, {account}", account, sure=_is_sure(resource))
        elif route and arn != route.target:
            yield Violation(f"{said.called} lets a delivery role use more than its target")
