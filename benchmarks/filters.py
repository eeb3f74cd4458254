"""How long it takes to judge filters against the schemas of their events.

    python benchmarks/filters.py [subscriptions] [--runs N]

with the Python that meshctl is installed for; 3000 subscriptions and 5 runs, if not said otherwise. Each has a filter
of its own, of one to three fields, on one of a hundred schemas of some twenty fields with nested objects, arrays, enums
and alternatives; nothing is kept between judgements. Prints seconds of the processor, the least of the runs, since noise
only adds, and how many filters came to which verdict.
"""

import argparse
from collections import Counter
from random import Random
from time import process_time
from typing import Any

from meshctl.contracts.filters.judge import judge
from meshctl.patterns import Pattern

COUNTRIES = ["DE", "FR", "NL", "BE", "IT"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("subscriptions", nargs="?", type=int, default=3000)
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    random = Random(1)
    schemas = [schema(random) for _ in range(100)]
    asked = [(where(random), random.choice(schemas)) for _ in range(wanted.subscriptions)]
    least, verdicts = min((seconds(asked) for _ in range(wanted.runs)), key=lambda one: one[0])
    told = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    print(f"{wanted.subscriptions} subscriptions   {least:6.2f} s   ({told}; {wanted.runs} runs)")


def seconds(asked: list[tuple[Any, Any]]) -> tuple[float, Counter[str]]:
    begin = process_time()
    verdicts = Counter(judge(Pattern.parse(pattern), data).matches.value for pattern, data in asked)
    return process_time() - begin, verdicts


def schema(random: Random) -> dict[str, Any]:
    address = {
        "type": "object",
        "required": ["country"],
        "properties": {"country": {"enum": random.sample(COUNTRIES, 3)}, "city": {"type": "string", "minLength": 1}},
    }
    line = {
        "type": "object",
        "required": ["sku", "quantity"],
        "properties": {"sku": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{4}$"}, "quantity": {"type": "integer"}},
    }
    payment = [
        {"type": "object", "required": ["kind"], "properties": {"kind": {"const": kind}, kind: {"type": "string"}}}
        for kind in ("card", "invoice", "voucher")
    ]
    return {
        "type": "object",
        "required": ["order_id", "total", "currency", "address", *random.sample(["lines", "payment", "placed"], 2)],
        "additionalProperties": random.choice([True, False]),
        "properties": {
            "order_id": {"type": "string", "minLength": 1, "maxLength": 64},
            "total": {"type": "number", "minimum": 0},
            "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            "address": {"$ref": "#/$defs/address"},
            "lines": {"type": "array", "minItems": 1, "items": line},
            "payment": {"oneOf": payment},
            "placed": {"type": "string", "format": "date-time"},
            **{f"note{number}": {"type": ["string", "null"], "maxLength": 80} for number in range(12)},
        },
        "$defs": {"address": address},
    }


def where(random: Random) -> dict[str, Any]:
    low = random.randint(-50, 500)
    fields: list[dict[str, Any]] = [
        {"total": [{"numeric": [">", low, "<=", low + 100]}]},
        {"currency": [random.choice(["EUR", "usd", {"prefix": "E"}])]},
        {"address": {"country": [random.choice([*COUNTRIES, "de"]), {"anything-but": ["DE", "FR"]}]}},
        {"lines": {"sku": [{"prefix": "AB-"}], "quantity": [{"numeric": [">=", 2]}]}},
        {"payment": {"kind": [random.choice(["card", "cash"])]}},
        {"placed": [{"exists": random.choice([True, False])}]},
        {"note3": [None, {"wildcard": "a*b"}]},
        {"voucher": [{"exists": False}]},
    ]
    chosen = random.sample(fields, random.randint(1, 3))
    return {name: below for field in chosen for name, below in field.items()}


if __name__ == "__main__":
    main()
