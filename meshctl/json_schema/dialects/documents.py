"""One file as schemas see it: what in it is a schema, by which dialect, below which identity, and under which anchors. Reads no disk."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from meshctl.json_schema.dialects.dialect import Dialect
from meshctl.json_schema.dialects.known_dialects import draft_at
from meshctl.json_schema.dialects.parts import Part, parts, refers_alone
from meshctl.json_schema.dialects.uris import joined, without_fragment
from meshctl.json_schema.references import value_at
from meshctl.json_schema.subschemas import Path

RECURSIVE = ""
"""The one name that `$recursiveAnchor` gives."""


class Standing(NamedTuple):
    """How a schema is read: its dialect, the address that its references are joined to, and where the schema with that address is."""

    dialect: Dialect
    base: str
    root: Path


class Node(NamedTuple):
    """A schema of a file, how it is read, and which schemas are in it."""

    schema: Any
    standing: Standing
    parts: tuple[Part, ...] = ()


class SchemaDocument:
    """The schemas of one file, by their paths. Those at `roots` are there from the beginning, others once they are referred to.

    `addresses` and `anchors` lead to schemas, `dynamic` are the anchors of each address that the way to a reference may change, and
    `added` is where only a reference says that a schema stands. `evaluates_items` is whether `unevaluatedItems` is said anywhere.
    """

    def __init__(self, name: str, data: Any, dialect: Dialect, roots: Iterable[Path] = ((),)) -> None:
        self.name, self.data = name, data
        self.nodes: dict[Path, Node] = {}
        self.addresses: dict[str, Path] = {name: ()}
        self.anchors: dict[tuple[Path, str], Path] = {}
        self.dynamic: dict[Path, dict[str, Path]] = {}
        self.added: list[Path] = []
        self.evaluates_items = False
        self._dialect = dialect
        for root in roots:
            self._walk(root, value_at(data, root), Standing(dialect, name, ()))

    def node(self, path: Path) -> Node | None:
        """The schema at `path`, also where only a reference says that one is there; None where there is nothing like one.

        A whole file is one from the beginning, or none, as a document of OpenAPI.
        """
        if path in self.nodes:
            return self.nodes[path]
        schema = value_at(self.data, path)
        if not path or not isinstance(schema, dict | bool) or path in self._lists:
            return None
        self.added.append(path)
        self._walk(path, schema, self._above(path))
        return self.nodes[path]

    @cached_property
    def _lists(self) -> frozenset[Path]:
        """What holds schemas by names, and is none itself."""
        above = {path[:length] for path in self.nodes for length in (len(path) - 1, len(path) - 2) if length >= 0}
        return frozenset(above - self.nodes.keys())

    def _above(self, path: Path) -> Standing:
        for length in range(len(path) - 1, -1, -1):
            if path[:length] in self.nodes:
                return self.nodes[path[:length]].standing
        return Standing(self._dialect, self.name, ())

    def _walk(self, root: Path, schema: Any, standing: Standing) -> None:
        waiting: list[tuple[Path, Any, Standing]] = [(root, schema, standing)]
        while waiting:
            path, one, within = waiting.pop()
            inside: tuple[Part, ...] = ()
            if isinstance(one, dict):
                within = self._identified(path, one, within)
                inside = tuple(parts(one, within.dialect))
                waiting += [((*path, *steps), value_at(one, steps), within) for steps, _ in inside]
            self.nodes[path] = Node(one, within, inside)

    def _identified(self, path: Path, schema: dict[str, Any], within: Standing) -> Standing:
        """The standing of a schema, which may have an address of its own; notes its anchors."""
        dialect, identity = within.dialect, schema.get(within.dialect.identity)
        if isinstance(identity, str) and not (path and refers_alone(schema, dialect)):
            address, anchor = without_fragment(identity)
            if address:
                base = joined(within.base, address)
                within = Standing((path and draft_at(schema.get("$schema"))) or dialect, base, path)
                self.addresses.setdefault(base, path)
            if anchor and dialect.names_anchors_in_identity:
                self.anchors.setdefault((within.root, anchor), path)
        self._note_anchors(path, schema, within)
        return within

    def _note_anchors(self, path: Path, schema: dict[str, Any], within: Standing) -> None:
        self.evaluates_items |= "unevaluatedItems" in schema
        for word in within.dialect.anchors:
            if isinstance(name := schema.get(word), str):
                self.anchors.setdefault((within.root, name), path)
                if word == "$dynamicAnchor":
                    self.dynamic.setdefault(within.root, {})[name] = path
        if "$recursiveAnchor" in schema and schema["$recursiveAnchor"] is True and path == within.root:
            self.dynamic.setdefault(path, {})[RECURSIVE] = path
