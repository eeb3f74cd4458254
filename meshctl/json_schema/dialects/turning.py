"""Makes the form of a schema: one schema of 2020-12 that stands on its own and says the same. Finds no reference by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from meshctl.json_schema.dialects.dialect import FORM, Dialect, Said, may_say
from meshctl.json_schema.dialects.parts import refers_alone
from meshctl.json_schema.dialects.reachable import Reachable, Spot, SpotInScope, reference_keywords
from meshctl.json_schema.dialects.uris import without_fragment
from meshctl.json_schema.references import pointer_to
from meshctl.json_schema.subschemas import Path

_COUNTED = ("minContains", "maxContains")
_ONE_BY_NAME = 2
"""Steps to a schema in a list or by its name; more lead to where `contains` is hidden."""


@dataclass(frozen=True, slots=True)
class SchemaForm:
    """The form of a schema, and where each of its schemas is written."""

    schema: Any
    origins: Mapping[Path, Spot]

    def origin(self, path: Path) -> Spot:
        """Where what stands at `path` of the form is written, or the schema that it belongs to."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                found = self.origins[path[:length]]
                return Spot(found.file, (*found.path, *path[length:]))
        return Spot(self.origins[()].file, (*self.origins[()].path, *path))


def form_of(entry: Spot, reachable: Reachable) -> SchemaForm:
    """The form of what is at `entry`, with all that is reachable from there."""
    return _Turning(entry, reachable).form()


class _Turning:
    def __init__(self, entry: Spot, reachable: Reachable) -> None:
        self._entry, self._reachable = entry, reachable
        self._origins: dict[Path, Spot] = {}
        self._units = dict(self._placed())

    def form(self) -> SchemaForm:
        first, *others = self._units
        form = self._turned(first, ())
        for unit in others:
            form.setdefault("$defs", {})[self._units[unit][1]] = self._turned(unit, self._units[unit])
        return SchemaForm(self._identified(form), self._origins)

    def _placed(self) -> Iterator[tuple[SpotInScope, Path]]:
        """Where what does not stand within another one stands: the entry at the top, all else among the definitions."""
        first, *others = self._reachable.units
        yield first, ()
        taken = {
            str(place[1])
            for unit, place in self._reachable.inside.values()
            if unit == first and place[:1] == ("$defs",)
        }
        for unit in others:
            name = wanted = self._name(unit.spot)
            while name in taken:
                name = f"{wanted} ({len(taken)})"
            taken.add(name)
            yield unit, ("$defs", name)

    def _name(self, spot: Spot) -> str:
        if spot.file == self._entry.file:
            return str(spot.path[-1]) if spot.path else spot.file
        return spot.file + pointer_to(spot.path).removesuffix("#")

    def _identified(self, form: Any) -> Any:
        node = self._reachable.node(self._entry)
        return form if self._entry.path else identified(form, node.schema, node.standing.dialect)

    def _turned(self, at: SpotInScope, place: Path) -> Any:
        self._origins[place] = at.spot
        node = self._reachable.node(at.spot)
        if not isinstance(node.schema, dict):
            return node.schema
        form = {} if refers_alone(node.schema, node.standing.dialect) else rest_of(node.schema, node.standing.dialect)
        parts = [(below, steps) for below, steps in self._reachable.parts(at) if steps is not None]
        for below, steps in sorted(parts, key=lambda part: len(part[1])):
            put(form, steps, self._turned(below, (*place, *steps)))
            if len(steps) > _ONE_BY_NAME:
                _count_there(form, steps)
        for number, keyword in enumerate(reference_keywords(node)):
            self._refer(form, self._reachable.targets[_at_keyword(at, keyword)], is_first=number == 0)
        return form

    def _refer(self, form: dict[str, Any], target: SpotInScope, is_first: bool) -> None:
        unit, place = self._reachable.inside[target]
        reference = pointer_to((*self._units[unit], *place))
        if is_first:
            form["$ref"] = reference
        else:
            form.setdefault("allOf", []).append({"$ref": reference})


def identified(form: Any, schema: Any, dialect: Dialect) -> Any:
    """The form with what the file says of itself."""
    if not isinstance(form, dict):
        return form
    identity = schema.get(dialect.identity)
    address = without_fragment(identity)[0] if isinstance(identity, str) else ""
    said = {"$schema": FORM} if "$schema" in schema else {}
    return {**said, **({"$id": address} if address else {}), **form}


def rest_of(schema: Mapping[str, Any], dialect: Dialect) -> Said:
    """What a schema says besides the schemas within it."""
    said: Said = {}
    for key, value in schema.items():
        if key in dialect.left_out:
            continue
        if key not in dialect.holding or key == "dependencies":
            if may_say(key, value):
                said[key] = value
        elif key in dialect.named:
            said[key] = {}
    return dialect.rest(said)


def put(form: Any, steps: tuple[Any, ...], value: Any) -> None:
    """Writes a schema to its steps; those in a list come in their order."""
    if len(steps) == 1:
        form[steps[0]] = value
        return
    for step, next_ in pairwise(steps):
        if isinstance(form, list):
            form += [{}] * (len(form) == step)
            form = form[step]
        else:
            form = form.setdefault(step, [] if isinstance(next_, int) else {})
    if isinstance(form, list):
        form.append(value)
    else:
        form[steps[-1]] = value


def _count_there(form: dict[str, Any], steps: Path) -> None:
    """Says how many items are wanted where `contains` stands now."""
    for word in _COUNTED:
        if word in form:
            put(form, (*steps[:-1], word), form.pop(word))


def _at_keyword(at: SpotInScope, keyword: str) -> SpotInScope:
    return SpotInScope(Spot(at.spot.file, (*at.spot.path, keyword)), at.scope)
