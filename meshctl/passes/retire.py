"""What stands retired after a change, and the day from which it may go. Pure.

What EventBridge tries again is invisible: a route, and all that it leads to, stand for as long as it may be tried. So does
what Lambda keeps for a function that is invoked without a buffer. A stream, and all that reads it, stands for as long as the last
record is kept that something may have written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from meshctl.passes.change import GenerationChange, PartKey
from meshctl.passes.generations import KINDS, Generation, Retired, StackInputs, parts_of
from meshctl.passes.parts import (
    FUNCTION_DEAD_LETTERS,
    Delivery,
    delivery_part,
    earlier_uses,
    ends_of,
    execution_part,
    last_ends,
    longer_runs,
    longest_run,
    people_still_heard,
    retention_part,
    retired_parts,
    topic_ends,
    used_arns,
    workflows_of,
    writers_in,
)
from meshctl.passes.pinned_events import Route, routes_of

LAMBDA_KEEPS = timedelta(hours=6)
"""For how long Lambda tries again what a function was invoked with (AWS: "Asynchronous invocation", maximum event age)."""
PEOPLE_TAKE = timedelta(days=1)
"""After a change, people's own code is given so long to publish what the catalogue says now."""

Days = dict[PartKey, datetime]


def retired_after(change: GenerationChange, generation: Generation, staying: Iterable[Delivery]) -> tuple[Retired, ...]:
    """The retired parts of `generation`, the last one of a change, in which old deliveries are `staying`."""
    known = {(one.stack, one.kind, one.name): one.until for one in change.retired}
    days, ends = _ways(change, generation, staying, known)
    streams = _stream_days(change, generation, known, ends)
    for part in retired_parts(change, generation):
        led_to = (ends[arn] for arn in _arns(generation, part) if arn in ends)
        first = streams.get(part) or known.get(part) or change.now + _least(generation, part)
        days.setdefault(part, max((first, *led_to)))
    for part in people_still_heard(change, generation):
        days[part] = known.get(part, change.now + PEOPLE_TAKE)
    return tuple(Retired(*part, until) for part, until in sorted(days.items()))


def _least(generation: Generation, part: PartKey) -> timedelta:
    """For how long a part stands at least: a log group and an archive while they keep what they have."""
    stack, kind, key = part
    section = next((one for one, called in KINDS.items() if called == kind), "")
    return timedelta(days=generation[stack].inputs.get(section, {}).get(key, {}).get("keep_days", 0))


def _ways(
    change: GenerationChange, generation: Generation, staying: Iterable[Delivery], known: Mapping[PartKey, datetime]
) -> tuple[Days, dict[str, datetime]]:
    """Retired routes and old deliveries with their days, and the last of these days for each ARN that they lead to."""
    days, ends = Days(), defaultdict[str, datetime](lambda: change.now)
    for stack, key, route in routes_of(generation):
        if not change.is_new(stack.key, "routes", key):
            part = stack.key, KINDS["routes"], key
            days[part] = _day(change, route, None if _just_ended(change, part, route) else known.get(part))
            _note(ends, days[part], ends_of(route))
    for stack_key, key, arn in staying:
        part, route = delivery_part((stack_key, key, arn)), change.old[stack_key].inputs["routes"][key]
        days[part] = _day(change, route, None if route["enabled"] and arn in ends_of(route) else known.get(part))
        _note(ends, days[part], [arn])
    _note_executions(change, generation, known, days, ends)
    for _, _, one in parts_of(generation, "topic_subscriptions"):
        if one["topic_arn"] in ends:
            _note(ends, ends[one["topic_arn"]], topic_ends(one))
    return days, ends


