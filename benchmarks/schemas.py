"""How long it takes to compare two versions of a schema that is built to take long.

    python benchmarks/schemas.py [--size BYTES] [--runs N]

with the Python that meshctl is installed for; 1,000,000 bytes and 3 runs, if not said otherwise. Each schema is as large as that
and made of as many parts of one kind; its later version has another type in each of them. Prints seconds of the processor, the
least of the runs, since noise only adds, and how many differences were found. None may take more than 2 seconds on a quiet machine.
"""

import argparse
from collections.abc import Callable
from json import dumps
from time import process_time
from typing import Any

from meshctl.contracts.versions.compare import compare

Part = Callable[[int, str], Any]
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    wanted = parser.parse_args()
    for name, built in schemas().items():
        old, new = (as_large_as(wanted.size, built, type_) for type_ in ("string", "number"))
        least, found = min(compared(old, new) for _ in range(wanted.runs))
        print(f"{name:40} {least:6.2f} s   ({found} differences; {wanted.runs} runs)")


def compared(old: Any, new: Any) -> tuple[float, int]:
    begin = process_time()
    found = compare(old, new)
    return process_time() - begin, len(found.differences)


def as_large_as(size: int, built: Callable[[int, str], Any], type_: str) -> Any:
    """The schema of as many parts as make it so large."""
    one = len(dumps(built(1_000, type_))) / 1_000
    return built(int(size / one), type_)


def schemas() -> dict[str, Callable[[int, str], Any]]:
    found: dict[str, Callable[[int, str], Any]] = {word: listing(word, part) for word, part in LISTED.items()}
    found |= {word: naming(word, part, "{at}") for word, part in NAMED.items()}
    found |= {f"{word}, renamed": naming(word, part, "{type_}{at}") for word, part in NAMED.items()}
    found["enum"] = lambda count, type_: {"enum": [f"{type_}{at}" for at in range(count)]}
    found["required"] = lambda count, type_: {"required": [f"{type_}{at}" for at in range(count)]}
    found["references"] = lambda count, type_: {
        "properties": {f"p{at}": {"$ref": "#/$defs/x"} for at in range(count)},
        "$defs": {"x": {"type": type_}},
    }
    return found


def listing(word: str, part: Part) -> Callable[[int, str], Any]:
    return lambda count, type_: {word: [part(at, type_) for at in range(count)]}


def naming(word: str, part: Part, name: str) -> Callable[[int, str], Any]:
    return lambda count, type_: {word: {name.format(at=at, type_=type_): part(at, type_) for at in range(count)}}


if __name__ == "__main__":
    main()
