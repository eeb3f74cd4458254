"""What changes for people between two catalogues: for a terminal, for programs, and for a pull request. Pure."""

from collections.abc import Iterable, Iterator
from json import dumps, loads
from typing import Any

from meshctl.contracts.developments.developments import (
    Break,
    Developments,
    EventDevelopment,
    StageDevelopment,
    Turn,
)
from meshctl.contracts.versions.differences import Difference, Witness
from meshctl.model.places import Place
from meshctl.report.markdown import escaped
from meshctl.report.plain import plain
from meshctl.report.plurals import counted

SIGNS = {Turn.ADDED: "+", Turn.CHANGED: "~", Turn.DEPRECATED: "~", Turn.MOVED: "~", Turn.REMOVED: "-"}
PRESUMED = "presumably, "
UNREAD = ("whoever reads by the old one cannot read it", "whoever reads by the new one cannot read older events")
MOST_DIFFERENCES = 50
"""Differences of one schema that people are shown; programs get all."""
LONGEST_WITNESS = 400
"""Characters of data that people are shown; programs get all."""


def developments_as_text(found: Developments, base: str) -> str:
    """What changes, section by section, and then what breaks whom."""
    sections = [(title, list(lines)) for title, lines in _sections(found)]
    if not any(lines for _, lines in sections):
        return plain(f"Nothing changes for anybody since {base}.")
    shown = [f"{title}\n" + "\n".join(f"  {plain(line)}" for line in lines) for title, lines in sections if lines]
    return "\n\n".join([plain(f"What changes for people since {base}:"), *shown, *_breaks_as_text(found)])


def developments_as_markdown(found: Developments, base: str) -> str:
    """The same for the page of a pull request; what stands in the catalogue cannot become markup there."""
    breaks = list(found.breaks)
    presumed = f", {presumed} of them presumed" if (presumed := sum(bool(one.presumed) for one in breaks)) else ""
    verdict = f"**{counted(len(breaks), 'break')}{presumed}**" if breaks else "Nothing breaks."
    lines = [f"### What changes for people since {escaped(base)}", "", verdict]
    for one in breaks:
        lines += ["", *_break_as_markdown(one)]
    for title, sayings in _sections(found):
        listed = [_item(one) for one in sayings]
        lines += ["", f"**{title}**", "", *listed] if listed else []
    return "\n".join(lines)


def developments_as_json(found: Developments, base: str) -> str:
    """`{"base", "breaks", "stages", "events", "subscriptions", "owners"}`, in ASCII."""
    told = {
        "base": base,
        "breaks": [_break_as_data(one) for one in found.breaks],
        "stages": [_stage_as_data(one) for one in found.stages],
        "events": [_event_as_data(one) for one in found.events],
        "subscriptions": [{"turn": one.turn, "key": one.key, "sentence": one.sentence} for one in found.subscriptions],
        "owners": [{"turn": one.turn, "kind": one.kind, "name": one.name} for one in found.owners],
    }
    return dumps(told, indent=2)


def _sections(found: Developments) -> Iterator[tuple[str, Iterable[str]]]:
    """What changes, as titles and lines; lines about another line are indented."""
    gone = {Turn.ADDED: "is new", Turn.REMOVED: "is gone"}
    yield "Stages", [f"{SIGNS[one.turn]} {one.sentence}" for one in found.stages]
    yield (
        "Systems and services",
        [f"{SIGNS[one.turn]} the {one.kind} {one.name} {gone[one.turn]}" for one in found.owners],
    )
    yield "Events", [line for one in found.events for line in _event_lines(one)]
    yield "Subscriptions", [f"{SIGNS[one.turn]} {one.sentence}" for one in found.subscriptions]


def _event_lines(one: EventDevelopment) -> Iterator[str]:
    received = f"; received by {', '.join(one.consumers)}" if one.consumers else ""
    yield f"{SIGNS[one.turn]} {one.sentence}{received}"
    yield from (
        f"    {difference.sentence}{_direction(difference)}{_at(difference)}"
        for difference in one.differences[:MOST_DIFFERENCES]
    )
    if len(one.differences) > MOST_DIFFERENCES:
        yield f"    and {len(one.differences) - MOST_DIFFERENCES} more"


