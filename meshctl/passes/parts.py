"""Which parts of a generation the new one does not have: what is retired as long as it stands. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from meshctl.passes.change import GenerationChange, PartKey
from meshctl.passes.generations import KINDS, Generation, StackInputs, StackKey
from meshctl.passes.joined.systems import OF_BOTH
from meshctl.passes.pinned_events import Route, functions_of, routes_of, taken_by

DELIVERY, FUNCTION_DEAD_LETTERS, RETENTION, ARCHIVE = "delivery", "function dead letters", "retention", "archive"

Delivery = tuple[StackKey, str, str]
"""Where a route led to before: its stack, its key, and the ARN."""


def retired_parts(change: GenerationChange, generation: Generation) -> Iterator[PartKey]:
    """The parts of a generation of this change that the new one does not have, but for deliveries and publishers."""
    for stack in generation.values():
        for section in KINDS:
            keys = stack.inputs.get(section, {})
            yield from ((stack.key, KINDS[section], key) for key in keys if not change.is_new(stack.key, section, key))
        yield from _kept_beside(change, stack)


def delivery_part(delivery: Delivery) -> PartKey:
    """A delivery as a part that may be retired."""
    stack, key, arn = delivery
    return stack, DELIVERY, f"{key} to {arn}"


def old_deliveries(change: GenerationChange) -> Iterator[Delivery]:
    """Where routes that stay led to before: what they tried to deliver there may be tried again still."""
    earlier = _earlier_deliveries(change)
    for stack, key, route in routes_of(change.old):
        stays = change.is_new(stack.key, "routes", key)
        now = ends_of(change.new[stack.key].inputs["routes"][key]) if stays else ()
        changed = ends_of(route) if stays and route["enabled"] else ()
        arns = dict.fromkeys((*changed, *earlier.get((stack.key, key), ())))
        yield from ((stack.key, key, arn) for arn in arns if arn not in now)


def _earlier_deliveries(change: GenerationChange) -> Mapping[tuple[StackKey, str], list[str]]:
    found: dict[tuple[StackKey, str], list[str]] = {}
    for one in change.retired:
        if one.kind == DELIVERY:
            key, _, arn = one.name.partition(" to ")
            found.setdefault((one.stack, key), []).append(arn)
    return found


def people_still_heard(change: GenerationChange, generation: Generation) -> Iterator[PartKey]:
    """People's own code whose events routes of the generation still take, although nobody publishes them any more."""
    for _, _, route in routes_of(generation):
        heard = change.lingering_of_people & taken_by(route) if route["enabled"] else ()
        yield from (change.publisher_part(event) for event in heard)


def keepers(section: str, part: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What of a part keeps something: its queues, or itself."""
    if section == "functions":
        return [part["dead_letters"]] if part["dead_letters"] else []
    if section in ("dead_letters", "streams"):
        return [part]
    return [part[name] for name in ("queue", "dead_letters") if name in part]


def retention_part(stack: StackKey, section: str, key: str) -> PartKey:
    """The longer time for which a part keeps what it has, as a part that may be retired."""
    return stack, RETENTION, f"{KINDS[section]} {key}"


def archive_retention(stack: StackKey) -> PartKey:
    """The same of the hub's archive."""
    return stack, RETENTION, ARCHIVE


def _kept_beside(change: GenerationChange, stack: StackInputs) -> Iterator[PartKey]:
    """What the new generation has not, of parts and stacks that it has; and the archive of a hub that it has not."""
    if stack.key not in change.new:
        yield from [(stack.key, ARCHIVE, ARCHIVE)] if stack.root == "hub" else []
        return
    new = change.new[stack.key].inputs
    for section in OF_BOTH:
        for key, part in stack.inputs.get(section, {}).items():
            if key in new[section]:
                yield from _kept_longer(stack.key, section, key, part, new[section][key])
    if stack.root == "hub" and stack.inputs["bus"]["archive"]["keep_days"] > new["bus"]["archive"]["keep_days"]:
        yield archive_retention(stack.key)


def _kept_longer(
    stack: StackKey, section: str, key: str, standing: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[PartKey]:
    kept, wanted = keepers(section, standing), keepers(section, new)
    if len(wanted) < len(kept):
        yield stack, FUNCTION_DEAD_LETTERS, key
    elif any(one["keep_seconds"] > other["keep_seconds"] for one, other in zip(kept, wanted, strict=False)):
        yield retention_part(stack, section, key)


def ends_of(route: Route) -> tuple[str, ...]:
    """Where a route leads, and where it puts what cannot be delivered, if it keeps that."""
    ends = route["target"]["arn"], route["dead_letters_arn"]
    return tuple(arn for arn in ends if arn is not None)


def topic_subscriptions_of(stack: StackInputs) -> Iterator[Mapping[str, Any]]:
    """What queues and functions of a stack get of its topics."""
    yield from stack.inputs.get("topic_subscriptions", {}).values()


def streams_of(generation: Generation) -> Iterator[tuple[StackInputs, str, Mapping[str, Any]]]:
    """All streams, with their stacks and keys."""
    for stack in generation.values():
        yield from ((stack, key, one) for key, one in stack.inputs.get("streams", {}).items())


def written_in(generation: Generation) -> frozenset[str]:
    """Where functions of a generation may write, and where its routes deliver."""
    writes = (arn for _, _, one in functions_of(generation) for write in one["writes"] for arn in write["arns"])
    return frozenset(writes) | {one["target"]["arn"] for _, _, one in routes_of(generation) if one["enabled"]}


def topic_ends(subscription: Mapping[str, Any]) -> tuple[str, ...]:
    """Where SNS brings what it takes of a topic, and where it puts what cannot be delivered, if that is kept."""
    return tuple(filter(None, (subscription["endpoint_arn"], subscription["dead_letters_arn"])))
