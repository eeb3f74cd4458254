"""Reads the definition of a workflow, in Amazon States Language, and says what is wrong with it. Pure; fetches nothing.

It looks at what every state machine has: states of known types, and transitions that lead somewhere. What a state does,
and whether its queries are sound, is for Step Functions to say.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from meshctl.aws_facts import name_lengths
from meshctl.catalogue.documents.json_files import Fault, NoJson, is_deep, placed, read_json
from meshctl.catalogue.documents.shortened_json import shortened_json
from meshctl.catalogue.documents.yaml_documents import MAX_BYTES, MAX_DEPTH, Path
from meshctl.model.faults import FileFault
from meshctl.model.findings import did_you_mean
from meshctl.model.places import Place

GOING_ON = ("Task", "Pass", "Wait", "Parallel", "Map")
TYPES = (*GOING_ON, "Choice", "Succeed", "Fail")
_EXAMPLE = 'write {"StartAt": "Pack", "States": {"Pack": {"Type": "Task", ...}}}'

States = Mapping[str, Any]


def definition_faults(path: str, content: bytes) -> tuple[FileFault, ...]:
    """What is wrong with the definition in `content`; the first faults, where there are very many."""
    if len(content) > MAX_BYTES:
        message = f"the file has more than the {MAX_BYTES:,} bytes that a definition may have"
        return (FileFault(Place(path), message, "split it: a workflow can start another one"),)
    try:
        data = read_json(path, content)
    except NoJson as refused:
        return (FileFault(refused.place, refused.message, "write the definition in JSON"),)
    return placed(path, content, _faults(data))


def _faults(data: Any) -> Iterator[Fault]:
    if is_deep(data):
        yield (), f"values are nested more than {MAX_DEPTH} deep here", "write a flatter definition"
        return
    open_ones: list[tuple[Path, Any]] = [((), data)]
    while open_ones:
        path, machine = open_ones.pop()
        states = machine.get("States") if isinstance(machine, dict) else None
        if isinstance(states, dict) and states:
            yield from _leads((*path, "StartAt"), machine.get("StartAt"), states)
            for name, state in states.items():
                yield from _of_state((*path, "States", name), state, states)
                open_ones += _machines((*path, "States", name), state)
        else:
            yield path, "there is no state machine here: it is an object with `StartAt` and `States`", _EXAMPLE


def _of_state(path: Path, state: Any, states: States) -> Iterator[Fault]:
    name = shortened_json(path[-1])
    if len(str(path[-1])) > name_lengths.STATE:
        yield path, f"the state {name} has a name of more than {name_lengths.STATE} characters", "shorten it"
    if not isinstance(state, dict) or state.get("Type") not in TYPES:
        yield (*path, "Type"), f"the state {name} has no type that there is", f"its `Type` is one of {', '.join(TYPES)}"
        return
    if state["Type"] in GOING_ON and ("Next" in state) == (state.get("End") is True):
        yield path, f"it is not clear what comes after the state {name}", 'say either `Next` or `"End": true`'
    if state["Type"] == "Choice" and not _list(state, "Choices"):
        yield path, f"the state {name} has nothing to choose from", "list what it may choose under `Choices`"
    for where, target in _targets(state):
        yield from _leads((*path, *where), target, states)


def _targets(state: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Where it says which state comes next, and which."""
    for key in ("Next", "Default"):
        if key in state:
            yield (key,), state[key]
    for key in ("Choices", "Catch"):
        for index, one in enumerate(_list(state, key)):
            yield (key, index, "Next"), one.get("Next") if isinstance(one, dict) else None


def _machines(path: Path, state: Any) -> Iterator[tuple[Path, Any]]:
    """The state machines within a state: the branches of a Parallel, what a Map does with each item."""
    kind = state.get("Type") if isinstance(state, dict) else None
    if kind == "Parallel":
        branches = _list(state, "Branches") or [None]
        yield from (((*path, "Branches", index), branch) for index, branch in enumerate(branches))
    elif kind == "Map":
        key = "Iterator" if "Iterator" in state else "ItemProcessor"  # the former is its older name
        yield (*path, key), state.get(key)


def _leads(path: Path, target: Any, states: States) -> Iterator[Fault]:
    if isinstance(target, str) and target in states:
        return
    help_ = did_you_mean(target, filter(_is_plain, states)) if isinstance(target, str) else ""
    told = f"there is no state {shortened_json(target)} here" if target is not None else f"`{path[-1]}` is wanted here"
    yield path, told, help_ or "name a state of the same `States`"


def _list(state: Mapping[str, Any], key: str) -> list[Any]:
    found = state.get(key)
    return found if isinstance(found, list) else []


def _is_plain(name: str) -> bool:
    """Whether it can be compared quickly and told as it is."""
    return len(name) <= name_lengths.STATE and name.isascii() and name.isprintable()
