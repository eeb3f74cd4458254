"""How long it takes to check a schema that is built to take long, and to compare two versions of it.

    python benchmarks/schemas.py [--size BYTES] [--runs N] [--only TEXT]

with the Python that meshctl is installed for; 1,000,000 bytes and 3 runs, if not said otherwise, of all schemas or those with a text in their
names. Each schema is as large as that, or as one that a catalogue is read with may be, and made of as many parts of one kind; its later
version has another type in each of them. Prints seconds of the processor: of the comparison alone, of a whole `meshctl check` and of a whole
`meshctl diff`, which know nothing of earlier ones; the least of the runs, since noise only adds; then how many differences were found, and
how many of them say that something is not compared any further. No command may take more than 2 seconds on a quiet machine.
"""

import argparse
from collections.abc import Callable
from json import dumps
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from check import MESH, SYSTEM, write
from dialects import EVENT, cold

from meshctl.catalogue.event_schemas import MOST_SUBSCHEMAS
from meshctl.catalogue.schemas.expressions import expression_faults
from meshctl.contracts.versions.compare import compare
from meshctl.contracts.versions.differences import Effect
from meshctl.json_schema.subschemas import Subschemas

SHELF = """\
service: shelf
description: Keeps things.

queues:
  kept: {}

subscribes:
  thing:
    event: things/Thing0
    deliver_to: {queue: kept}
"""
Part = Callable[[int, str], Any]
Built = Callable[[int, str], Any]
"""The schema of so many parts, with a type in each."""
LISTED: dict[str, Part] = {
    "prefixItems": lambda at, type_: {"type": type_, "title": f"{at}"},
    "anyOf": lambda at, type_: {"required": [f"a{at}"], "properties": {f"a{at}": {"type": type_}}},
    "oneOf": lambda at, type_: {"required": [f"{type_}{at}"]},
    "allOf": lambda at, type_: {"pattern": f"({type_}|{at}+)+$"},
}
NAMED: dict[str, Part] = {
    "properties": lambda _, type_: {"type": type_},
    "patternProperties": lambda _, type_: {"type": type_},
    "dependentSchemas": lambda at, type_: {"required": [f"{type_}{at}"]},
}
ENTANGLED: dict[str, Built] = {
    "types": lambda count, type_: {"properties": {f"p{at}": {"type": [type_, "null"]} for at in range(count)}},
    "not in each property": lambda count, type_: {
        "properties": {f"p{at}": {"not": {"type": type_, "maxLength": at}} for at in range(count)}
    },
    "not of anyOf in each property": lambda count, type_: {
        "properties": {f"p{at}": {"not": {"anyOf": [{"type": type_}, {"minimum": at}]}} for at in range(count)}
    },
    "anchors": lambda count, type_: {
        "properties": {f"p{at}": {"$ref": f"#a{at}"} for at in range(count)},
        "$defs": {f"d{at}": {"$anchor": f"a{at}", "type": type_} for at in range(count)},
    },
    "addresses": lambda count, type_: {
        "$id": "https://mesh.example/a",
        "properties": {f"p{at}": {"$ref": f"https://mesh.example/a#/$defs/d{at}"} for at in range(count)},
        "$defs": {f"d{at}": {"type": type_} for at in range(count)},
    },
    "a dynamic reference": lambda count, type_: {
        "$dynamicAnchor": "whole",
        "properties": {f"p{at}": {"type": [type_, "array"], "items": {"$dynamicRef": "#whole"}} for at in range(count)},
    },
    "an example of many fields": lambda count, type_: {
        "patternProperties": {f"^[a-z]*[0-9]*{type_}{at}$": {"type": "string"} for at in range(150)},
        "examples": [{f"abcdefghijklm{at}": "a" for at in range(count)}],
    },
    "enum of many properties": lambda count, type_: {
        "properties": {f"p{at}": {"enum": [f"{type_}{at}{one}" for one in range(100)]} for at in range(count)}
    },
    "definitions that lead to each other": lambda count, type_: {
        "$ref": "#/$defs/d0",
        "$defs": {
            f"d{at}": {
                "required": [f"{type_}{at}"],
                "properties": {f"k{one}": {"$ref": f"#/$defs/d{(at * 7 + one * 13 + 1) % count}"} for one in range(5)},
            }
            for at in range(count)
        },
    },
    "allOf with one large definition": lambda count, type_: {
        "properties": {f"p{at}": {"allOf": [{"$ref": "#/$defs/x"}, {"minProperties": at}]} for at in range(2_000)},
        "$defs": {"x": {"properties": {f"z{at}": {"type": type_} for at in range(count)}}},
    },
    "allOf with two large definitions": lambda count, type_: {
        "properties": {
            f"p{at}": {"allOf": [{"$ref": "#/$defs/x"}, {"$ref": "#/$defs/y"}, {"minProperties": at}]}
            for at in range(2_000)
        },
        "$defs": {
            "x": {"properties": {f"z{at}": {"type": type_} for at in range(count)}},
            "y": {"properties": {f"z{at}": {"minLength": 1} for at in range(count)}},
        },
    },
    "oneOf of large objects": lambda count, type_: {
        "oneOf": [
            {
                "required": ["kind"],
                "properties": {
                    "kind": {"const": f"{kind}"},
                    **{f"p{at}": {"type": type_, "title": f"{kind}"} for at in range(count)},
                },
            }
            for kind in range(59)
        ]
    },
    "oneOf of objects nearly alike": lambda count, type_: {
        "oneOf": [
            {"properties": {**{f"p{at}": {"maxLength": at} for at in range(count)}, "last": {"type": type_}}}
            for _ in range(59)
        ]
    },
    "oneOf in each property": lambda count, type_: {
        "properties": {
            f"p{at}": {"oneOf": [{"type": type_, "maxLength": at}, {"required": [f"{at}"]}, {"type": "array"}]}
            for at in range(count)
        }
    },
    "unevaluatedProperties over allOf": lambda count, type_: {
        "allOf": [{"properties": {f"a{at}": {"type": type_}}} for at in range(count)],
        "unevaluatedProperties": False,
    },
    "unevaluatedProperties in each property": lambda count, type_: {
        "properties": {
            f"p{at}": {"allOf": [{"properties": {f"a{at}": {"type": type_}}}], "unevaluatedProperties": False}
            for at in range(count)
        }
    },
    "propertyNames in each property": lambda count, type_: {
        "properties": {f"p{at}": {"propertyNames": {"maxLength": at, "enum": [type_]}} for at in range(count)}
    },
    "contains in each property": lambda count, type_: {
        "properties": {f"p{at}": {"contains": {"type": type_, "maxLength": at}} for at in range(count)}
    },
    "if beside if": lambda count, type_: {
        "allOf": [
            {"if": {"properties": {"k": {"const": at}}}, "then": {"required": [f"{type_}{at}"]}} for at in range(count)
        ]
    },
    "if alone in each property": lambda count, type_: {
        "properties": {f"p{at}": {"if": {"type": type_, "maxLength": at}} for at in range(count)}
    },
    "unknown keywords": lambda count, type_: {
        "properties": {f"p{at}": {"type": type_, "optional": True, "mn": at} for at in range(count)}
    },
    "the whole again in each property": lambda count, type_: {
        "properties": {f"p{at}": {"$ref": "#", "maxProperties": at, "required": [type_]} for at in range(count)}
    },
    "expressions": lambda count, type_: {
        "properties": {f"p{at}": {"pattern": f"^{type_}(a|b?)*c{{0,9}}{at}(d+)+$"} for at in range(count)}
    },
    "expressions for names": lambda count, type_: {
        "patternProperties": {f"^p{at}[a-z0-9]*$": {"type": type_} for at in range(190)},
        "properties": {f"p{at}": {"type": type_} for at in range(count)},
    },
}
"""Schemas whose parts are looked at again and again."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="")
    wanted = parser.parse_args()
    for name, built in ((name, built) for name, built in schemas().items() if wanted.only in name):
        parts = as_many_as(wanted.size, built)
        old, new = built(parts, "string"), built(parts, "number")
        least, found, undecided = min(compared(old, new) for _ in range(wanted.runs))
        check, diff = whole_commands(old, new, wanted.runs)
        told = f"{found} differences, {undecided} undecided"
        took = f"compare {least:5.2f} s   check {check:5.2f} s   diff {diff:5.2f} s"
        print(f"{name:40} {took}   ({parts} parts, {len(dumps(new))} bytes; {told}; {wanted.runs} runs)")


def whole_commands(old: Any, new: Any, runs: int) -> tuple[float, float]:
    """Seconds that `meshctl check` takes over the later version, and `meshctl diff` over both."""
    with TemporaryDirectory() as directory:
        before, now = Path(directory) / "before", Path(directory) / "now"
        write_catalogue(before, old)
        write_catalogue(now, new)
        check = min(cold(now, "check") for _ in range(runs))
        return check, min(cold(now, "diff", "--base", str(before)) for _ in range(runs))


def write_catalogue(root: Path, schema: Any) -> None:
    """A catalogue with one event, which a service of another name receives."""
    write(root / "mesh.yaml", MESH)
    write(root / "things" / "system.yaml", SYSTEM.format(system="things").replace("system-things", "things"))
    write(
        root / "things" / "store.yaml",
        f"service: store\ndescription: Stores things.\n\npublishes:\n{EVENT.format(number=0)}",
    )
    write(root / "things" / "shelf.yaml", SHELF)
    write(root / "things" / "events" / "Thing0.v1.json", dumps(schema))


def compared(old: Any, new: Any) -> tuple[float, int, int]:
    begin = process_time()
    found = compare(old, new).differences
    return process_time() - begin, len(found), sum(one.effect is Effect.UNDECIDED for one in found)


def as_many_as(size: int, built: Built) -> int:
    """Of how many parts the largest schema is that has so many bytes at most, and that a catalogue is read with."""
    least, most = 1, MOST_SUBSCHEMAS
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if is_read(built(middle, "string"), size) else (least, middle - 1)
    return least


def is_read(schema: Any, size: int) -> bool:
    if len(dumps(schema)) > size:
        return False
    subschemas = Subschemas.of(schema)
    few = len(subschemas.by_path) <= MOST_SUBSCHEMAS
    return few and next(iter(expression_faults(subschemas)), None) is None


def schemas() -> dict[str, Built]:
    found: dict[str, Built] = {word: listing(word, part) for word, part in LISTED.items()}
    found |= {word: naming(word, part, "{at}") for word, part in NAMED.items()}
    found |= {f"{word}, renamed": naming(word, part, "{type_}{at}") for word, part in NAMED.items()}
    found["enum"] = lambda count, type_: {"enum": [f"{type_}{at}" for at in range(count)]}
    found["required"] = lambda count, type_: {"required": [f"{type_}{at}" for at in range(count)]}
    found["references"] = lambda count, type_: {
        "properties": {f"p{at}": {"$ref": "#/$defs/x"} for at in range(count)},
        "$defs": {"x": {"type": type_}},
    }
    return found | ENTANGLED


def listing(word: str, part: Part) -> Built:
    return lambda count, type_: {word: [part(at, type_) for at in range(count)]}


def naming(word: str, part: Part, name: str) -> Built:
    return lambda count, type_: {word: {name.format(at=at, type_=type_): part(at, type_) for at in range(count)}}


if __name__ == "__main__":
    main()
