"""What a queue's policy denies, whatever anybody allows beside it or elsewhere: a denial wins over every allowance. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from mesh_policy.dead_letters import users_of
from mesh_policy.knowledge import Knowledge
from mesh_policy.policies import Statement, account_of, is_foreign
from mesh_policy.queue_policies import all_policies_of, policies_of
from mesh_policy.values import MARK, OWN, Resource, Said, Surroundings, Violation

EVENTS = ("Service", "events.amazonaws.com")
EVERY_ACTION = {"sqs:*", "*"}
Denies = Callable[[Resource, Statement, list[Statement]], bool]


def tls_only(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue's policy denies everybody what is not encrypted on its way (`aws:SecureTransport`)."""
    for found, unread in policies_of(resource, around):
        if not any(_denies_plain(resource, one) for one in found):
            yield from unread
            if not unread:
                yield Violation("can be used without TLS: no statement denies `aws:SecureTransport` false")
            return


def strangers(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue that events are delivered to denies every principal of another account, but for its delivery roles.

    Then a statement that somebody adds beside it, or a policy of a role elsewhere, changes nothing. A queue that nothing is
    delivered to is not asked for it.
    """
    yield from _unless_denied(resource, around, known, _denies_strangers, "principals of other accounts")


def services_of_others(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue that events are delivered to denies AWS services that act for another account, but for its own routes.

    EventBridge and SNS carry messages for whoever set up the rule or the topic, in whatever account.
    """
    yield from _unless_denied(resource, around, known, _denies_services, "services that act for other accounts")


def _unless_denied(resource: Resource, around: Surroundings, known: Knowledge, denies: Denies, whom: str) -> Said:
    queue = _queue_of(resource, around)
    if queue is None:
        return
    for found, unread in policies_of(queue, around):
        if not any(denies(queue, one, found) for one in found):
            yield from unread
            if not unread and _is_of_the_mesh(queue, around, known):
                yield Violation(f"does not deny {whom}: a statement added beside it would let them in")
            return


def _queue_of(resource: Resource, around: Surroundings) -> Resource | None:
    """The queue itself. Of a policy put on one that is made elsewhere, as much of that as its URL says; else none.

    Such a policy takes the place of the one that the queue has, with all its denials.
    """
    if resource.type == "aws_sqs_queue":
        return resource
    url = str(resource.values.get("queue_url") or "")
    if MARK.search(url) or around.meant_by(url, "aws_sqs_queue"):
        return None
    return replace(resource, type="aws_sqs_queue", values={"name": url.rpartition("/")[2]})


def _is_delivered_to(queue: Resource, found: list[Statement], known: Knowledge) -> bool:
    ends = [end for key in queue.keys for end in known.ends.get(key, ())]
    return any(queue.is_meant_by(end) for end in ends) or any(_lets_deliver(queue, one) for one in found)


def _is_of_the_mesh(queue: Resource, around: Surroundings, known: Knowledge) -> bool:
    """Whether events are delivered to a queue, or go on into it from one to which they are, or from a function."""
    before = users_of(queue, around)
    functions, queues = (
        [one for one in before if one.type == kind] for kind in ("aws_lambda_function", "aws_sqs_queue")
    )
    return bool(functions) or any(
        _is_delivered_to(one, all_policies_of(one, around)[0], known) for one in [queue, *queues]
    )


def _lets_deliver(queue: Resource, said: Statement) -> bool:
    roles = said.condition("aws:PrincipalArn", "ArnEquals", "StringEquals")
    return said.allows and (EVENTS in said.principals or any(is_foreign(account_of(one), queue) for one in roles))


def _denies_plain(queue: Resource, said: Statement) -> bool:
    covers = said.does("sqs:SendMessage", "sqs:ReceiveMessage") or _is_for_all_actions(said)
    return _is_denial(queue, said) and covers and _asked(said) == {("Bool", "aws:securetransport"): ("false",)}


def _denies_strangers(queue: Resource, said: Statement, found: list[Statement]) -> bool:
    asked = _asked(said)
    spared = asked.pop(("ArnNotEquals", "aws:principalarn"), ())
    wanted = {
        ("StringNotEquals", "aws:principalaccount"): (_own(queue, said),),
        ("BoolIfExists", "aws:principalisawsservice"): ("false",),
    }
    let_in = _named(found, "aws:PrincipalArn")
    return _is_denial(queue, said) and _is_for_all_actions(said) and asked == wanted and set(spared) <= let_in


def _denies_services(queue: Resource, said: Statement, found: list[Statement]) -> bool:
    asked, own = _asked(said), _own(queue, said)
    spared = [one for one in asked.pop(("ArnNotLike", "aws:sourcearn"), ()) if one != f"arn:aws:*:*:{own}:*"]
    wanted = {
        ("Bool", "aws:principalisawsservice"): ("true",),
        ("StringNotEquals", "aws:sourceaccount"): (own,),
    }
    let_in = _named(found, "aws:SourceArn")
    return _is_denial(queue, said) and _is_for_all_actions(said) and asked == wanted and set(spared) <= let_in


def _is_denial(queue: Resource, said: Statement) -> bool:
    """Of everybody on this queue, and with no exception but the conditions'."""
    everybody = said.principals in ((("AWS", "*"),), (("*", "*"),)) and not said.excepts
    return said.effect == "Deny" and everybody and any(one == "*" or queue.is_meant_by(one) for one in said.resources)


def _is_for_all_actions(said: Statement) -> bool:
    return any(map(said.does, EVERY_ACTION))


def _asked(said: Statement) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(operator, key.lower()): values for operator, key, values in said.conditions}


def _own(queue: Resource, said: Statement) -> str:
    """The queue's account; where nobody says it, the one that the statement's own resource names."""
    return queue.account if queue.account != OWN else next((account_of(one) for one in said.resources), OWN)


def _named(found: Iterable[Statement], key: str) -> set[str]:
    """What the allowances hold a key to: the roles, or the rules, that are let in; with wildcards it would be anybody."""
    return {value for one in found if one.allows for value in one.exactly(key)}
