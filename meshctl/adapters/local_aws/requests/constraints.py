"""What is wrong with the input of a call, by the shapes of its service's model, in AWS's words. Pure.

Every constraint is told that is broken. The words are those that AWS's services answer; a value that the model calls
sensitive is not said again.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from meshctl.adapters.local_aws.requests.value_types import SCALARS, decoded, wire_name

LONGEST_MATCHED = 10_000
"""Longer texts are not held against a pattern, which might take for ever; they are too long anyway."""
_NOT_NULL = "Member must not be null"
TOLD_OTHERWISE = {
    "EventSourcePosition": ("LATEST", "AT_TIMESTAMP", "TRIM_HORIZON"),
    "ApiDestinationHttpMethod": ("HEAD", "POST", "PATCH", "DELETE", "PUT", "GET", "OPTIONS"),
    "StateValue": ("INSUFFICIENT_DATA", "ALARM", "OK"),
    "ExecutionStatus": ("SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"),
    "ConnectionOAuthHttpMethod": (),
}
"""Enumerations that AWS was seen to list in another order than its model, or not to hold anybody to (it took `put`)."""
UNPUBLISHED = {"PutEventsRequestEntry": ("kmsKeyIdentifier", "internalMetadata")}
"""Members of structures that AWS was seen to tell, and that its models do not name."""


@dataclass(frozen=True)
class BrokenConstraint:
    """A constraint that a value breaks: the value's place, such as `targets.1.member.id`, and AWS's sentence."""

    place: str
    sentence: str

    @property
    def is_missing(self) -> bool:
        """Whether the value is not there at all."""
        return self.sentence.startswith("Value null")


def broken_constraints(value: Any, shape: Any, path: str = "") -> Iterator[BrokenConstraint]:
    """Give each constraint that a well-typed value breaks; `path` is where it stands, with a dot behind a structure."""
    if getattr(shape, "is_document_type", False):
        return
    yield from (_sentence(value, shape, path, broken) for broken in _broken(value, shape))
    if shape.type_name == "structure":
        yield from _of_members(value, shape, path)
    elif shape.type_name == "list":
        yield from _of_items(value, shape, path)
    elif shape.type_name == "map":
        yield from _of_entries(value, shape, path)


def _of_members(value: Mapping[str, Any], shape: Any, path: str) -> Iterator[BrokenConstraint]:
    filled_in = {name for name, member in shape.members.items() if member.metadata.get("idempotencyToken")}
    for name, member in shape.members.items():
        inner, place = value.get(wire_name(name, member)), f"{path}{name[0].lower()}{name[1:]}"
        if inner is not None:
            yield from broken_constraints(inner, member, place if _ends(member) else f"{place}.")
        elif name in shape.required_members and name not in filled_in:
            yield _missing(place)


def _of_items(value: list[Any], shape: Any, path: str) -> Iterator[BrokenConstraint]:
    if _is_scalar(shape.member):
        if rules := _rules_broken_by_any(value, shape.member):
            yield _sentence(value, shape.member, path, f"Member must satisfy constraint: [{rules}]")
        return
    for number, item in enumerate(value, 1):
        place = f"{path.rstrip('.')}.{number}.member"
        if item is None:
            yield _missing(place)
        else:
            yield from broken_constraints(item, shape.member, place if _ends(shape.member) else f"{place}.")


def _of_entries(value: Mapping[str, Any], shape: Any, path: str) -> Iterator[BrokenConstraint]:
    if rules := _rules_broken_by_any(list(value), shape.key):
        yield _sentence(value, shape.key, path, f"Map keys must satisfy constraint: [{rules}]")
    if _is_scalar(shape.value):
        if rules := _rules_broken_by_any(list(value.values()), shape.value):
            yield _sentence(value, shape.value, path, f"Map value must satisfy constraint: [{rules}]")
        return
    for key, item in value.items():
        place = f"{path.rstrip('.')}.{key}.member"
        yield from broken_constraints(item, shape.value, place if _ends(shape.value) else f"{place}.")


def _rules_broken_by_any(values: list[Any], shape: Any) -> str:
    """Of a list of plain values AWS says all that each has to be, as soon as one is not."""
    if any(value is None or any(_broken(value, shape)) for value in values):
        return ", ".join([rule for rule, _ in reversed(_rules(shape))] or [_NOT_NULL])
    return ""


def _sentence(value: Any, shape: Any, path: str, broken: str) -> BrokenConstraint:
    said, place = "" if shape.metadata.get("sensitive") else f" '{_shown(value, shape)}'", path.rstrip(".")
    return BrokenConstraint(place, f"Value{said} at '{place}' failed to satisfy constraint: {broken}")


def _missing(place: str) -> BrokenConstraint:
    return BrokenConstraint(place, f"Value null at '{place}' failed to satisfy constraint: {_NOT_NULL}")


def _broken(value: Any, shape: Any) -> Iterator[str]:
    yield from (rule for rule, holds in _rules(shape) if not holds(value))


@lru_cache(maxsize=4096)
def _rules_of(kind: str, least: Any, most: Any, pattern: str | None, choices: tuple[str, ...]) -> Any:
    rules: list[tuple[str, Any]] = []
    word = "length" if kind in _MEASURES else "value"
    measured = _MEASURES.get(kind, float)
    if choices:
        rules.append((f"Member must satisfy enum value set: [{', '.join(choices)}]", lambda value: value in choices))
    if pattern and (matches := _compiled(pattern)):
        told = f"Member must satisfy regular expression pattern: {pattern}"
        rules.append((told, lambda value: len(value) > LONGEST_MATCHED or bool(matches.fullmatch(value))))
    if least is not None:
        rules.append(
            (f"Member must have {word} greater than or equal to {least}", lambda value: measured(value) >= least)
        )
    if most is not None:
        rules.append((f"Member must have {word} less than or equal to {most}", lambda value: measured(value) <= most))
    return tuple(rules)


def _rules(shape: Any) -> Any:
    said, kind = shape.metadata, shape.type_name
    bounded = kind not in ("structure", "boolean", "timestamp")
    return _rules_of(
        kind,
        said.get("min") if bounded else None,
        said.get("max") if bounded else None,
        said.get("pattern") if kind == "string" else None,
        TOLD_OTHERWISE.get(shape.name, tuple(said.get("enum") or ())),
    )


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    """A pattern of Java that Python does not know says nothing here."""
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _letters(text: str) -> int:
    """How long Java takes a text to be."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _bytes(value: str | bytes) -> int:
    return len(value if isinstance(value, bytes) else decoded(value) or b"")


