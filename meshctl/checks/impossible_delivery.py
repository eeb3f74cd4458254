"""What AWS can deliver from where to where. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.named_channels import Declared, declared_in
from meshctl.model.channels import Channel, Stream, Topic, keeps_order
from meshctl.model.events import EventReference
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding, did_you_mean
from meshctl.model.kinds import EVERY_CHANNEL, KINDS, a
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import External, Link, Source
from meshctl.topology.scheduled_events import DATA_FIELDS

_NO_WAY = "AWS has no way from the one to the other"


def _run(mesh: Mesh) -> Iterator[Finding]:
    for system in mesh.systems:
        declared = declared_in(system)
        for one in (one for service in system.services for one in service.subscriptions):
            yield from _unreached(one)
            yield from _out_of_order(one, declared)
            yield from _without_meaning(one)
            yield from _settings_of_queue(one)
            yield from _retry_of_topic(one)
        for service in system.services:
            yield from _twice(service)


def _twice(service: Service) -> Iterator[Finding]:
    """Subscriptions of one channel to one topic."""
    seen: dict[tuple[str, str, str], Subscription] = {}
    for one in service.subscriptions:
        if _kind(one) == Topic.kind:
            first = seen.setdefault((one.wanted, one.delivery.kind, one.delivery.channel), one)
            if first is not one:
                message = f'"{first.name}" and "{one.name}" bring the {one.delivery.kind} "{one.delivery.channel}" the same topic'
                why = "SNS has one subscription of a channel to a topic, and refuses a second one with another filter"
                help_ = "make one of both, whose `where` has both filters in a list under `$or`"
                yield Finding("impossible-delivery", one.place, message, why, help_)


def _kind(one: Subscription) -> str:
    return "event" if isinstance(one.wants, EventReference) else one.wants.kind


def _reached(one: Subscription) -> tuple[str, ...]:
    return EVERY_CHANNEL if isinstance(one.wants, EventReference) else KINDS[one.wants.kind].reaches


def _unreached(one: Subscription) -> Iterator[Finding]:
    reached = _reached(one)
    if one.delivery.kind not in reached:
        message = f"{a(_kind(one))} cannot be delivered to {a(one.delivery.kind)}"
        help_ = f"deliver to {' or '.join(map(a, reached))}"
        yield Finding("impossible-delivery", one.delivery.place, message, _NO_WAY, help_)


def _out_of_order(one: Subscription, declared: Declared) -> Iterator[Finding]:
    """Topics and queues that keep the order of messages take them from few, and give them to few."""
    source, target = _kind(one), one.delivery.kind
    from_fifo, to_fifo = _wants_fifo(one, declared), _delivers_to_fifo(one, declared)
    way_out = _WAYS_OUT.get((_ordered(source, from_fifo), _ordered(target, to_fifo)))
    if to_fifo and target in _reached(one) and not (source in KINDS and KINDS[source].fifo):
        way_out = _way_out_of_a_rule(one, declared)
    if way_out:
        message = f"{a(_ordered(source, from_fifo))} cannot be delivered to {a(_ordered(target, to_fifo))}"
        yield Finding("impossible-delivery", one.delivery.place, message, _NO_WAY, way_out)


def _way_out_of_a_rule(one: Subscription, declared: Declared) -> str | None:
    """EventBridge gives a fifo queue one group for all that a rule brings. It wants one that knows duplicates by their content,
    which of a queue outside the mesh nobody knows; and it delivers to no fifo topic.
    """
    if one.delivery.kind == Topic.kind:
        return "deliver to a queue with `order: fifo`, or to a function whose service sends to the topic"
    own = f"{one.system}/{one.service}" in declared.items.get((one.delivery.kind, one.delivery.channel), {})
    return None if own else "deliver to a queue of the mesh with `order: fifo`"


def _ordered(kind: str, fifo: bool) -> str:
    return f"fifo {kind}" if fifo else kind


_WAYS_OUT = {
    ("fifo topic", "function"): "deliver to a queue with `order: fifo`, and from that to the function",
    ("topic", "fifo queue"): "say `order: fifo` of both the topic and the queue, or of none",
}


def _wants_fifo(one: Subscription, declared: Declared) -> bool:
    if not isinstance(one.wants, Link):
        return False
    named = one.wants.named
    outside = declared.external.get(named)
    return any(map(_is_fifo, declared.items.get(named, {}).values())) or bool(outside and _is_fifo(outside))


def _delivers_to_fifo(one: Subscription, declared: Declared) -> bool:
    named = (one.delivery.kind, one.delivery.channel)
    meant = declared.items.get(named, {}).get(f"{one.system}/{one.service}") or declared.external.get(named)
    return meant is not None and _is_fifo(meant)


def _is_fifo(one: Channel | Source | External) -> bool:
    if isinstance(one, External):
        return any(arn.endswith(".fifo") for arn, _ in one.arns.values())
    return keeps_order(one)


def _without_meaning(one: Subscription) -> Iterator[Finding]:
    """Settings that the way of delivery has no place for."""
    kind = _kind(one)
    why = KINDS[one.delivery.kind].whole_event
    if one.input_fields is not None and why:
        message = f"{a(one.delivery.kind)} gets the whole event, and no `input`"
        yield Finding("impossible-delivery", one.place, message, why, "take `input` out, or deliver to another channel")
    if kind == "schedule" and one.where is not None:
        why = "a schedule says that it is time, and nothing else: there is nothing to filter"
        yield Finding("impossible-delivery", one.where_place, "a schedule has no `where`", why, "take it out")
    if kind != Stream.kind and "batch" in one.setting_places:
        why = "Lambda gathers records of a stream; of a queue it gives a function ten messages, and of anything else one at a time"
        place = one.setting_places["batch"]
        yield Finding("impossible-delivery", place, f"{a(kind)} has no `batch`", why, "take `batch` out")
    if kind == "schedule":
        yield from _unsaid_by_a_schedule(one)
    elif kind != "event" and one.input_fields is not None:
        message = f"{a(kind)} has no `input`"
        why = "only what EventBridge knows of, an event's data, can be taken apart on the way"
        help_ = "take `input` out, and let the receiver choose what it needs"
        yield Finding("impossible-delivery", one.place, message, why, help_)


def _settings_of_queue(one: Subscription) -> Iterator[Finding]:
    """What a subscription says that reads a queue, and that is the queue's to say."""
    for setting, told in _OF_QUEUE.items() if one.reads_queue else ():
        if setting in one.setting_places:
            message = f'"{one.key}" reads the {one.wanted} and has no `{setting}` of its own'
            yield Finding("impossible-delivery", one.setting_places[setting], message, *told)


