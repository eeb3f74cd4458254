"""What a schema needs: itself, and all that its references lead to, in its own file and in others. Decides where it stands in the form.

A reference of a dynamic scope leads to other schemas on other ways. A schema that is reached on several such ways stands in the form once for
each of them.
"""

from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from meshctl.json_schema.dialects.documents import RECURSIVE, Node, SchemaDocument
from meshctl.json_schema.dialects.parts import refers_alone
from meshctl.json_schema.dialects.uris import is_path, joined, leads_out, without_fragment
from meshctl.json_schema.references import steps_of, value_at
from meshctl.json_schema.subschemas import Path


class Spot(NamedTuple):
    """Where a schema stands: the file, and the path in it."""

    file: str
    path: Path


Scope = tuple[tuple[str, Spot], ...]
"""Where dynamic anchors lead that several files or identities have: to the first one on the way."""


class SpotInScope(NamedTuple):
    """A schema as it is meant on some way to it."""

    spot: Spot
    scope: Scope = ()


class BrokenReference(NamedTuple):
    """A reference that leads nowhere: its keyword, what is wrong and a way out, and the file in which it leads to nothing, if it
    leads to any.
    """

    spot: Spot
    message: str
    help: str
    file: str | None = None


class Told(NamedTuple):
    """What all that is reachable tells: the dynamic anchors that are there more than once, so that the way decides between them,
    and whether anything is said of items that nothing else evaluates.
    """

    contested: frozenset[str] = frozenset()
    evaluates_items: bool = False


NOTHING = Told()


MOST_CONTESTED = 30
"""Names of dynamic anchors that the way decides between: each schema on it carries them all."""


MOST_ADDRESSES = 2_000
"""Schemas that have an address of their own: to read one takes as long as several others."""


_REFERRING = frozenset({"$ref", "$dynamicRef", "$recursiveRef"})


class TooMuch(Exception):
    """More is needed than anybody may need: so many schemas, files or bytes."""


Find = Callable[[str], SchemaDocument | str | None]
"""The file with an address, or why it cannot be used; None where there is none."""


