"""Which variables each state of a workflow reads: what DescribeStateMachine tells. Pure.

What a state assigns is none of them. Variables that JSONata reads are not looked for: it is refused.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

TEMPLATES = ("Assign", "BatchInput", "Credentials", "ItemSelector", "Parameters", "ResultSelector")
"""Fields whose values are data, of which those with a name that ends in `.$` are read."""
DATA = ("Result",)
INNER = ("Branches", "ItemProcessor", "Iterator")
"""Fields with states of their own, which tell for themselves."""
WRITTEN = ("ResultPath",)
QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'")
VARIABLE = re.compile(r"(?<![\w$.])\$([^\W\d]\w*)")


def variable_references(machine: Any) -> dict[str, list[str]]:
    """Give the names of variables that states read, by their states; those that read none are left out."""
    told: dict[str, list[str]] = {}
    for name, state in _states(machine):
        if found := {one for text in _paths(state) for one in VARIABLE.findall(QUOTED.sub("", text))}:
            told[name] = sorted(found.union(told.get(name, ())))
    return told


def _states(machine: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    waiting = [machine]
    while waiting:
        for name, state in _object(_object(waiting.pop()).get("States")).items():
            yield name, _object(state)
            inner = [_object(state).get(key) for key in INNER]
            waiting += [one for few in inner for one in (few if isinstance(few, list) else [few])]


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _paths(value: Any, key: str = "") -> Iterator[str]:
    """All texts of a state that are a path, or a function of paths."""
    waiting, templates = [(key, value)], []
    while waiting:
        key, value = waiting.pop()
        if key in TEMPLATES:
            templates.append((key, value))
        elif isinstance(value, str) and (key == "Variable" or key.endswith("Path")) and key not in WRITTEN:
            yield value
        elif key not in (*DATA, *INNER):
            waiting += _items(key, value)
    while templates:
        key, value = templates.pop()
        if isinstance(value, str) and key.endswith(".$"):
            yield value
        templates += _items(key, value)


def _items(key: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, Mapping):
        return list(value.items())
    return [(key, one) for one in value] if isinstance(value, list) else []
