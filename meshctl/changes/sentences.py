"""What changes for people, each in a sentence. Pure.

Where it is recorded what stands, the sentence says what differs; where not, it says what Terraform would do.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from meshctl.changes.pattern_facts import event_of
from meshctl.model.stages import HUB
from meshctl.passes.generations import Generation, StackInputs
from meshctl.passes.pinned_events import subscription_of
from meshctl.plan.causes import Cause
from meshctl.plan.changes import CAME, DIFFERS, WENT, ResourceChange
from meshctl.topology.lowering.keys import ends_of, form_and_name, further_bus_of, is_hop

_TURNS = {CAME: "is new", WENT: "goes", DIFFERS: "changes"}
_RECEIVES = {CAME: "now receives {}", WENT: "no longer receives {}", DIFFERS: "receives {} in another way"}


@dataclass(frozen=True, slots=True)
class SubscribedEvents:
    """The event, topic, stream, bus or AWS service that each subscription asks for, and those beside which their service has another for the same.

    Both before and after a change together: a renamed subscription is another one. What comes of topics and streams is `without_rule`.
    """

    events: Mapping[str, str]
    several: frozenset[str]
    without_rule: frozenset[str]

    @classmethod
    def of(cls, *generations: Generation) -> "SubscribedEvents":
        """What the routes of the stacks ask for; of generations that differ in a subscription the last one counts."""
        events = dict(one for generation in generations for one in (*_events(generation), *_given(generation)))
        counts = Counter((key.rpartition("/")[0], event) for key, event in events.items())
        several = frozenset(key for key, event in events.items() if counts[key.rpartition("/")[0], event] > 1)
        return cls(events, several, frozenset(key for one in generations for key, _ in _given(one)))


def _events(generation: Generation) -> Iterator[tuple[str, str]]:
    for stack in generation.values():
        for key, route in stack.inputs.get("routes", {}).items():
            bus = further_bus_of(key)
            event = f"what the bus {stack.owner}/{bus} gives" if bus else event_of(route["pattern"])
            if event and not is_hop(key):
                yield subscription_of(stack, key), event


def _given(generation: Generation) -> Iterator[tuple[str, str]]:
    yield from _topics(generation)
    yield from _streams(generation)


def _topics(generation: Generation) -> Iterator[tuple[str, str]]:
    for stack in generation.values():
        topics = _keys_by_arn(stack, "topics")
        for one in stack.inputs.get("topic_subscriptions", {}).values():
            _, topic = form_and_name(topics.get(one["topic_arn"], one["topic_arn"]))
            yield f"{stack.owner}/{one['name']}", f"what the topic {stack.owner}/{topic} gives"


def _streams(generation: Generation) -> Iterator[tuple[str, str]]:
    """By their dead letters: what is read of a stream without them is told of its function alone."""
    for stack in generation.values():
        streams, dead = (_keys_by_arn(stack, section) for section in ("streams", "dead_letters"))
        for one in stack.inputs.get("mappings", {}).values():
            if one["stream"] and (key := dead.get(one["stream"]["on_failure_arn"])):
                stream = streams.get(one["source_arn"], one["source_arn"])
                yield f"{stack.owner}/{key}", f"what the stream {stack.owner}/{stream} gives"


def _keys_by_arn(stack: StackInputs, section: str) -> Mapping[str, str]:
    return {one["arn"]: key for key, one in stack.inputs.get(section, {}).items()}


def sentence(cause: Cause, turn: str, wanted: SubscribedEvents) -> str:
    """What comes, goes or differs."""
    if cause.kind != "subscription":
        return f"{noun(cause)} {_TURNS[turn]}"
    service, _, subscription = cause.name.rpartition("/")
    event = wanted.events.get(cause.name, f'what "{subscription}" asked for')
    told = f" as {subscription}" if cause.name in wanted.several else ""
    return f"{service} {_RECEIVES[turn].format(event)}{told}"


def moving_sentence(system: str) -> str:
    """A system that goes to another account."""
    return f"the system {system} moves to another account"


def unrecorded_sentence(cause: Cause, resources: Collection[ResourceChange], wanted: SubscribedEvents) -> str:
    """What Terraform's actions say of what has no record. A service begins to receive with its rule."""
    actions = {one.action for one in resources}
    if cause.kind != "subscription":
        return sentence(cause, CAME, wanted) if actions == {"create"} else noun(cause)
    new_rule = any(one.action == "create" and ".aws_cloudwatch_event_rule." in one.address for one in resources)
    begins = new_rule or cause.name in wanted.without_rule
    came, went = actions == {"create"} and begins, actions == {"delete"} or cause.name not in wanted.events
    return sentence(cause, WENT if went else CAME if came else DIFFERS, wanted)


def unchanged_sentence(cause: Cause, resources: Collection[ResourceChange]) -> str:
    """What Terraform would do although the inputs are those that were applied: what it then finds, people changed."""
    if all(one.action == "delete" for one in resources):
        return f"something of {noun(cause)} stands that is in no record, and goes"
    if not any(one.drifted for one in resources):
        return f"{noun(cause)} is built otherwise by this meshctl than by the one that applied it"
    made_again = all(one.action == "create" for one in resources)
    what = "deleted by hand, and meshctl makes it again" if made_again else "changed by hand, and meshctl sets it back"
    return f"something of {noun(cause)} was {what}"


def adapted_sentence(cause: Cause) -> str:
    """What changes for the sake of others: what may deliver there, or what it may read, which is told of them."""
    return f"the rights of {noun(cause)} change with its subscriptions"


def adopted_sentence(cause: Cause) -> str:
    """What stands as it was wanted before, and Terraform does not know."""
    return f"something of {noun(cause)} exists and Terraform does not know it: it is adopted"


def arriving_sentence(cause: Cause) -> str:
    """What stays as it is in a stack that begins in another account."""
    return f"{noun(cause)} is made in the new account as well"


def leaving_sentence(cause: Cause, is_given_up: bool) -> str:
    """What goes at last, after it was retired."""
    why = "is given up" if is_given_up else "nothing more is on its way to it"
    return f"{noun(cause)} goes: it was retired, and {why}"


def noun(cause: Cause) -> str:
    """What a cause is called."""
    if cause.kind == "bus":
        return "the hub" if cause.name == HUB else f"the local bus of {cause.name}"
    if cause.kind == "hop":
        system, _, event = cause.name.partition("/")
        return f"the hop of {event} to the local bus of {system}"
    if cause.kind == "topic subscription":
        system, _, key = cause.name.partition("/")
        kind, channel, topic = ends_of(key)
        return f"the subscription of the {kind} {system}/{channel} to the topic {system}/{topic}"
    form, name = form_and_name(cause.name)
    return f"the {form}{cause.kind} {name}"
