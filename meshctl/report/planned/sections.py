"""What is said of a planned change, section by section, as the lines that all forms for people share. Pure.

What stands in a catalogue or a record is cut here; each form makes it plain.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, takewhile

from meshctl.changes.planned_change import PlannedChange, PlannedPass, RetiredParts
from meshctl.changes.rows import FILTER
from meshctl.changes.sentences import noun
from meshctl.masking.mask import MASKED
from meshctl.passes.change import PUBLISHER
from meshctl.passes.generations import StackKey
from meshctl.passes.parts import ARCHIVE, FUNCTION_DEAD_LETTERS, RETENTION
from meshctl.plan.changes import CAME, WENT, Change, InputDifference, ResourceChange, totals
from meshctl.report.plurals import counted
from meshctl.report.retired_kinds import kinds_in_words

LONGEST_VALUE, BEFORE_DIFFERENCE = 300, 40
"""Characters of a value that people are shown, and of those that are the same before it differs."""
_STOPPED = "An earlier apply was stopped; of these stacks it is not known how far it came"
SIGNS = {"adopt": "=", "create": "+", "update": "~", "delete": "-", "replace": "±"}
_ADOPTED = "Adopted: made by an earlier apply, and known to Terraform from now on"
_UNRECORDED = "Without a record: no values are known, and events may be lost while rules of theirs change"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line, and the lines that belong to it."""

    line: str
    below: tuple[str, ...] = ()


Section = tuple[str, tuple[ChangeLine, ...]]
"""A title and its items."""


def sections(planned: PlannedChange) -> tuple[Section, ...]:
    """All but the resources, in the order in which people decide; what has no items is left out."""
    verb = "is destroyed" if planned.destroys else "changes"
    found = (
        (_STOPPED, tuple(ChangeLine(_stack(key)) for key in planned.in_doubt)),
        (_ADOPTED, tuple(_adopted(planned))),
        (f"What {verb} in {planned.whose}", tuple(map(_change, planned.changes))),
        ("What is lost", tuple(map(ChangeLine, planned.losses))),
        ("More than AWS gives unless asked for more", tuple(map(ChangeLine, planned.to_raise))),
        ("In passes, one after the other", _passes(planned.passes)),
        ("Delivered twice meanwhile", tuple(map(ChangeLine, planned.twice))),
        ("Retired, and still standing afterwards", tuple(_all_retired(planned))),
        ("Later, when what is retired has gone", tuple(map(_change, planned.later))),
        ("No longer in the catalogue, and left as it is", tuple(map(_left, planned.left))),
        (_UNRECORDED, tuple(ChangeLine(_stack(key)) for key in planned.unrecorded)),
    )
    return tuple((title, items) for title, items in found if items)


def resources_by_stack(planned: PlannedChange) -> tuple[Section, ...]:
    """Every resource of the first pass, by the name of its stack."""
    resources = sorted(_resources(planned), key=lambda one: (one.stack, one.address))
    return tuple(
        (f"{stack}: {totals(found)}", tuple(ChangeLine(_resource(one)) for one in found))
        for stack, mine in groupby(resources, key=lambda one: one.stack)
        if (found := [*mine])
    )


def later_parts(planned: PlannedChange) -> tuple[Section, ...]:
    """What may happen in each pass after the first one."""
    return tuple((f"In the pass {one.name} afterwards, nothing but", tuple(_may(one))) for one in planned.passes[1:])


def in_all(planned: PlannedChange) -> str:
    """How many resources change; of several passes, in the first one."""
    resources = totals(_resources(planned))
    return f"In the pass {planned.passes[0].name}: {resources}." if len(planned.passes) > 1 else f"In all: {resources}."


def nothing_to_do(planned: PlannedChange) -> str:
    """The sentence for a change that does nothing."""
    there = f"nothing of {planned.stage} is there" if planned.destroys else f"{planned.whose} is as the catalogue says"
    return f"Nothing to do: {there}."


def not_compared(planned: PlannedChange) -> str:
    """The sentence about the stacks that Terraform was not asked about; empty where there are none."""
    count = len(planned.not_compared)
    stand = "stands as it was" if count == 1 else "stand as they were"
    said = f"{counted(count, 'stack')} {stand} applied last, by the records, and {'was' if count == 1 else 'were'} not compared"
    return f"{said} with AWS: --refresh does it." if count else ""


def sentence_of(change: Change) -> str:
    """What changes for people, and how much that takes: `...: 4 to add in 2 stacks`."""
    if not change.resources:
        return change.sentence
    stacks = {resource.stack for resource in change.resources}
    return f"{change.sentence}: {totals(change.resources)} in {counted(len(stacks), 'stack')}"


def difference_as_text(one: InputDifference) -> str:
    """`retries: 24h -> 2h`, `the code changes`."""
    if one.old == one.new == MASKED:
        return f"{one.about} changes"
    old, new = _cut_alike(one.old or "", one.new or "")
    if MASKED in (one.old, one.new):
        return f"{one.about} is {'gone' if one.new is None else 'new'}"
    return f"{one.about}: {old or 'nothing'} -> {new or 'nothing'}"


