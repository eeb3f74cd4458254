"""What is judged, as values: resources, however they were written, and what is said of them. Pure.

An expression that has no value here stands in a text as `⟪expression⟫`: a variable of HCL, what a plan knows only after
the apply, or a reference to a resource beside it, which says enough for most questions.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

MARK = re.compile(r"⟪(.*?)⟫", re.DOTALL)
OWN = "⟪own account⟫"
MANAGED = re.compile(
    r"(?P<type>aws_[a-z0-9_]+)\.(?P<name>[A-Za-z0-9_-]+)(\[[^\]]*\])?\.(arn|id|url|name|function_name)"
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

    def is_meant_by(self, reference: str) -> bool:
        """Whether an ARN, a URL, a name or a marked reference names this resource."""
        marked = MARK.fullmatch(reference)
        if marked:
            found = MANAGED.fullmatch(marked[1])
            return found is not None and (found["type"], found["name"]) == (self.type, self.name)
        named = self.values.get("name") or self.values.get("function_name")
        tail = re.split(r"[:/]", reference)
        return bool(named) and tail[-1] == named and (len(tail) == 1 or self.account == OWN or self.account in tail)


@dataclass(frozen=True, eq=False)
class Surroundings:
    """The resources that are judged together: of all plans of one run, or of one directory of HCL."""

    resources: tuple[Resource, ...] = ()
    by_type: Mapping[str, tuple[Resource, ...]] = field(default_factory=dict)

    def of(self, *types: str) -> Iterator[Resource]:
        """Those of the types."""
        for each in types:
            yield from self.by_type.get(each, ())

    def beside(self, resource: Resource, *types: str) -> Iterator[Resource]:
        """Those of the types that are in the same plan or directory."""
        return (one for one in self.of(*types) if one.source == resource.source or not resource.planned)


def surroundings(resources: tuple[Resource, ...]) -> Surroundings:
    """Filed by type."""
    types = {one.type for one in resources}
    return Surroundings(resources, {name: tuple(one for one in resources if one.type == name) for name in types})


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
