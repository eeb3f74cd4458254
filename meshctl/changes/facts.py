"""What the inputs of a stage's stacks say, fact by fact: whom each is about, what, and which value in words. Pure.

Every value of the inputs is in a fact, also one that `rows` does not know: that is then told by its path.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from meshctl.changes import values
from meshctl.changes.pattern_facts import further_facts, pattern_facts
from meshctl.changes.rows import NAMED, ROWS, SERVED, WHOLES
from meshctl.changes.values import PartNames
from meshctl.model.stages import HUB
from meshctl.passes.generations import Generation, StackInputs, StackKey
from meshctl.plan.causes import Cause, cause_of_key
from meshctl.topology.lowering.keys import function_of, further_bus_of, source_of

SYSTEM = "system"
"""The kind of the cause of what all that a system has depends on: its account, its tags. The hub's is its bus's."""
_PARTS = {
    "functions": "the function {}",
    "queues": "the queue {}",
    "buffers": "the buffer of {}",
    "dead_letters": "the dead letters of {}",
    "topics": "the topic {}",
    "streams": "the stream {}",
    "logs": "the log {}",
    "workflows": "the workflow {}",
    "buses": "the bus {}",
}


Part = tuple[StackKey, str, str]
"""A part of a stack: the input that it lies in, and its key there."""


@dataclass(frozen=True, slots=True)
class InputFact:
    """One fact: `value` as JSON has it, which may be a secret and is only compared, and `text`, which may be shown.

    `in_full` is the text where another value reads alike. `part` is where it lies; it may lie in the part of another
    than its cause, as the right to deliver there does. `whole` is what comes and goes as a whole with it, of its cause.
    """

    cause: Cause
    about: str
    value: Any
    text: str
    in_full: str
    part: Part
    whole: str


Subject = tuple[Cause, str]
"""Whom a fact is about, and what it is about."""
Facts = Mapping[Subject, tuple[InputFact, ...]]
"""All facts; several of one subject where something stands twice for a while, as a route does on two buses."""
_Path = tuple[str, ...]


def facts_of(generation: Generation) -> Facts:
    """All facts of the stacks, by whom and what they are about."""
    names = part_names(generation)
    found: dict[Subject, list[InputFact]] = {}
    for stack in generation.values():
        for fact in _facts(stack, (), "", stack.inputs, names):
            found.setdefault((fact.cause, fact.about), []).append(fact)
    return {subject: tuple(facts) for subject, facts in found.items()}


def part_names(generation: Generation) -> PartNames:
    """What each ARN of a part is, in words."""
    return {
        part.get("queue", part)["arn"]: words.format(_whole(stack, key))
        for stack in generation.values()
        for section, words in _PARTS.items()
        for key, part in stack.inputs.get(section, {}).items()
    }


def _facts(stack: StackInputs, path: _Path, form: str, value: Any, names: PartNames) -> Iterator[InputFact]:
    """The facts of what lies at `path`, which has the form `form`: the path with `*` for names."""
    if value is None:
        return
    if form == "routes.*.pattern":
        cause, part = _cause(stack, path), _part(stack, path)
        told = further_facts(value) if further_bus_of(path[1]) else pattern_facts(value)
        yield from (InputFact(cause, *said, values.raw(said[1], names), part, _whole_of(form)) for said in told)
    elif form == "functions.*.consumes":
        yield from (_consumed(stack, path, arn, names) for arn in value)
    elif form in ROWS:
        yield _fact(stack, path, form, value, names)
    elif isinstance(value, Mapping):
        for step, inner in value.items():
            yield from _facts(stack, (*path, step), _form(form, step), inner, names)
    else:
        cause, text = _cause(stack, path), values.raw(value, names)
        yield InputFact(cause, _spoken(path), value, text, text, _part(stack, path), _whole_of(form))


def _form(form: str, step: str) -> str:
    if not form:
        return step
    last = form.rpartition(".")[2]
    return f"{form}.*" if form in SERVED or last in NAMED else f"{form}.{step}"


@lru_cache(maxsize=4096)  # a stage of forty stacks asks 3,000 times, of a hundred forms
def _whole_of(form: str) -> str:
    """The innermost whole that the form lies in."""
    found = [whole for outer, whole in WHOLES.items() if f"{form}.".startswith(f"{outer}.")]
    return found[-1] if found else ""


def _fact(stack: StackInputs, path: _Path, form: str, value: Any, names: PartNames) -> InputFact:
    row, cause, whole = ROWS[form], _cause(stack, path), _whole_of(form)
    read = source_of(path[1]) if path[0] == "mappings" else ""
    about = row.about.format(path[-1], part=cause.name, read=read)
    if row.of_subscription:
        cause, whole = Cause("subscription", _whole(stack, _granted(stack, path))), ""
    text, in_full = row.text(value, names), row.in_full(value, names)
    return InputFact(cause, about, value, text, in_full, _part(stack, path), whole)


def _granted(stack: StackInputs, path: _Path) -> str:
    """The subscription of a grant, by its key."""
    return granted_to(f"{path[1].rpartition('/')[0]}/{path[-1]}", stack.inputs.get("dead_letters", {}))


def granted_to(key: str, known: Container[str]) -> str:
    """The one of the `known` that a grant with this key is for: its own, or what a key was made of that was taken (`placed-2`)."""
    plain, dash, number = key.rpartition("-")
    return plain if dash and number.isdigit() and key not in known and plain in known else key


def _consumed(stack: StackInputs, path: _Path, arn: str, names: PartNames) -> InputFact:
    """A function's right to receive comes and goes: from a buffer with the subscription, from a queue with the mapping."""
    function, part = _whole(stack, path[1]), _part(stack, path)
    for key, buffer in stack.inputs.get("buffers", {}).items():
        if buffer["queue"]["arn"] == arn:
            cause = Cause("subscription", _whole(stack, key))
            return InputFact(cause, "the buffer is read by", function, function, function, part, WHOLES["buffers.*"])
    for key, mapping in stack.inputs.get("mappings", {}).items():
        if (mapping["source_arn"], mapping["function"]) == (arn, path[1]):
            part, whole = (stack.key, "mappings", key), WHOLES["mappings.*"]
            return InputFact(_cause(stack, path), "may read", arn, values.part(arn, names), arn, part, whole)
    return InputFact(_cause(stack, path), "reads", arn, values.part(arn, names), arn, part, WHOLES["functions.*"])


def _part(stack: StackInputs, path: _Path) -> Part:
    return stack.key, path[0], path[1] if len(path) > 1 else ""


def _cause(stack: StackInputs, path: _Path) -> Cause:
    if path[0] in SERVED and len(path) > 1:
        key = function_of(path[1]) if path[0] == "mappings" else path[1]
        return cause_of_key(SERVED[path[0]], _whole(stack, key))
    is_system = stack.owner not in ("", HUB)
    return (
        Cause(SYSTEM, stack.owner) if is_system and path[0] not in ("bus", "hops") else Cause("bus", stack.owner or HUB)
    )


def _whole(stack: StackInputs, key: str) -> str:
    return f"{stack.owner}/{key}" if stack.owner else key


def _spoken(path: _Path) -> str:
    """A path that no row knows, in its own words: what is left of it behind the part."""
    steps = path[2:] if path[0] in SERVED else path[1:] if path[0] in ("bus", "stack") else path
    return " ".join(steps).replace("_", " ") or path[-1]