def _adopted(planned: PlannedChange) -> Iterator[ChangeLine]:
    """Whose parts exist, with each of them; those to which something else happens besides say so."""
    for one in planned.changes:
        if adopted := [each for each in one.resources if each.adopted]:
            below = sorted(each.address + (f" ({each.action})" * (each.action != "adopt")) for each in adopted)
            yield ChangeLine(f"of {noun(one.cause)}: {counted(len(adopted), 'resource')}", tuple(below))


def _change(change: Change) -> ChangeLine:
    return ChangeLine(sentence_of(change), tuple(_differences(change)))


def _differences(change: Change) -> Iterator[str]:
    """Of what comes: what it lets in and may publish. The rest is as the catalogue says, and in the JSON."""
    if change.turn == CAME:
        told = (one for one in change.differences if one.about == FILTER or "may publish" in one.about)
        yield from (f"{one.about}: {_cut_alike('', one.new or '')[1]}" for one in told)
    elif change.turn != WENT:
        yield from dict.fromkeys(one.whole or difference_as_text(one) for one in change.differences)


def _passes(passes: Sequence[PlannedPass]) -> tuple[ChangeLine, ...]:
    """Nothing for a single pass: it does what the changes say."""
    if len(passes) <= 1:
        return ()
    return tuple(ChangeLine(f"{one.name}: {one.does} ({_where(one)}){_settling(one)}") for one in passes)


def _where(one: PlannedPass) -> str:
    stacks = [name for _, name in one.stacks]
    return ", ".join((*stacks, *(f"{name} of {account} goes" for account, name in one.leaves)))


def _settling(one: PlannedPass) -> str:
    return f"; then {one.settle_seconds} seconds are left for what runs to end" if one.settle_seconds else ""


def _all_retired(planned: PlannedChange) -> Iterator[ChangeLine]:
    """Of a change of some systems theirs; what others have retired is counted."""
    shown = [one for one in planned.retired if not planned.only or one.system in planned.only]
    yield from map(_retired, shown)
    if others := len(planned.retired) - len(shown):
        yield ChangeLine(f"of other systems: {others} more, which this change leaves as they are")


def _retired(one: RetiredParts) -> ChangeLine:
    publishers = [part.name for part in one.parts if part.kind == PUBLISHER]
    if publishers:
        named = ", ".join(publishers)
        until = _moment(one.until)
        return ChangeLine(
            f"the right to publish {named}: at least until {until}, for code that meshctl does not change"
        )
    held = "" if one.messages is None else f" ({counted(one.messages, 'message')})"
    return ChangeLine(f"{_called(one)}{held}: {_when(one)}", (_at_once(one),))


def _called(one: RetiredParts) -> str:
    """`the queue KEY`, `the dead letters of the function KEY`, `the route and buffer of KEY`."""
    whose = one.cause.name if one.cause.kind == "subscription" else noun(one.cause)
    kinds = {part.kind for part in one.parts}
    listed = "dead letters" if kinds == {FUNCTION_DEAD_LETTERS} else kinds_in_words(part.kind for part in one.parts)
    called = whose if kinds == {one.cause.kind} else f"the {listed} of {whose}"
    return f"{called} in account {one.left_account}" if one.left_account else called


def _when(one: RetiredParts) -> str:
    if one.day_has_come and one.messages is None:
        return "until it is given up, since what it keeps cannot be counted"
    if one.day_has_come:
        return "until it is found empty, for which --drain waits"
    day = "" if all(part.kind == RETENTION for part in one.parts) else f", and at least until {_moment(one.until)}"
    return f"until it is found empty{day}"


def _at_once(one: RetiredParts) -> str:
    if any(part.kind == ARCHIVE for part in one.parts):
        return f"with the events in it, when no route is on its bus any more: --allow-loss {one.name}"
    return f"at once, with what is in it or on its way there: --allow-loss {one.name}"


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _left(key: StackKey) -> ChangeLine:
    return ChangeLine(f"{_stack(key)}: say --allow-deletes to take it down")


def _stack(key: StackKey) -> str:
    account, name = key
    return f"{name} of account {account}"


def _may(one: PlannedPass) -> Iterator[ChangeLine]:
    for key, parts in one.may.items():
        yield from (ChangeLine(f"{_sign(actions)} {part} in {key[1]}") for part, actions in parts.items())
    yield from (ChangeLine(f"- everything of {_stack(key)}") for key in one.leaves)


def _sign(actions: Collection[str]) -> str:
    return SIGNS["update" if len(actions) > 1 else next(iter(actions))]


def _resources(planned: PlannedChange) -> Iterator[ResourceChange]:
    return (resource for change in planned.changes for resource in change.resources)


def _resource(one: ResourceChange) -> str:
    return f"{SIGNS[one.action]} {one.address}"


def _cut_alike(old: str, new: str) -> tuple[str, str]:
    """Both values, cut; of long ones the part in which they differ."""
    if max(len(old), len(new)) <= LONGEST_VALUE:
        return old, new
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    start = max(0, alike - BEFORE_DIFFERENCE)
    return _cut(old, start), _cut(new, start)


def _cut(text: str, start: int) -> str:
    end = start + LONGEST_VALUE
    return f"{'…' if start and text else ''}{text[start:end]}{'…' if len(text) > end else ''}"
