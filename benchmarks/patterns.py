"""How many events a second meshctl matches against the rules of a mesh, beside moto's matcher in the same run.

    python benchmarks/patterns.py [rules ...] [--runs N]

with the Python that meshctl is installed for; 100, 1000 and 10000 rules, 5 runs each, if not said otherwise. Of the
rules, 96 % pin account, source and detail-type as those of the hub do, and half of these have a filter on the data; the
others pin nothing and filter by part of a name, a number or a text. The 10,000 events of about 650 bytes are decoded
beforehand; each run begins with a fresh rule set. Then 1,000 wildcards on one field, and no rule pins anything.

Prints medians in seconds of the processor, one core; the memory is what patterns and index keep, after the events. moto
is asked about fewer events, since it asks its rules one by one. Its answers differ where it is not exact, so they are
compared by their number only.
"""

import argparse
import gc
import json
import random
import tracemalloc
from collections.abc import Callable
from functools import partial
from statistics import median
from time import process_time
from typing import Any

from meshctl.patterns import Pattern, RuleSet

EVENTS = 10_000
PAIRS_ASKED_OF_MOTO = 500_000
FILTERS: tuple[dict[str, Any], ...] = (
    {"total": [{"numeric": [">", 0, "<=", 500]}], "country": ["DE", {"prefix": "F"}]},
    {"name": [{"anything-but": ["Ada", "Grace"]}]},
    {"country": ["DE", "FR"]},
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="*", type=int, default=[100, 1000, 10_000])
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    for rules in wanted.rules:
        report(f"{rules:,} rules", mesh_rules(rules), mesh_events(rules), wanted.runs)
    report("1,000 wildcards on one field", wildcards(), mesh_events(1_000)[:1_000], wanted.runs)


def report(title: str, rules: dict[str, str], events: list[dict[str, Any]], runs: int) -> None:
    compiling = median(seconds(lambda: compiled(rules)) for _ in range(runs))
    matching = median(seconds(partial(all_matches, compiled(rules), events)) for _ in range(runs))
    matches = all_matches(compiled(rules), events)
    rate, few = len(events) / matching, events[: PAIRS_ASKED_OF_MOTO // len(rules)]
    theirs, taking = of_moto(rules, few)
    print(f"{title}: {rate:,.0f} events/s, {matches / len(events):.1f} matches an event")
    print(f"    compiled in {compiling:.3f} s, {megabytes(rules, events):.1f} MB")
    ours = all_matches(compiled(rules), few)
    print(f"    moto: {len(few) / taking:,.0f} events/s, so meshctl is {rate * taking / len(few):,.0f} times as fast;")
    print(f"    of the first {len(few):,} events, meshctl finds {ours:,} matches and moto {theirs:,}")


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    begin = process_time()
    work()
    return process_time() - begin


def compiled(rules: dict[str, str]) -> RuleSet:
    return RuleSet({name: Pattern.parse(text) for name, text in rules.items()})


def all_matches(rules: RuleSet, events: list[dict[str, Any]]) -> int:
    return sum(len(rules.matching(event)) for event in events)


def megabytes(rules: dict[str, str], events: list[dict[str, Any]]) -> float:
    tracemalloc.start()
    kept = compiled(rules)
    all_matches(kept, events)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return size / 2**20


def of_moto(rules: dict[str, str], events: list[dict[str, Any]]) -> tuple[int, float]:
    """How many matches moto finds, and the seconds it takes."""
    from moto.events.models import EventPattern  # noqa: PLC0415 - it takes a second

    patterns = [EventPattern.load(text) for text in rules.values()]
    begin = process_time()
    matches = sum(pattern.matches_event(event) for event in events for pattern in patterns)
    return matches, process_time() - begin


def mesh_rules(count: int) -> dict[str, str]:
    """Rules by name; four subscriptions an event, and every 25th rule pins nothing."""
    chance = random.Random(count)
    return {f"rule-{at}": json.dumps(mesh_rule(at, events_of(count), chance)) for at in range(count)}


def events_of(rules: int) -> int:
    return max(10, rules // 4)


def mesh_rule(at: int, events: int, chance: random.Random) -> dict[str, Any]:
    number = chance.randrange(events)
    if at % 25 == 24:
        return unpinned(at // 25, number)
    pattern: dict[str, Any] = {name: [value] for name, value in envelope(number).items()}
    if chance.random() < 0.5:
        pattern["detail"] = {"data": chance.choice(FILTERS)}
    return pattern


def envelope(number: int) -> dict[str, str]:
    """What the rules pin of event `number`: its system is the account."""
    system = number // 10
    source = f"shop-{system}.service-{number}"
    return {"account": f"{111111111111 + system}", "source": source, "detail-type": f"Event{number}Happened.v1"}


def unpinned(kind: int, number: int) -> dict[str, Any]:
    kinds: list[dict[str, Any]] = [
        {"source": [{"prefix": f"shop-{number // 10}."}]},
        {"detail-type": [{"wildcard": f"*{number}Happened.*"}]},
        {"detail": {"data": {"total": [{"numeric": [">", 1_000 - number % 50]}]}}},
        {"detail": {"metadata": {"tenant": [f"tenant-{number}"]}}},
        {"detail": {"data": {"order": [{"suffix": f"-{number}"}], "country": ["DE"]}}},
    ]
    return kinds[kind % len(kinds)]


def mesh_events(rules: int) -> list[dict[str, Any]]:
    chance = random.Random(rules + 1)
    return [json.loads(json.dumps(mesh_event(at, events_of(rules), chance))) for at in range(EVENTS)]


def mesh_event(at: int, events: int, chance: random.Random) -> dict[str, Any]:
    metadata = {
        "correlation_id": name(chance),
        "causation_id": name(chance),
        "tenant": f"tenant-{chance.randrange(50)}",
    }
    data = {
        "order": f"order-{at}",
        "total": chance.randrange(1_000),
        "country": chance.choice(["DE", "FR", "IT", "US"]),
        "name": chance.choice(["Ada", "Barbara", "Grace", "Mary"]),
        "note": "Ring twice, leave it with the neighbour if nobody is in.",
        "lines": [{"article": f"article-{line}", "count": line} for line in range(1, 3)],
    }
    return {
        "version": "0",
        "id": name(chance),
        **envelope(chance.randrange(events)),
        "time": "2026-11-23T20:00:00Z",
        "region": "eu-west-1",
        "resources": [],
        "detail": {"metadata": metadata, "data": data},
    }


def name(chance: random.Random) -> str:
    digits = f"{chance.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def wildcards() -> dict[str, str]:
    return {
        f"rule-{at}": json.dumps({"detail": {"data": {"order": [{"wildcard": f"*-{at}*"}]}}}) for at in range(1_000)
    }


if __name__ == "__main__":
    main()
