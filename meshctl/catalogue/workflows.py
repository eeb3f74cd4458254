"""Reads the definition of a workflow, in Amazon States Language, and says what is wrong with it. Pure; fetches nothing.

It looks at what every state machine has: states of known types, and transitions that lead somewhere and to an end. What tasks
use of the mesh is said by `workflow_tasks`; whether queries are sound is for Step Functions to say.
"""

from collections.abc import Iterator, Mapping
from json import dumps
from typing import Any

from meshctl.aws_facts import name_lengths
from meshctl.aws_facts.states_language import ENDS, is_end, transitions
from meshctl.catalogue.documents.json_files import Fault, NoJson, is_deep, placed, places_in, read_json
from meshctl.catalogue.documents.shortened_json import shortened_json
from meshctl.catalogue.documents.yaml_documents import MAX_BYTES, MAX_DEPTH, Path
from meshctl.catalogue.workflow_tasks import parameters, references, task_faults, unknown_references, used_by_state
from meshctl.model.channels import WorkflowDefinition, WorkflowReference
from meshctl.model.faults import FileFault
from meshctl.model.findings import did_you_mean
from meshctl.model.places import Place

GOING_ON = ("Task", "Pass", "Wait", "Parallel", "Map")
TYPES = (*GOING_ON, "Choice", *ENDS)
_NEVER_SAID = {"Choice": ("Next", "End"), **dict.fromkeys(ENDS, ("Next",))}
"""What a state of the type has no place for (Step Functions: "Choice workflow state", "Succeed workflow state")."""
JSONATA = "JSONata"
_EXAMPLE = 'write {"StartAt": "Pack", "States": {"Pack": {"Type": "Task", ...}}}'

States = Mapping[str, Any]


def read_definition(path: str, content: bytes) -> WorkflowDefinition:
    """The definition in `content`; of one that is broken what is wrong with it: the first faults, where there are very many."""
    if len(content) > MAX_BYTES:
        message = f"the file has more than the {MAX_BYTES:,} bytes that a definition may have"
        return _broken(Place(path), message, "let functions do more")
    try:
        data = read_json(path, content)
    except NoJson as refused:
        return _broken(refused.place, refused.message, refused.help or "write the definition in JSON")
    faults = placed(path, content, _faults(data))
    return WorkflowDefinition(faults=faults) if faults else _sound(path, content, data)


def _broken(place: Place, message: str, help_: str) -> WorkflowDefinition:
    return WorkflowDefinition(faults=(FileFault(place, message, help_),))


def _sound(path: str, content: bytes, data: Any) -> WorkflowDefinition:
    states = [one for machine_path, machine in _every_machine(data) for one in _named_states(machine_path, machine)]
    used = {found: parameters(state) for where, state in states if (found := used_by_state(where, state))}
    languages = (where for where, one in [((), data), *states] if one.get("QueryLanguage") == JSONATA)
    jsonata = next(((*where, "QueryLanguage") for where in languages), None)
    named = [*references(data)]
    find = places_in(path, content) if named or jsonata else None
    return WorkflowDefinition(
        text=dumps(data, ensure_ascii=False, separators=(",", ":")),
        references=tuple(
            WorkflowReference(one[1], one[2], one in used, find(*one[0]), used.get(one, ())) for one in named if find
        ),
        jsonata=find(*jsonata) if find and jsonata else None,
    )


def _every_machine(data: Any) -> Iterator[tuple[Path, Any]]:
    """The state machine of a definition, and those within its states."""
    open_ones: list[tuple[Path, Any]] = [((), data)]
    while open_ones:
        path, machine = open_ones.pop()
        yield path, machine
        for where, state in _named_states(path, machine):
            open_ones += _machines(where, state)


def _named_states(path: Path, machine: Any) -> Iterator[tuple[Path, Any]]:
    states = machine.get("States") if isinstance(machine, dict) else None
    yield from (((*path, "States", name), state) for name, state in states.items()) if isinstance(states, dict) else ()


def _faults(data: Any) -> Iterator[Fault]:
    if is_deep(data):
        yield (), f"values are nested more than {MAX_DEPTH} deep here", "write a flatter definition"
        return
    yield from unknown_references(data)
    for path, machine in _every_machine(data):
        states = dict(_named_states(path, machine))
        if states:
            yield from _of_machine(path, machine, machine["States"])
        else:
            yield path, "there is no state machine here: it is an object with `StartAt` and `States`", _EXAMPLE


def _of_machine(path: Path, machine: Mapping[str, Any], states: States) -> Iterator[Fault]:
    faults = [*_leads((*path, "StartAt"), machine.get("StartAt"), states)]
    for name, state in states.items():
        faults += _of_state((*path, "States", name), state, states)
    yield from faults or _of_transitions(path, machine["StartAt"], states)


def _of_transitions(path: Path, start: str, states: States) -> Iterator[Fault]:
    """Of a machine whose transitions all lead somewhere: whether it ends, and gets to each state (as Step Functions asks)."""
    if not any(map(is_end, states.values())):
        yield path, "this state machine never ends", 'say "End": true in a state, or add one of type Succeed or Fail'
        return
    reached, waiting = {start}, [start]
    while waiting:
        following = {target for _, target in transitions(states[waiting.pop()])} - reached
        reached |= following
        waiting += following
    for name in states:
        if name not in reached:
            where, told = (*path, "States", name), f"no transition leads to the state {shortened_json(name)}"
            yield where, told, "name it in a `Next`, or delete it"


def _of_state(path: Path, state: Any, states: States) -> Iterator[Fault]:
    name = shortened_json(path[-1])
    if len(str(path[-1])) > name_lengths.STATE:
        yield path, f"the state {name} has a name of more than {name_lengths.STATE} characters", "shorten it"
    if not isinstance(state, dict) or state.get("Type") not in TYPES:
        yield (*path, "Type"), f"the state {name} has no type that there is", f"its `Type` is one of {', '.join(TYPES)}"
        return
    if state["Type"] in GOING_ON and ("Next" in state) == (state.get("End") is True):
        yield path, f"it is not clear what comes after the state {name}", 'say either `Next` or `"End": true`'
    for key in _NEVER_SAID.get(state["Type"], ()):
        if key in state:
            help_ = f"take `{key}` out; a Choice says in `Choices` and `Default` what comes next"
            yield (*path, key), f"the state {name} is of the type {state['Type']}, which has no `{key}`", help_
    if state["Type"] == "Choice" and not _list(state, "Choices"):
        yield path, f"the state {name} has nothing to choose from", "list what it may choose under `Choices`"
    for where, target in transitions(state):
        yield from _leads((*path, *where), target, states)
    yield from task_faults(path, state)


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
