"""Buses and the rules on them: who publishes there, whose events a rule takes, where and how a target is delivered to. Pure."""

import json
import re
from functools import partial
from typing import Any

from mesh_policy.dead_letters import users_of
from mesh_policy.knowledge import Knowledge, Route
from mesh_policy.policies import Statement, account_of, of_allows, service_of
from mesh_policy.put_policies import policies_of
from mesh_policy.values import MARK, OWN, NotReadable, Resource, Said, Surroundings, Violation

ACCOUNT = re.compile(r"\d{12}")
WITHOUT_ROLE = ("sqs", "sns", "lambda", "logs")
"""Targets of one's own account that let EventBridge in by a policy; with a role, delivery can fail."""


def bus_policy(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A bus lets each account publish under its own sources (`events:source`), and lets nobody do anything else.

    `source` is whatever the caller writes: an account that may use any can forge the events of every other system. The hub of
    a mesh that is too large for that names the accounts that publish, or the organisation: there the rules alone, which pin the
    account (CKV_MESH_8), keep forged events from everybody. A local bus lets in the delivery roles of its hops.
    """
    yield from of_allows(resource, partial(_publishes, known))


def _is_own(resource: Resource, said: Statement) -> bool:
    return all(account_of(name) in (OWN, resource.account) for _, name in said.principals)


def _publishes(known: Knowledge, resource: Resource, said: Statement) -> Said:
    if _is_own(resource, said):
        return
    if len(said.actions) != 1 or not said.does("events:PutEvents"):
        yield Violation(f"{said.called} lets other accounts do more than publish: {', '.join(said.actions)}")
    if _is_for_hops(known, said):
        return
    yield from _LETS_IN[_form(known, said)](known, said)
    if known.organization and said.exactly("aws:PrincipalOrgID") != (known.organization,):
        yield Violation(f"{said.called} is not held to the organisation {known.organization}")


def _is_for_hops(known: Knowledge, said: Statement) -> bool:
    """Whether it lets in nothing but delivery roles of routes that lead to the bus: they pass on what their rules take."""
    routes = [known.route_by_role(one) for one in said.condition("aws:PrincipalArn", "ArnEquals")]
    return bool(routes) and all(one is not None and said.resources == (one.target,) for one in routes)


def _form(known: Knowledge, said: Statement) -> str:
    form = known.hubs.get(said.resources[0], "") if len(said.resources) == 1 else ""
    return form if form in _LETS_IN and not said.exactly("events:source") else "sources"


def _by_source(known: Knowledge, said: Statement) -> Said:
    if not all(account_of(name) for _, name in said.principals):
        yield Violation(f"{said.called} lets more accounts publish than it names: an organisation is no account")
    sources = said.exactly("events:source")
    if not sources:
        yield Violation(f"{said.called} lets other accounts publish under any `events:source`")
    accounts = [account_of(name) for _, name in said.principals]
    forged = [
        source
        for source in sources
        if known.publishers
        for account in accounts
        if account not in known.accounts_of(source)
    ]
    for source in forged:
        yield Violation(f"{said.called} lets {', '.join(accounts)} publish as {source}, which is not of that account")


def _by_account(known: Knowledge, said: Statement) -> Said:
    for _, name in said.principals:
        if account_of(name) not in known.publishers:
            yield Violation(f"{said.called} lets {name} publish, which is no account of a publisher")


def _by_organization(known: Knowledge, said: Statement) -> Said:
    if not known.organization:
        yield Violation(f"{said.called} lets in an organisation, and the mesh names none")


_LETS_IN = {"sources": _by_source, "accounts": _by_account, "organization": _by_organization}
"""Who may be let in, by what the policy of a hub names."""


def pinned(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A rule on a bus of one's own making names the account of the producer (`account` in its pattern).

    The bus is shared, and `source` can be forged; the account is AWS's word.
    """
    if resource.text("event_bus_name").rpartition("/")[2] in ("", "default"):
        return
    for choice in _choices(_pattern(resource)):
        yield from _pins(resource, choice, known)


def _choices(pattern: dict[str, Any]) -> list[dict[str, Any]]:
    """What a rule takes, one by one: of a `$or`, which stands for two objects or more, each of them with what is beside it."""
    either = pattern.get("$or")
    if not isinstance(either, list) or len(either) < 2 or not all(isinstance(one, dict) for one in either):
        return [pattern]
    beside = {name: value for name, value in pattern.items() if name != "$or"}
    return [{**beside, **one} for one in either]


def _pins(resource: Resource, pattern: dict[str, Any], known: Knowledge) -> Said:
    accounts = pattern.get("account")
    if not isinstance(accounts, list) or not accounts:
        yield Violation("takes events of every account: its pattern names no `account`")
        return
    loose = [one for one in accounts if not isinstance(one, str) or not (ACCOUNT.fullmatch(one) or MARK.fullmatch(one))]
    if loose:
        yield Violation(f"takes events of more accounts than it names: {json.dumps(loose)}")
    elif known.publishers:
        yield from _pinned_to_owners(resource, pattern, accounts, known)


def _pinned_to_owners(resource: Resource, pattern: Any, accounts: list[str], known: Knowledge) -> Said:
    """What the mesh publishes has an account for each source; what it does not know is private, of the rule's own account."""
    sources = pattern.get("source")
    if not isinstance(sources, list) or not sources:
        yield Violation("takes every event of the account: its pattern names no `source`")
        return
    owners = [set(known.accounts_of(one)) for one in sources if isinstance(one, str) and known.accounts_of(one)]
    both = set.intersection(*owners) if owners else {resource.account}
    for one in accounts:
        if one not in both and resource.account != OWN:
            yield Violation(f"takes events of {one}, which does not publish {json.dumps(sources)}", one)


def enabled(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A rule is switched on: while it is off, what it would have delivered is lost, and kept nowhere."""
    if resource.text("state") not in ("", "ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"):
        yield Violation("is switched off: what it would deliver is lost")
    if resource.get("is_enabled") is False:
        yield Violation("is switched off: what it would deliver is lost")


def _pattern(resource: Resource) -> dict[str, Any]:
    value = resource.get("event_pattern")
    if value is None:
        raise NotReadable("`event_pattern` is not set")
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise NotReadable("`event_pattern` is no JSON") from None
    if not isinstance(found, dict):
        raise NotReadable("`event_pattern` is no object")
    return found


def delivery_role(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A target has a role exactly where it needs one.

    In another account it does. A queue, topic, function or log group of one's own account must have none, or deliveries can
    fail; everything else must have one.
    """
    target = resource.text("arn")
    service, account = service_of(target) or _service_meant(target), account_of(target)
    role = resource.text("role_arn")
    needed = account not in (OWN, resource.account) or service not in WITHOUT_ROLE
    if needed and not role:
        yield Violation("has no role, which this target needs: nothing is delivered")
    elif role and not needed:
        yield Violation("has a role, with which deliveries within one account can fail")
    elif role and account_of(role) not in (OWN, resource.account):
        yield Violation("has a role of another account than its rule's", account_of(role))


def _service_meant(reference: str) -> str:
    services = {"aws_sqs": "sqs", "aws_sns": "sns", "aws_lambda": "lambda", "aws_cloudwatch_log": "logs"}
    return next((name for prefix, name in services.items() if reference.startswith(f"⟪{prefix}_")), "")


def retried(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A target says for how long and how often a delivery is tried again, as the catalogue says where it knows the route."""
    routes = _routes(resource, known)
    policies = resource.blocks("retry_policy")
    if not policies:
        yield Violation("has no `retry_policy`: nobody sees for how long a delivery is tried")
    for one in policies:
        attempts, seconds = one.get("maximum_retry_attempts"), one.get("maximum_event_age_in_seconds")
        for key, value in (("maximum_retry_attempts", attempts), ("maximum_event_age_in_seconds", seconds)):
            if value in (None, 0):
                yield Violation(f"says no `{key}`, so that a failing delivery is lost or not seen")
        wanted = [(each.seconds, each.attempts) for each in routes if each.attempts is not None]
        if wanted and (seconds, attempts) not in wanted:
            yield Violation(f"tries for {seconds} s and {attempts} times, and the catalogue says otherwise")


def dead_lettered(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A target keeps what could not be delivered in dead letters, unless the catalogue says `dead_letters: none`."""
    routes = _routes(resource, known)
    arns = [str(one.get("arn") or "") for one in resource.blocks("dead_letter_config")]
    if not any(arns) and not (routes and not any(one.dead_letters for one in routes)):
        yield Violation("has no dead letters: what cannot be delivered is lost")
    wanted = {one.dead_letters for one in routes if one.dead_letters}
    if wanted and any(arns) and arns[0] not in wanted:
        yield Violation("puts what cannot be delivered elsewhere than the catalogue says")


def dead_letters_let_in(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """The dead letters of a target let in its rule, and no rule that does not deliver into them.

    Without it AWS drops what it cannot deliver; with more than it, others leave there what is not theirs.
    """
    for config in resource.blocks("dead_letter_config"):
        arn = str(config.get("arn") or "")
        queues = around.meant_by(arn, "aws_sqs_queue")
        if arn and not queues:
            yield NotReadable(f"its dead letters, {arn.strip('⟪⟫')}, are in none of the files that were read")
        for queue in queues:
            yield from _lets_in_just(resource, queue, around)


def _lets_in_just(target: Resource, queue: Resource, around: Surroundings) -> Said:
    for found, unread in policies_of(queue, around):
        yield from unread
        wrong = list(_wrong_of(target, queue, _rules_let_in(found), around, whole=not unread))
        yield from wrong
        if wrong:
            return


def _wrong_of(target: Resource, queue: Resource, let_in: list[str], around: Surroundings, *, whole: bool) -> Said:
    if whole and not any(_is_rule_of(target, arn, around) for arn in let_in):
        yield Violation(f"its dead letters, {queue.address}, do not let it in: what cannot be delivered is lost")
    users = [one for one in users_of(queue, around) if one.type == "aws_cloudwatch_event_target"]
    for arn in let_in:
        if not any(_is_rule_of(one, arn, around) for one in users):
            words = f"its dead letters, {queue.address}, let in {arn} as well, which does not deliver into them"
            yield Violation(words)


def _rules_let_in(said: list[Statement]) -> list[str]:
    """The rules that a queue's policy lets send."""
    doors = [one for one in said if one.allows and one.does("sqs:SendMessage")]
    sent = [one for one in doors if ("Service", "events.amazonaws.com") in one.principals]
    operators = ("ArnEquals", "ArnLike", "StringEquals")
    return [arn for one in sent for arn in one.condition("aws:SourceArn", *operators)]


def _is_rule_of(target: Resource, arn: str, around: Surroundings) -> bool:
    """Whether an ARN, or a reference to one, is that of the target's rule."""
    named, bus = str(target.values.get("rule") or ""), str(target.values.get("event_bus_name") or "")
    rules = around.meant_by(named, "aws_cloudwatch_event_rule") if MARK.fullmatch(named) else []
    meant = next((one for one in rules if one.source == target.source or not target.planned), None)
    if meant and meant.is_meant_by(arn):
        return True
    name = str(meant.values.get("name") or "") if meant else named
    path = name if MARK.fullmatch(bus) or bus in ("", "default") else f"{bus.rpartition('/')[2]}/{name}"
    return bool(name) and (arn.endswith(f":rule/{path}") or (bool(MARK.fullmatch(bus)) and arn.endswith(f"/{name}")))


def _routes(resource: Resource, known: Knowledge) -> list[Route]:
    rule = str(resource.values.get("rule"))
    target = resource.text("arn")
    return [one for one in known.routes.values() if one.rule.rpartition("/")[2] == rule and one.target == target]