def _retry_of_topic(one: Subscription) -> Iterator[Finding]:
    """SNS takes a delivery policy for HTTP/S alone (AWS: "Amazon SNS message delivery retries")."""
    if _kind(one) == Topic.kind and "retry" in one.setting_places:
        message = f'"{one.key}" wants the {one.wanted} and has no `retry` of its own'
        why = "SNS tries a queue or a function of AWS again for 23 days, as it sees fit, and takes no other wish"
        help_ = "take `retry` out; `retry` of what is delivered to the topic says how long EventBridge tries"
        yield Finding("impossible-delivery", one.setting_places["retry"], message, why, help_)


_OF_QUEUE = {
    "retry": (
        "SQS shows a message again when it has been hidden for long enough, and gives it up after some receives",
        "take `retry` out; `visibility` of the queue says how soon it is tried again",
    ),
    "dead_letters": (
        "SQS moves what is not handled into the dead letters of the queue, whoever reads it",
        "take `dead_letters` out; `defaults.dead_letters` says how long those of queues are kept",
    ),
}


def _unsaid_by_a_schedule(one: Subscription) -> Iterator[Finding]:
    """Fields of an input that no schedule sends."""
    for field in sorted({*(one.input_fields or {}).values()} - DATA_FIELDS):
        message = f'what a schedule sends has no field "{field}"'
        why = "it says when it is due, and which schedule it is: `due` and `schedule`"
        yield Finding("impossible-delivery", one.place, message, why, did_you_mean(field, DATA_FIELDS))


IMPOSSIBLE_DELIVERY = Check(
    name="impossible-delivery",
    why="Events, further buses, schedules, AWS services and partners reach every channel, since EventBridge delivers them; a topic reaches queues and functions; queues and streams are read by functions. What keeps an order "
    "(`order: fifo`) takes messages in groups. A fifo queue gets them from a fifo topic or over a bus, where all that a subscription "
    "brings is one group and the order begins at the queue, since EventBridge keeps none. EventBridge delivers to no fifo topic: "
    "functions send to it. A fifo topic may also be delivered to a standard queue, which loses the order, and not to a function. "
    "A topic brings a channel what it gives once: two subscriptions of one channel to it are one for SNS. `where` means nothing to a schedule, and "
    "`input` is for events and schedules only, and for channels but buses and log groups. `buffer: none` has no effect but on events: only these get a buffer. "
    "Who reads a queue says no `retry` and no `dead_letters`: both are the queue's own. `batch` is for who reads a stream. Who wants a topic "
    "says no `retry`: SNS has its own.",
    wrong={
        "orders/shipping.yaml": """\
service: shipping
queues:
  parcels: {}
  boxes: {}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {queue: parcels}
  packed:
    queue: parcels
    deliver_to: {queue: boxes}
""",
    },
    right={
        "orders/shipping.yaml": """\
service: shipping
functions:
  pack: {source: ../payments/lambdas/charge, handler: handler.handle}
queues:
  parcels: {}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {queue: parcels}
  packed:
    queue: parcels
    deliver_to: {function: pack}
""",
    },
    run=_run,
    leeway=Leeway.NONE,
)
