"""The object types of Terraform variables and of dataclasses, by the names that they go under. Compares, judges nothing.

A type is a primitive's name, a collection with the type of its items, or an object: by key a type, and whether the key may
be left out. Reads text in the form of `terraform fmt`, and the type hints of classes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from .tree import Source

Object = dict[str, tuple["Type", bool]]
Type = str | tuple[str, "Type"] | Object

_VARIABLE = re.compile(r'(?ms)^variable "(\w+)" \{\n(.*?)^\}')
_TYPE = re.compile(r"(?m)^  type\s*=\s*")
_TOKEN = re.compile(r'[A-Za-z_][\w-]*|[(){}=,\[\]]|"[^"]*"|[0-9.]+')
_PRIMITIVES = {str: "string", int: "number", bool: "bool"}
ONE_BY_ONE = {
    "functions": "function",
    "buffers": "buffer",
    "mappings": "mapping",
    "routes": "route",
    "schedules": "schedule",
    "workflows": "workflow",
    "buses": "further_bus",
}
"""Maps of a root whose items its modules take one by one."""


@dataclass(frozen=True)
class Holder:
    """An object type under a name: where it stands, and its keys."""

    name: str
    where: str
    keys: Object


def terraform_objects(sources: Iterable[Source]) -> Iterator[Holder]:
    """The object types of all variables, those within others included; a holder's place is its directory."""
    for source in sources:
        for name, type_ in variables(source):
            yield from _objects(name, source.path.rpartition("/")[0], type_)


def dataclass_objects(classes: Iterable[type], where: str) -> Iterator[Holder]:
    """The dataclasses that are fields of these classes, as object types under the names of the fields."""
    for one in classes:
        for name, (type_, _) in _object_of(one).items():
            yield from _objects(name, where, type_)


def variables(source: Source) -> Iterator[tuple[str, Type]]:
    """The variables of a Terraform file with their types."""
    for name, body in _VARIABLE.findall(source.text):
        start = _TYPE.search(body)
        if start:
            yield name, _Reader(_TOKEN.findall(body[start.end() :])).read()


def differences(holders: Iterable[Holder], only_in: Mapping[tuple[str, str], set[str]]) -> list[str]:
    """Keys that are not typed alike wherever an object of that name stands, or that are missing somewhere.

    `only_in` names the places that alone have a key, by the object's name and the key.
    """
    named: dict[str, list[Holder]] = defaultdict(list)
    for holder in holders:
        named[holder.name].append(holder)
    return [found for name, same in named.items() for found in _differing(name, same, only_in)]


def _differing(name: str, same: list[Holder], only_in: Mapping[tuple[str, str], set[str]]) -> Iterator[str]:
    everywhere = {holder.where for holder in same}
    for key in sorted({key for holder in same for key in holder.keys}):
        wanted = only_in.get((name, key), everywhere)
        for holder in same:
            if (holder.where in wanted) != (key in holder.keys):
                yield f"{name}.{key} is {'missing' if holder.where in wanted else 'too much'} in {holder.where}"
        kinds: list[tuple[Type, bool]] = []
        for holder in (one for one in same if key in one.keys):
            if holder.keys[key] not in kinds:
                kinds.append(holder.keys[key])
        if len(kinds) > 1:
            yield f"{name}.{key} has {len(kinds)} types"


def _objects(name: str, where: str, type_: Type) -> Iterator[Holder]:
    while isinstance(type_, tuple):
        name, type_ = ONE_BY_ONE.get(name, name), type_[1]
    if isinstance(type_, dict):
        yield Holder(name, where, type_)
        for key, (below, _) in type_.items():
            yield from _objects(key, where, below)


def _object_of(class_: type) -> Object:
    hints = get_type_hints(class_)
    return {field.name: _attribute(hints[field.name]) for field in fields(class_)}


def _attribute(hint: Any) -> tuple[Type, bool]:
    """The type of a field; None beside it means that the key may be left out."""
    if get_origin(hint) in (Union, UnionType):
        (only,) = (one for one in get_args(hint) if one is not NoneType)
        return _type_of(only), True
    return _type_of(hint), False


def _type_of(hint: Any) -> Type:
    if is_dataclass(hint) and isinstance(hint, type):
        return _object_of(hint)
    if get_origin(hint) is tuple:
        return "list", _type_of(get_args(hint)[0])
    return ("map", _type_of(get_args(hint)[1])) if get_args(hint) else _PRIMITIVES[hint]


class _Reader:
    """Reads one type expression from the tokens of a file."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self._tokens = iter(tokens)

    def read(self) -> Type:
        word = next(self._tokens)
        if word == "object":
            self._skip("(", "{")
            return self._keys()
        if word in ("list", "map", "set"):
            self._skip("(")
            items = self.read()
            self._skip(")")
            return word, items
        return word

    def _keys(self) -> Object:
        keys: Object = {}
        while (key := next(self._tokens)) != "}":
            if key != ",":
                self._skip("=")
                keys[key] = self._attribute()
        self._skip(")")
        return keys

    def _attribute(self) -> tuple[Type, bool]:
        type_ = self.read()
        if type_ != "optional":
            return type_, False
        self._skip("(")
        type_ = self.read()
        while next(self._tokens) != ")":
            pass  # a default: a number, a text, or an empty collection
        return type_, True

    def _skip(self, *wanted: str) -> None:
        for one in wanted:
            found = next(self._tokens)
            if found != one:
                raise ValueError(f'"{one}" is wanted, and here is "{found}"')