def _at(difference: Difference) -> str:
    return f" --> {difference.at}" if difference.at else ""


def _direction(difference: Difference) -> str:
    """Who cannot read what any more, where somebody cannot."""
    ways = (difference.breaks_forward, difference.breaks_backward)
    witnesses = (difference.forward_witness, difference.backward_witness)
    presumed = [way and not witness for way, witness in zip(ways, witnesses, strict=True)]
    if all(ways) and len({*presumed}) == 1:
        return f" ({PRESUMED * presumed[0]}neither version reads what the other one writes)"
    said = zip(ways, presumed, UNREAD, strict=True)
    told = "; ".join(f"{PRESUMED * unproved}{words}" for way, unproved, words in said if way)
    return f" ({told})" if told else ""


def _breaks_as_text(found: Developments) -> Iterator[str]:
    for one in found.breaks:
        lines = (f"{_title(one)}: {one.sentence}", f" --> {one.place}", f"  = breaks: {', '.join(one.consumers)}")
        yield "\n".join(map(plain, (*lines, *(f"  = {line}" for line in _proof(one)), f"  = help: {one.help}")))


def _title(one: Break) -> str:
    return "presumed break" if one.presumed else "break"


def _proof(one: Break) -> Iterator[str]:
    """What proves a break, or why it is only presumed."""
    if one.witness:
        yield f"such as: {_shown(one.witness.data)}, which the {one.witness.refused_by} schema refuses"
    if one.presumed:
        yield f"presumed: {one.presumed}"


def _shown(witness: str) -> str:
    """Data as people read it, cut where it is long."""
    text = dumps(loads(witness), ensure_ascii=False)
    return text if len(text) <= LONGEST_WITNESS else f"{text[:LONGEST_WITNESS]}..."


def _break_as_markdown(one: Break) -> Iterator[str]:
    yield f"- {'presumed: ' if one.presumed else ''}{escaped(one.sentence)} (`{str(one.place).replace('`', '')}`)"
    yield f"  - breaks: {escaped(', '.join(one.consumers))}"
    yield from (f"  - {escaped(line)}" for line in _proof(one))
    yield f"  - help: {escaped(one.help)}"


def _break_as_data(one: Break) -> dict[str, Any]:
    told = {
        "sentence": one.sentence,
        "place": _place_as_data(one.place),
        "consumers": list(one.consumers),
        "help": one.help,
    }
    return told | {"certain": not one.presumed, "presumed": one.presumed or None, **_witness_as_data(one.witness)}


def _place_as_data(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}


def _witness_as_data(witness: Witness | None) -> dict[str, Any]:
    return {"witness": witness and _data(witness.data), "refused_by": witness and witness.refused_by}


def _data(witness: str) -> Any:
    return loads(witness) if witness else None


def _stage_as_data(one: StageDevelopment) -> dict[str, Any]:
    breaks = [_break_as_data(two) for two in one.breaks]
    return {"turn": one.turn, "stage": one.stage, "sentence": one.sentence, "breaks": breaks}


def _event_as_data(one: EventDevelopment) -> dict[str, Any]:
    return {
        "turn": one.turn,
        "event": one.event.versioned_key,
        "sentence": one.sentence,
        "consumers": list(one.consumers),
        "differences": [
            {"place": two.place, "kind": two.kind, "sentence": two.sentence, "at": two.at and _place_as_data(two.at)}
            | {"breaks_backward": two.breaks_backward, "breaks_forward": two.breaks_forward}
            | {"backward_witness": _data(two.backward_witness), "forward_witness": _data(two.forward_witness)}
            for two in one.differences
        ],
        "breaks": [_break_as_data(two) for two in one.breaks],
    }


def _item(line: str) -> str:
    """A line as an item of a list: its sentence says what its sign says, and what is about it stands below it."""
    return f"  - {escaped(line.strip())}" if line.startswith(" ") else f"- {escaped(line[2:])}"