def _stream_days(
    change: GenerationChange, generation: Generation, known: Mapping[PartKey, datetime], ends: dict[str, datetime]
) -> Days:
    """The day of each stream, if it is retired, and of its longer retention: when what was written to it has gone. It begins
    anew when something that wrote to it ends. Notes for the retired ones where they lead."""
    days, ended = Days(), {arn for _, _, arn in writers_in(change.old) - writers_in(generation)}
    for stack, key, one in parts_of(generation, "streams"):
        arn, kept = one["arn"], timedelta(seconds=one["keep_seconds"])
        longer, retired = retention_part(stack.key, "streams", key), (stack.key, KINDS["streams"], key)
        days[longer] = known.get(longer, change.now + kept)
        if not change.is_new(stack.key, "streams", key):
            last = max(change.now, ends.get(arn, change.now)) + kept
            days[retired] = last if arn in ended else known.get(retired, last)
            _note(ends, days[retired], (arn, *_told_of(stack, arn)))
    return days


def _told_of(stack: StackInputs, stream_arn: str) -> Iterator[str]:
    """Where is told of what functions fail on of a stream."""
    for one in stack.inputs.get("mappings", {}).values():
        if one["source_arn"] == stream_arn and one["stream"]["on_failure_arn"]:
            yield one["stream"]["on_failure_arn"]


def _note_executions(
    change: GenerationChange,
    generation: Generation,
    known: Mapping[PartKey, datetime],
    days: Days,
    ends: dict[str, datetime],
) -> None:
    """Retired workflows, until what a route or an earlier one began has ended; and what executions may use that workflows that
    stay do not use any more."""
    last = last_ends(change)
    for stack, key, one in workflows_of(generation):
        if not change.is_new(stack.key, "workflows", key):
            part = stack.key, KINDS["workflows"], key
            begun = [ends[one["arn"]] + longest_run(one)] if ends[one["arn"]] > change.now else []
            days[part] = max([known.get(part) or last[stack.key, key], *begun])
            _note(ends, days[part], used_arns(one))
    for use in (one for one in earlier_uses(change) if execution_part(one) not in change.may_go):
        day = known.get(execution_part(use)) or last[use[:2]]
        days[execution_part(use)] = day
        _note(ends, day, [use[2]])
    days.update((part, day) for part, day in longer_runs(change) if part not in change.may_go)


def _day(change: GenerationChange, route: Route, known: datetime | None) -> datetime:
    return known or change.now + timedelta(seconds=route["retry"]["seconds"])


def _just_ended(change: GenerationChange, part: PartKey, route: Route) -> bool:
    stack, _, key = part
    return bool(change.old[stack].inputs["routes"][key]["enabled"]) and not route["enabled"]


def _note(ends: dict[str, datetime], day: datetime, arns: Iterable[str]) -> None:
    for arn in arns:
        ends[arn] = max(ends[arn], day + LAMBDA_KEEPS if ":lambda:" in arn else day)


def _arns(generation: Generation, part: PartKey) -> list[str]:
    """Where something may be on its way to a part."""
    stack, kind, key = part
    inputs = generation[stack].inputs
    if kind in (KINDS["functions"], FUNCTION_DEAD_LETTERS):
        buffers = (one["queue"]["arn"] for one in inputs["buffers"].values() if one["function"] == key)
        read = (one["source_arn"] for one in inputs.get("mappings", {}).values() if one["function"] == key)
        return [inputs["functions"][key]["arn"], *buffers, *read]
    if kind == KINDS["mappings"]:
        return [inputs["mappings"][key]["source_arn"]]
    if kind in (KINDS["queues"], KINDS["buffers"]):
        section = "queues" if kind == KINDS["queues"] else "buffers"
        return [inputs[section][key]["queue"]["arn"]]
    if kind == KINDS["workflows"]:
        return [inputs["workflows"][key]["arn"]]
    if kind == KINDS["topic_subscriptions"]:
        return [inputs["topic_subscriptions"][key]["topic_arn"]]
    section = next((one for one, called in KINDS.items() if called == kind), "")
    return [inputs[section][key]["arn"]] if "arn" in inputs.get(section, {}).get(key, {}) else []
