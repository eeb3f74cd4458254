"""What is judged, as values: resources, however they were written, and what is said of them. Pure.

An expression that has no value here stands in a text as `⟪expression⟫`: a variable of HCL, what a plan knows only after
the apply, or a reference to a resource beside it, which says enough for most questions.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

MARK = re.compile(r"⟪(.*?)⟫", re.DOTALL)
OWN = "⟪own account⟫"
MANAGED = re.compile(
    r"(?P<module>(?:module\.[\w-]+(?:\[[^\]]*\])?\.)*)(?P<type>aws_[a-z0-9_]+)\.(?P<name>[A-Za-z0-9_-]+)"
    r"(?P<index>\[[^\]]*\])?\.(arn|id|url|name|function_name)"
)
AFTER_APPLY = "known only after the apply"


class NotReadable(Exception):
    """What cannot be read here, and so cannot be judged."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class Violation:
    """What is wrong with a resource, as a sentence's predicate.

    `account` is the other account that it is about, if any; `sure` is false where it might be the own one, which nobody names.
    """

    words: str
    account: str = ""
    sure: bool = True


Said = Iterator[Violation | NotReadable]


@dataclass(frozen=True, eq=False)
class Resource:
    """A resource as Terraform would make it: `values` as in a plan, with nested blocks as lists of mappings.

    `account` is the account that it is made in, `OWN` where nobody says its number. `source` is the plan or the file of HCL.
    """

    type: str
    name: str
    address: str
    source: str
    values: Mapping[str, Any]
    account: str = OWN
    planned: bool = True

    def get(self, key: str) -> Any:
        """The argument's value, None where it is not set. Raises NotReadable where it has none here."""
        return readable(self.values.get(key), f"`{key}`")

    def text(self, key: str) -> str:
        """The argument as text, empty where it is not set; references to resources stay marked. Raises NotReadable."""
        value = self.get(key)
        return "" if value is None else str(value)

    def blocks(self, key: str) -> list[Mapping[str, Any]]:
        """Nested blocks of one name. Raises NotReadable where they are not written out."""
        return [one for one in self.get(key) or () if isinstance(one, Mapping)]

    @property
    def keys(self) -> tuple[str, ...]:
        """What references to it are filed by (`key_of`)."""
        named = self.values.get("name") or self.values.get("function_name")
        return (f"{self.type}.{self.name}", *((named,) if isinstance(named, str) else ()))

    def is_meant_by(self, reference: str) -> bool:
        """Whether an ARN, a URL, a name or a marked reference names this resource."""
        marked = MARK.fullmatch(reference)
        if marked:
            found = MANAGED.fullmatch(marked[1])
            return found is not None and self._is_at(found)
        named = self.values.get("name") or self.values.get("function_name")
        tail = re.split(r"[:/]", reference)
        return bool(named) and tail[-1] == named and (len(tail) == 1 or self.account == OWN or self.account in tail)

    def _is_at(self, reference: re.Match[str]) -> bool:
        """Modules call what is in them alike, and only a plan tells the instances of a resource apart."""
        place, index = self.address, ""
        if place.endswith("]"):
            place, _, index = place.rpartition("[")
        same = place == f"{reference['module']}{self.type}.{self.name}" and self.type == reference["type"]
        alike = not self.planned or not index or reference["index"] in (None, f"[{index}")
        return same and self.name == reference["name"] and alike


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The resources that are judged together: of all plans of one run, or of one directory of HCL."""

    resources: tuple[Resource, ...] = ()

    @cached_property
    def _by_type(self) -> Mapping[str, list[Resource]]:
        return _filed(self.resources, lambda one: [one.type])

    @cached_property
    def _by_place(self) -> Mapping[str, list[Resource]]:
        return _filed(self.resources, lambda one: [f"{one.source}:{one.type}"])

    @cached_property
    def _by_key(self) -> Mapping[str, list[Resource]]:
        return _filed(self.resources, lambda one: one.keys)

    @cached_property
    def _by_address(self) -> Mapping[tuple[str, str], Resource]:
        return {(one.source, one.address): one for one in self.resources}

    def at(self, source: str, address: str) -> Resource | None:
        """The resource of an address in one plan or file."""
        return self._by_address.get((source, address))

    def of(self, kind: str) -> list[Resource]:
        """Those of one type."""
        return self._by_type.get(kind, [])

    def beside(self, resource: Resource, kind: str) -> list[Resource]:
        """Those of one type that are in the same plan or directory."""
        return self._by_place.get(f"{resource.source}:{kind}", []) if resource.planned else self.of(kind)

    def meant_by(self, reference: str, kind: str) -> list[Resource]:
        """Those of one type that an ARN, a URL, a name or a marked reference names."""
        return [
            one for one in self._by_key.get(key_of(reference), ()) if one.type == kind and one.is_meant_by(reference)
        ]


def _filed(resources: Iterable[Resource], keys: Callable[[Resource], Iterable[str]]) -> Mapping[str, list[Resource]]:
    found: dict[str, list[Resource]] = {}
    for one in resources:
        for key in keys(one):
            found.setdefault(key, []).append(one)
    return found


def key_of(reference: str) -> str:
    """What a reference is filed by: the last part of an ARN, a URL or a name; of a marked one its type and name."""
    marked = MARK.fullmatch(reference)
    found = MANAGED.fullmatch(marked[1]) if marked else None
    return f"{found['type']}.{found['name']}" if found else re.split(r"[:/]", reference)[-1]


def mark(expression: str) -> str:
    """An expression without a value, as it stands in a text."""
    return f"⟪{' '.join(expression.split())}⟫"


def readable(value: Any, what: str) -> Any:
    """The value itself. Raises NotReadable for one that hangs on what has no value here."""
    if isinstance(value, str):
        for found in MARK.finditer(value):
            if found[0] != OWN and not MANAGED.fullmatch(found[1]):
                raise NotReadable(f"{what} is {found[1]}")
    return value
