"""How long meshctl asks one event with a huge array of many rules that look for several fields in one element.

    python benchmarks/arrays.py [rules]

with the Python that meshctl is installed for; 100 rules if not said otherwise. An array has 25,000 elements, half a
megabyte and more of JSON. The rules of a kind differ in what they look for. Prints seconds of the processor, one core,
for an event whose array nobody has looked into before.
"""

import sys
from time import process_time
from typing import Any

from meshctl.patterns import Pattern, RuleSet

ELEMENTS = 25_000
ITEMS = [{"article": f"a{at % 2000}", "count": at} for at in range(ELEMENTS)]
PARCELS = [{"parts": ITEMS[at : at + 2], "place": f"p{at % 100}"} for at in range(0, ELEMENTS, 2)]
TAGS = [f"tag-{at}" for at in range(ELEMENTS)]


def main(rules: int) -> None:
    measured: dict[str, tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]] = {
        "items": ({"items": ITEMS}, items(rules)),
        "parcels": ({"parcels": PARCELS}, parcels(rules)),
        "tags": ({"tags": TAGS}, tags(rules)),
    }
    for name, (event, kinds) in measured.items():
        for kind, details in kinds.items():
            print(f"{name}: {kind}: {seconds(details, event):.2f} s")


def seconds(details: list[dict[str, Any]], event: dict[str, Any]) -> float:
    rules = RuleSet({f"rule-{at}": Pattern.parse({"detail": detail}) for at, detail in enumerate(details)})
    begin = process_time()
    rules.matching({"detail": event})
    return process_time() - begin


def items(rules: int) -> dict[str, list[dict[str, Any]]]:
    def above(at: int) -> list[dict[str, Any]]:
        return [{"numeric": [">", at]}]

    fields: dict[str, list[dict[str, Any]]] = {
        "article and count": [{"article": [f"a{at}"], "count": above(at)} for at in range(rules)],
        "beginning of article and count": [
            {"article": [{"prefix": f"a{at}"}], "count": above(at)} for at in range(rules)
        ],
        "piece of article and a count that none has": [
            {"article": [{"wildcard": f"*{at}*"}], "count": [{"numeric": ["<", -at - 1]}]} for at in range(rules)
        ],
        "any count but one, any article but one": [
            {"count": [{"anything-but": [at]}], "article": [{"anything-but": [f"a{at}"]}]} for at in range(rules)
        ],
        "no voucher, and article": [{"voucher": [{"exists": False}], "article": [f"a{at}"]} for at in range(rules)],
        "a field that only this rule names, and count": [
            {f"field-{at}": [1], "count": above(at)} for at in range(rules)
        ],
    }
    return {kind: [{"items": one} for one in many] for kind, many in fields.items()}


def parcels(rules: int) -> dict[str, list[dict[str, Any]]]:
    def wanted(at: int) -> dict[str, Any]:
        return {"place": [f"p{at % 100}"], "parts": {"article": [f"a{at}"], "count": [{"numeric": [">", at]}]}}

    return {"place, and article and count of a part": [{"parcels": wanted(at)} for at in range(rules)]}


def tags(rules: int) -> dict[str, list[dict[str, Any]]]:
    return {
        "equal": [{"tags": [f"tag-{at}"]} for at in range(rules)],
        "a piece that none has": [{"tags": [{"wildcard": f"*x{at}*"}]} for at in range(rules)],
        "anything but a beginning": [{"tags": [{"anything-but": {"prefix": f"tag-{at}"}}]} for at in range(rules)],
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100)