_MEASURES: dict[str, Callable[[Any], int]] = {"string": _letters, "blob": _bytes, "list": len, "map": len}


def _is_scalar(shape: Any) -> bool:
    return str(shape.type_name) in SCALARS


def _ends(shape: Any) -> bool:
    return str(shape.type_name) != "structure"


def _shown(value: Any, shape: Any) -> str:
    """As AWS's Java writes it. `shape` is the value's, or that of what a list or a map has in it."""
    kind = shape.type_name
    if isinstance(value, list):
        return f"[{', '.join(_shown(one, shape.member if kind == 'list' else shape) for one in value)}]"
    if isinstance(value, Mapping) and kind == "structure":
        return _shown_structure(value, shape)
    if isinstance(value, Mapping):
        inner = shape.value if kind == "map" else shape
        return "{" + ", ".join(f"{key}={_shown(one, inner)}" for key, one in value.items()) + "}"
    if kind in ("double", "float") and isinstance(value, int):
        return str(float(value))
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _shown_structure(value: Mapping[str, Any], shape: Any) -> str:
    told = [f"{name[0].lower()}{name[1:]}={_member(value, name, one)}" for name, one in shape.members.items()]
    return f"{shape.name}({', '.join(told + [f'{name}=null' for name in UNPUBLISHED.get(shape.name, ())])})"


def _member(value: Mapping[str, Any], name: str, shape: Any) -> str:
    given = value.get(wire_name(name, shape))
    return "*** Sensitive Data Redacted ***" if given and shape.metadata.get("sensitive") else _shown(given, shape)
