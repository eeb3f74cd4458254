"""What the policy of a queue or a topic denies, whatever anybody allows beside it or elsewhere: a denial wins. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from mesh_policy.dead_letters import CARRYING, users_of
from mesh_policy.knowledge import Knowledge
from mesh_policy.policies import Statement, account_of, is_foreign
from mesh_policy.put_policies import PUT_ON, all_policies_of, policies_of
from mesh_policy.values import MARK, OWN, Resource, Said, Surroundings, Violation, key_of

EVENTS = ("Service", "events.amazonaws.com")
USED = {"aws_sqs_queue": ("sqs:SendMessage", "sqs:ReceiveMessage"), "aws_sns_topic": ("sns:Publish",)}
"""What goes over the network when messages come and go, by the type of what they are in."""
EVERY_ACTION = {
    "aws_sqs_queue": (("sqs:*",), ("*",)),
    "aws_sns_topic": (
        (
            "sns:AddPermission", "sns:DeleteTopic", "sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:Publish",
            "sns:RemovePermission", "sns:SetTopicAttributes", "sns:Subscribe",
        ),
    ),
}  # fmt: skip
"""How a policy says everything: a topic's takes no `sns:*`."""
Denies = Callable[[Resource, Statement, list[Statement]], bool]


def tls_only(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """The policy of a queue or a topic denies everybody what is not encrypted on its way (`aws:SecureTransport`)."""
    for found, unread in policies_of(resource, around):
        if not any(_denies_plain(resource, one) for one in found):
            yield from unread
            if not unread:
                yield Violation("can be used without TLS: no statement denies `aws:SecureTransport` false")
            return


def strangers(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue or topic that events are delivered to denies every principal of another account, but for its delivery roles.

    Then a statement that somebody adds beside it, or a policy of a role elsewhere, changes nothing. What nothing of the mesh is
    delivered to is not asked for it.
    """
    yield from _unless_denied(resource, around, known, _denies_strangers, "principals of other accounts")


def services_of_others(resource: Resource, around: Surroundings, known: Knowledge) -> Said:
    """A queue or topic that events are delivered to denies AWS services that act for another account, but for its own routes.

    EventBridge and SNS carry messages for whoever set up the rule or the topic, in whatever account.
    """
    yield from _unless_denied(resource, around, known, _denies_services, "services that act for other accounts")


def _unless_denied(resource: Resource, around: Surroundings, known: Knowledge, denies: Denies, whom: str) -> Said:
    channel = _channel_of(resource, around)
    if channel is None:
        return
    for found, unread in policies_of(channel, around):
        if not any(denies(channel, one, found) for one in found):
            yield from unread
            if not unread and _is_of_the_mesh(channel, around, known):
                yield Violation(f"does not deny {whom}: a statement added beside it would let them in")
            return


def _channel_of(resource: Resource, around: Surroundings) -> Resource | None:
    """The queue or topic itself. Of a policy put on one that is made elsewhere, as much of that as its name says; else none.

    Such a policy takes the place of the one that is there, with all its denials.
    """
    if resource.type in PUT_ON:
        return resource
    kind, key = next((kind, key) for kind, (put, key) in PUT_ON.items() if put == resource.type)
    named = str(resource.values.get(key) or "")
    if MARK.search(named) or around.meant_by(named, kind):
        return None
    return replace(resource, type=kind, values={"name": key_of(named)})


def _is_delivered_to(channel: Resource, found: list[Statement], known: Knowledge) -> bool:
    return known.is_of_the_mesh(channel) or any(_lets_deliver(channel, one) for one in found)


def _is_of_the_mesh(channel: Resource, around: Surroundings, known: Knowledge) -> bool:
    """Whether events are delivered to it, or go on into it from a queue to which they are, or from something else."""
    before = users_of(channel, around)
    queues = [one for one in before if one.type == "aws_sqs_queue"]
    others = any(one.type in CARRYING for one in before)
    return others or any(_is_delivered_to(one, all_policies_of(one, around)[0], known) for one in [channel, *queues])


def _lets_deliver(channel: Resource, said: Statement) -> bool:
    roles = said.condition("aws:PrincipalArn", "ArnEquals", "StringEquals")
    return said.allows and (EVENTS in said.principals or any(is_foreign(account_of(one), channel) for one in roles))


def _denies_plain(channel: Resource, said: Statement) -> bool:
    covers = said.does(*USED[channel.type]) or _is_for_all_actions(channel, said)
    return _is_denial(channel, said) and covers and _asked(said) == {("Bool", "aws:securetransport"): ("false",)}


def _denies_strangers(channel: Resource, said: Statement, found: list[Statement]) -> bool:
    asked = _asked(said)
    spared = asked.pop(("ArnNotEquals", "aws:principalarn"), ())
    wanted = {
        ("StringNotEquals", "aws:principalaccount"): (_own(channel, said),),
        ("BoolIfExists", "aws:principalisawsservice"): ("false",),
    }
    return _denies_all(channel, said) and asked == wanted and set(spared) <= _named(found, "aws:PrincipalArn")


def _denies_services(channel: Resource, said: Statement, found: list[Statement]) -> bool:
    asked, own = _asked(said), _own(channel, said)
    spared = [one for one in asked.pop(("ArnNotLike", "aws:sourcearn"), ()) if one != f"arn:aws:*:*:{own}:*"]
    wanted = {
        ("Bool", "aws:principalisawsservice"): ("true",),
        ("StringNotEquals", "aws:sourceaccount"): (own,),
    }
    return _denies_all(channel, said) and asked == wanted and set(spared) <= _named(found, "aws:SourceArn")


def _is_denial(channel: Resource, said: Statement) -> bool:
    """Of everybody on this queue or topic, and with no exception but the conditions'."""
    everybody = said.principals in ((("AWS", "*"),), (("*", "*"),)) and not said.excepts
    return said.effect == "Deny" and everybody and any(one == "*" or channel.is_meant_by(one) for one in said.resources)


def _is_for_all_actions(channel: Resource, said: Statement) -> bool:
    return any(said.does(*actions) for actions in EVERY_ACTION[channel.type])


def _denies_all(channel: Resource, said: Statement) -> bool:
    return _is_denial(channel, said) and _is_for_all_actions(channel, said)


def _asked(said: Statement) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(operator, key.lower()): values for operator, key, values in said.conditions}


def _own(channel: Resource, said: Statement) -> str:
    """The channel's account; where nobody says it, the one that the statement's own resource names."""
    return channel.account if channel.account != OWN else next((account_of(one) for one in said.resources), OWN)


def _named(found: Iterable[Statement], key: str) -> set[str]:
    """What the allowances hold a key to: the roles, or the rules, that are let in; with wildcards it would be anybody."""
    return {value for one in found if one.allows for value in one.exactly(key)}
