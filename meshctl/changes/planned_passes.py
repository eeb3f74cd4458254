"""The passes of a change in words: what each does, to which stacks, in their order. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from meshctl.changes.planned_change import PlannedPass
from meshctl.passes.generations import ADD, KINDS, REMOVE, SWITCH, Generation, Pass, StackKey
from meshctl.plan.foretold import foretold
from meshctl.plan.stacks import WAVES

_SETTINGS = {
    "functions": "functions get their new code and settings",
    "workflows": "workflows get their new definitions and settings",
    **dict.fromkeys(("queues", "buffers", "dead_letters"), "queues get their new settings"),
    "topics": "topics get their new settings",
    "topic_subscriptions": "subscriptions to topics get their new settings",
    "buses": "buses get their new settings",
    "archives": "archives get their new settings",
    "streams": "streams get their new settings",
    "logs": "log groups get their new settings",
    "mappings": "functions read with their new settings",
    "schedules": "schedules get their new settings",
    "routes": "filters, targets and retries change",
}
"""What a change of parts that stand does, by the input of a stack that holds them."""
_BEGIN = {
    "topic_subscriptions": "subscriptions to topics begin to deliver to new code",
    "routes": "routes begin to deliver what waited for new code",
    "mappings": "functions begin to read what waits for them",
    "schedules": "schedules begin to send",
}
"""What it does where they do nothing before."""
_END = "what the catalogue has no more takes in nothing new"
_ORDER = (*_SETTINGS.values(), *_BEGIN.values(), _END)
_DOES = {ADD.name: "what is new is made beside what stands", REMOVE: "what was retired goes"}
"""What all passes of a name do."""


def planned_passes(
    standing: Generation, passes: Sequence[Pass], in_doubt: Collection[StackKey] = ()
) -> Iterator[PlannedPass]:
    """Each pass that changes something; of all but the first one, what Terraform may do in it.

    The first one also applies again the stacks that are `in_doubt`.
    """
    before = standing
    for index, one in enumerate(passes):
        stacks = _changed(before, one, () if index else in_doubt)
        if stacks or one.leaves:
            may = {key: _may(before, one, key) for key in stacks} if index else {}
            yield PlannedPass(one.name, _does(before, one), stacks, one.leaves, one.settle_seconds, may)
        before = one.stacks


def _does(before: Generation, one: Pass) -> str:
    """What the pass does to the parts of which it changes any."""
    said = [_DOES[one.name]] if one.name in _DOES else sorted({*_done_to_parts(before, one)}, key=_ORDER.index)
    return f"{', '.join(said[:-1])}, and {said[-1]}" if len(said) > 1 else said[0] if said else "nothing changes"


def _done_to_parts(before: Generation, one: Pass) -> Iterator[str]:
    for key, stack in one.stacks.items():
        stood = before[key].inputs if key in before else {}
        for section in KINDS:
            old, new = stood.get(section, {}), stack.inputs.get(section, {})
            changed = [(old.get(part), new[part]) for part in new if old.get(part) != new[part]]
            yield from (_done_to(one.name, section, *each) for each in changed)


def _done_to(name: str, section: str, old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> str:
    if name == SWITCH.name and section == "routes":
        return _BEGIN[section]
    if _is_on(old) == _is_on(new):
        return _SETTINGS[section]
    return _BEGIN.get(section, _SETTINGS[section]) if _is_on(new) else _END


def _is_on(part: Mapping[str, Any] | None) -> bool:
    """Whether a part stands, and is not switched off."""
    return part is not None and bool(part.get("enabled", True))


def _may(before: Generation, one: Pass, key: StackKey) -> Mapping[str, frozenset[str]]:
    return foretold(before[key].inputs if key in before else {}, one.stacks[key].inputs)


def _changed(before: Generation, one: Pass, in_doubt: Collection[StackKey]) -> tuple[StackKey, ...]:
    found = [
        stack
        for key, stack in one.stacks.items()
        if key in in_doubt or key not in before or before[key].inputs != stack.inputs
    ]
    found.sort(key=lambda stack: (WAVES[stack.root], stack.name, stack.account))
    return tuple(stack.key for stack in (reversed(found) if one.backwards else found))
