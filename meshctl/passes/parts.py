"""Which parts of a generation the new one does not have: what is retired as long as it stands. Pure.

An execution of a workflow goes on with the definition that it began with. Who deletes a workflow ends its executions in their
midst (Step Functions: DeleteStateMachine), and what an execution uses fails where that has gone, or its role may no more.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from json import loads
from typing import Any

from meshctl.passes.change import GenerationChange, PartKey
from meshctl.passes.ending_hops import DELIVERY
from meshctl.passes.generations import KINDS, Generation, StackInputs, StackKey, parts_of
from meshctl.passes.joined.systems import OF_BOTH
from meshctl.passes.pinned_events import Route, functions_of, routes_of, taken_by

FUNCTION_DEAD_LETTERS, RETENTION, ARCHIVE = "function dead letters", "retention", "archive"
EXECUTION = "execution"
LONGEST_EXPRESS, LONGEST = timedelta(minutes=5), timedelta(days=365)
"""How long AWS lets an execution run (Step Functions: "Quotas related to state machine executions")."""

Delivery = tuple[StackKey, str, str]
"""Where a route led to before: its stack, its key, and the ARN."""
Workflow = Mapping[str, Any]
EarlierUse = tuple[StackKey, str, str]
"""What a workflow used before: its stack, its key, and the ARN."""


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
    if section in ("dead_letters", "streams", "archives"):
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
    elif any(_kept_for(one) > _kept_for(other) for one, other in zip(kept, wanted, strict=False)):
        yield retention_part(stack, section, key)


def _kept_for(keeper: Mapping[str, Any]) -> int:
    """In seconds, or of an archive in days."""
    return int(keeper["keep_days"] if "keep_days" in keeper else keeper["keep_seconds"])


def ends_of(route: Route) -> tuple[str, ...]:
    """Where a route leads, and where it puts what cannot be delivered, if it keeps that."""
    ends = route["target"]["arn"], route["dead_letters_arn"]
    return tuple(arn for arn in ends if arn is not None)


def writers_in(generation: Generation) -> frozenset[Delivery]:
    """The functions of a generation with where they may write, and its routes with where they deliver."""
    functions = (
        (stack.key, key, arn)
        for stack, key, one in functions_of(generation)
        for write in one["writes"]
        for arn in write["arns"]
    )
    routes = ((stack.key, key, one["target"]["arn"]) for stack, key, one in routes_of(generation) if one["enabled"])
    return frozenset((*functions, *routes))


def topic_ends(subscription: Mapping[str, Any]) -> tuple[str, ...]:
    """Where SNS brings what it takes of a topic, and where it puts what cannot be delivered, if that is kept."""
    return tuple(filter(None, (subscription["endpoint_arn"], subscription["dead_letters_arn"])))


def workflows_of(generation: Generation) -> Iterator[tuple[StackInputs, str, Workflow]]:
    """All workflows, with their stacks and keys."""
    return parts_of(generation, "workflows")


def used_arns(workflow: Workflow) -> tuple[str, ...]:
    """What the executions of a workflow may call, and send to."""
    return tuple(arn for use in workflow["uses"] for arn in use["arns"])


def longest_run(workflow: Workflow) -> timedelta:
    """For how long an execution may run that has begun: as long as its definition says, or AWS."""
    if workflow["express"]:
        return LONGEST_EXPRESS
    said = loads(workflow["definition"]).get("TimeoutSeconds")
    return min(timedelta(seconds=said), LONGEST) if type(said) is int and said > 0 else LONGEST


def execution_part(use: EarlierUse) -> PartKey:
    """An earlier use as a part that may be retired."""
    stack, key, arn = use
    return stack, EXECUTION, f"{key} to {arn}"


def last_ends(change: GenerationChange) -> Mapping[tuple[StackKey, str], datetime]:
    """When the last execution of each workflow ends that has begun before the change, with this definition or an earlier one."""
    earlier = {(one.stack, one.name): one.until for one in change.retired if one.kind == EXECUTION}
    return {
        (stack.key, key): max(change.now + longest_run(one), earlier.get((stack.key, _itself(key, one)), change.now))
        for stack, key, one in workflows_of(change.old)
    }


def longer_runs(change: GenerationChange) -> Iterator[tuple[PartKey, datetime]]:
    """Workflows that stay, of which an execution that has begun may run for longer than one that begins now; with its end."""
    ends = last_ends(change)
    for stack, key, new in workflows_of(change.new):
        if ends.get((stack.key, key), change.now) > change.now + longest_run(new):
            yield (stack.key, EXECUTION, _itself(key, new)), ends[stack.key, key]


def _itself(key: str, workflow: Workflow) -> str:
    return f"{key} to {workflow['arn']}"


def earlier_uses(change: GenerationChange) -> Iterator[EarlierUse]:
    """What workflows that stay may use now and not after the change: executions that run still may."""
    for stack, key, old in workflows_of(change.old):
        if change.is_new(stack.key, "workflows", key):
            now = used_arns(change.new[stack.key].inputs["workflows"][key])
            yield from ((stack.key, key, arn) for arn in used_arns(old) if arn not in now)


def kept_uses(change: GenerationChange, stack: StackInputs, key: str, standing: Workflow) -> list[dict[str, Any]]:
    """What a workflow may use at the end of a change: as the new generation says, and what running executions may."""
    if not change.is_new(stack.key, "workflows", key):
        return [dict(use) for use in standing["uses"]]
    gone = {arn for where, name, arn in earlier_uses(change) if (where, name) == (stack.key, key)}
    gone = {arn for arn in gone if execution_part((stack.key, key, arn)) in change.may_go}
    left = ({**use, "arns": [arn for arn in use["arns"] if arn not in gone]} for use in standing["uses"])
    return [use for use in left if use["arns"]]