class Reachable:
    """All that is needed of the schema at `entry`. Raises `TooMuch`."""

    def __init__(self, entry: Spot, find: Find, first: SchemaDocument, most: int, told: Told = NOTHING) -> None:
        self.documents: dict[str, SchemaDocument] = {}
        self._know(first)
        self.broken: dict[Spot, BrokenReference] = {}
        self.targets: dict[SpotInScope, SpotInScope] = {}
        self.units: dict[SpotInScope, None] = {}
        self.inside: dict[SpotInScope, tuple[SpotInScope, Path]] = {}
        self._find, self._told, self._most, self._left = find, told, most, most
        self._waiting = deque([self._entered(SpotInScope(entry))])
        while self._waiting:
            self._add(self._waiting.popleft())

    @property
    def told(self) -> Told:
        """What is to be known before a schema is placed in the form."""
        return Told(self._contested, any(one.evaluates_items for one in self.documents.values()))

    @property
    def _contested(self) -> frozenset[str]:
        known = set[str]()
        twice = set[str]()
        for document in self.documents.values():
            for names in document.dynamic.values():
                twice |= known & names.keys()
                known |= names.keys()
        return frozenset(twice)

    def node(self, spot: Spot) -> Node:
        """The schema there."""
        return self.documents[spot.file].nodes[spot.path]

    def _know(self, document: SchemaDocument) -> None:
        self.documents[document.name] = document
        if sum(len(one.addresses) for one in self.documents.values()) > MOST_ADDRESSES:
            raise TooMuch(f"{MOST_ADDRESSES:,} schemas with an address of their own")

    def _add(self, unit: SpotInScope) -> None:
        if unit in self.inside:
            return
        self.units[unit] = None
        waiting: list[tuple[SpotInScope, Path]] = [(unit, ())]
        while waiting:
            at, place = waiting.pop()
            if at != unit:
                self.units.pop(at, None)
            is_new = at not in self.inside
            self.inside[at] = unit, place
            self._left -= 1
            if self._left < 0:
                raise TooMuch(f"{self._most:,} schemas")
            schema = self.node(at.spot).schema
            if isinstance(schema, dict):
                if is_new:
                    self._refer(at, schema)
                waiting += reversed([(one, (*place, *steps)) for one, steps in self.parts(at) if steps is not None])

    def parts(self, at: SpotInScope) -> Iterator[tuple[SpotInScope, Path | None]]:
        """The schemas within one, and their steps in the form."""
        document = self.documents[at.spot.file]
        node = document.nodes[at.spot.path]
        for steps, place in node.parts:
            hidden = place == ("contains",) and self.hides_contained(node)
            shown = ("allOf", len(node.schema.get("allOf", ())), "not", "not", "contains") if hidden else place
            spot = Spot(at.spot.file, (*at.spot.path, *steps))
            if document.nodes[spot.path].standing.root == node.standing.root:
                yield SpotInScope(spot, at.scope), shown
            else:
                yield self._entered(SpotInScope(spot, at.scope)), shown

    def hides_contained(self, node: Node) -> bool:
        """Whether `contains` must not count for `unevaluatedItems`, as by 2019-09: what a `not` says of items does not."""
        return self._told.evaluates_items and not node.standing.dialect.contains_evaluates

    def _refer(self, at: SpotInScope, schema: dict[str, Any]) -> None:
        for keyword in reference_keywords(self.node(at.spot)):
            found = self._target(at, keyword, schema[keyword])
            if found is not None:
                self.targets[SpotInScope(Spot(at.spot.file, (*at.spot.path, keyword)), at.scope)] = found
                self._waiting.append(found)

    def _entered(self, at: SpotInScope) -> SpotInScope:
        """The schema with the dynamic anchors of its own identity, behind those that were on the way already."""
        if not self._told.contested:
            return at
        document = self.documents[at.spot.file]
        names = document.dynamic.get(document.nodes[at.spot.path].standing.root, {})
        own = {name: Spot(at.spot.file, path) for name, path in names.items() if name in self._told.contested}
        return SpotInScope(at.spot, tuple(sorted({**own, **dict(at.scope)}.items())))

    def _target(self, at: SpotInScope, keyword: str, reference: str) -> SpotInScope | None:
        spot = Spot(at.spot.file, (*at.spot.path, keyword))
        found = self._static(at, reference)
        if isinstance(found, Spot):
            return self._entered(SpotInScope(self._dynamic(found, keyword, reference, dict(at.scope)), at.scope))
        self.broken[spot] = BrokenReference(spot, *found)
        return None

    def _dynamic(self, found: Spot, keyword: str, reference: str, scope: dict[str, Spot]) -> Spot:
        name = RECURSIVE if keyword == "$recursiveRef" else without_fragment(reference)[1]
        document = self.documents[found.file]
        is_dynamic = document.dynamic.get(document.nodes[found.path].standing.root, {}).get(name) == found.path
        return scope.get(name, found) if keyword != "$ref" and is_dynamic else found

    def _static(self, at: SpotInScope, reference: str) -> Spot | tuple[str, str] | tuple[str, str, str]:
        """Where a reference leads without regard to the way, or what is wrong with it and a way out."""
        address, fragment = without_fragment(reference)
        standing = self.node(at.spot).standing
        document, root = self.documents[at.spot.file], standing.root
        if address:
            meant = joined(standing.base, address)
            found = self._document(document, meant, address)
            if isinstance(found, tuple):
                return found
            document, root = found, found.addresses.get(meant, ())
        path = document.anchors.get((root, fragment))
        if not fragment or fragment.startswith("/"):
            path = (*root, *steps_of(value_at(document.data, root), fragment))
        if path is None or document.node(path) is None:
            where = "in this file" if document.name == at.spot.file else f'in "{document.name}"'
            return f"leads to no schema {where}", "write it under $defs, or mend its name", document.name
        return Spot(document.name, path)

    def _document(self, own: SchemaDocument, address: str, said: str) -> SchemaDocument | tuple[str, str]:
        """The file with an address; as files are often named by their paths whatever their identity, it may be that as well."""
        if address in own.addresses:
            return own
        found = self._find(address) or (self._find(joined(own.name, said)) if is_path(said) else None)
        if isinstance(found, SchemaDocument):
            self._know(found)
            return found
        return (found, "give each a `$id` of its own") if found else _missing(joined(own.name, said))


def _missing(address: str) -> tuple[str, str]:
    if not is_path(address):
        help_ = "copy what it leads to into the catalogue, and give that file this `$id`"
        return "leads out of the catalogue, and meshctl fetches nothing", help_
    if leads_out(address):
        return "leads out of the catalogue", "move what it leads to into the catalogue"
    help_ = "write it, or mend the path; schemas are .json files in a directory of the catalogue, or one below it, and no links"
    return f'leads to "{address}", and the catalogue has no such schema', help_


def reference_keywords(node: Node) -> Iterator[str]:
    """The keywords by which a schema refers to others, as its dialect knows them."""
    schema, dialect = node.schema, node.standing.dialect
    if _REFERRING.isdisjoint(schema):
        return
    for keyword in ("$ref",) if refers_alone(schema, dialect) else ("$ref", "$dynamicRef", "$recursiveRef"):
        if keyword not in dialect.meaningless and isinstance(schema.get(keyword), str):
            yield keyword


def reachable_from(entry: Spot, find: Find, first: SchemaDocument, most: int) -> Reachable:
    """All that is needed of the schema at `entry`. Raises `TooMuch`."""
    found = Reachable(entry, find, first, most)
    if len(found.told.contested) > MOST_CONTESTED:
        raise TooMuch(f"{MOST_CONTESTED} dynamic anchors whose name is there twice")
    return found if found.told == NOTHING else Reachable(entry, find, first, most, found.told)
