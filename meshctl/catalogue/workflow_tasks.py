"""What the states of a workflow use of the mesh: channels by name (`${functions.settle}`), and nothing else of AWS. Pure.

The role of a workflow may do what its tasks say, so a task has to say it: it names one channel, and not what its input will name.
"""

from collections.abc import Iterator, Mapping
from re import compile as pattern
from typing import Any

from meshctl.aws_facts.task_parameters import DEMANDED, OPTIONAL
from meshctl.catalogue.documents.json_files import Fault
from meshctl.catalogue.documents.shortened_json import shortened_json
from meshctl.catalogue.documents.yaml_documents import Path
from meshctl.model.kinds import KINDS

INTEGRATION = "arn:aws:states:::"
_SECTIONS = {kind.section: kind for kind in KINDS.values() if kind.task}
_TASKS = {f"{INTEGRATION}{kind.task}": kind for kind in KINDS.values() if kind.task}
REFERENCE = pattern(r"\$\{(" + "|".join(_SECTIONS) + r")\.([a-z][a-z0-9-]*)\}")
"""How a definition names a channel, as it stands in the text of its JSON."""
_FORMS = ", ".join(f"${{{section}.NAME}}" for section in _SECTIONS)
_INSTEAD = f"a task asks for ${{functions.NAME}} or one of {', '.join(_TASKS)}; let a function do all else"
_DISTRIBUTED = ("ItemReader", "ResultWriter")

Reference = tuple[Path, str, str]
"""Where it stands, the kind of the channel, and its name."""


def references(data: Any) -> Iterator[Reference]:
    """All channels that are named anywhere in a definition."""
    for path, text in _texts(data):
        yield from ((path, _SECTIONS[section].name, name) for section, name in REFERENCE.findall(text))


def unknown_references(data: Any) -> Iterator[Fault]:
    """Whatever else looks like a name."""
    for path, text in _texts(data):
        if "${" in REFERENCE.sub("", text):
            yield path, f"{shortened_json(text)} names nothing that a workflow can use", f"write {_FORMS}"


def used_by_state(path: Path, state: Mapping[str, Any]) -> Reference | None:
    """The channel that a task calls or sends to; None where it says none, which `task_faults` tells."""
    named = _named(path, state)
    found = REFERENCE.fullmatch(named[1]) if named else None
    return (named[0], _SECTIONS[found[1]].name, found[2]) if named and found else None


def parameters(state: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of what a task says to what it asks for, whether as values or as paths (`MessageBody.$`)."""
    return tuple(name.removesuffix(".$") for name in _said(state)[1])


def task_faults(path: Path, state: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with a state for the mesh, that Step Functions would take."""
    name = shortened_json(path[-1])
    if state["Type"] == "Task":
        yield from _faults_of_task(path, name, state)
    for key in (*_DISTRIBUTED, "Credentials"):
        if key in state:
            yield (*path, key), f"the state {name} would need rights beyond the mesh", "leave that to a function"
    if _mode_of_items(state) != "INLINE":
        yield path, f"the state {name} would run its items as workflows of their own", 'say "Mode": "INLINE"'


def _faults_of_task(path: Path, name: str, state: Mapping[str, Any]) -> Iterator[Fault]:
    resource = state.get("Resource")
    kind = _TASKS.get(resource) if isinstance(resource, str) else None
    if kind is None and not (isinstance(resource, str) and _is_function(resource)):
        where = (*path, "Resource") if "Resource" in state else path
        yield where, f"the state {name} asks for {shortened_json(resource)}, which no workflow may", _INSTEAD
    elif kind and not _is_of(kind.section, _named(path, state)):
        help_ = f'say it in its `Parameters`: "{kind.task_field}": "${{{kind.section}.NAME}}"'
        yield path, f"the state {name} does not say which {kind.spoken} it means", help_
    elif kind:
        yield from _faults_of_parameters(path, name, kind.task, state)


def _faults_of_parameters(path: Path, name: str, task: str, state: Mapping[str, Any]) -> Iterator[Fault]:
    key, said = _said(state)
    given, taken = parameters(state), (*DEMANDED[task], *OPTIONAL[task])
    for lacking in DEMANDED[task]:
        if lacking not in given:
            help_ = f'say `{lacking}` in its `{key}`, or a path to it: "{lacking}.$": "$.detail"'
            yield (*path, key), f"the state {name} does not say `{lacking}`, which {task} demands", help_
    for one in said:
        if one.removesuffix(".$") not in taken:
            told = f"the state {name} says {shortened_json(one)}, which {task} does not take"
            yield (*path, key, one), told, f"it takes {', '.join(taken)}"


def _named(path: Path, state: Mapping[str, Any]) -> tuple[Path, str] | None:
    """Where a task names what it uses, and that text: its resource is a function itself, or its arguments name one thing."""
    resource = state.get("Resource")
    if not isinstance(resource, str) or resource not in _TASKS:
        return ((*path, "Resource"), resource) if isinstance(resource, str) and _is_function(resource) else None
    key, said = _said(state)
    field = _TASKS[resource].task_field
    text = said.get(field)
    return ((*path, key, field), text) if isinstance(text, str) else None


def _said(state: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Where a state says its parameters, and these; none where it says none, or leaves all to a query."""
    keys = ("Parameters", "Arguments")  # the latter with JSONata
    return next(((key, state[key]) for key in keys if isinstance(state.get(key), dict)), (keys[0], {}))


def _is_of(section: str, named: tuple[Path, str] | None) -> bool:
    found = REFERENCE.fullmatch(named[1]) if named else None
    return bool(found and found[1] == section)


def _is_function(resource: str) -> bool:
    found = REFERENCE.fullmatch(resource)
    return bool(found and found[1] == KINDS["function"].section)


def _mode_of_items(state: Mapping[str, Any]) -> Any:
    """How a Map runs its items: here, unless it says otherwise."""
    said: Any = state
    for step in ("ItemProcessor", "ProcessorConfig", "Mode"):
        said = said.get(step) if isinstance(said, dict) else None
    return said or "INLINE"


def _texts(data: Any) -> Iterator[tuple[Path, str]]:
    """All texts that are values, with the keys and numbers that lead to each."""
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, str):
            yield path, one
        elif isinstance(one, dict | list):
            inner = one.items() if isinstance(one, dict) else enumerate(one)
            waiting += reversed([((*path, key), value) for key, value in inner])
