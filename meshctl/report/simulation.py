"""What would become of events, for people. Pure; programs get the records themselves."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from meshctl.report.plain import counted, plain
from meshctl.report.tables import table

Record = Mapping[str, Any]
_LEFT_OUT = {
    "published_by_nobody": "published by no service",
    "from_other_accounts": "refused, since they come from another account than the publisher's (is it the right --stage?)",
}


def foresight_as_text(told: Record) -> str:
    """The event, its deliveries, what decides against the other subscriptions to it, and what it costs."""
    return "\n".join(map(_indented, _lines(told)))


def sample_as_text(told: Record) -> str:
    """Who would have received how many of the recorded events, and what changes against the base."""
    lines = [f"{counted(told['events'], 'event')} of the sample:"]
    for key, words in _LEFT_OUT.items():
        if told[key]["events"]:
            lines.append(f"  {words}: {told[key]['events']} (lines {_numbers(told[key]['lines'])})")
    for key, title in (("won", "deliveries won"), ("lost", "deliveries lost")):
        if key in told:
            lines += ["", f"{title}: {sum(one['events'] for one in told[key])}", *_tallies(told[key])]
    if "won" not in told:
        lines += ["", "deliveries:", *_tallies(told["deliveries"])]
    return "\n".join(plain(line) for line in lines)


def _lines(told: Record) -> Iterator[str]:
    yield plain(f"{told['detail_type']} from {told['source']}")
    if told["refusal"]:
        yield plain(f"  is refused: {told['refusal']}")
        return
    yield plain(f"  {told['event']}, published by {told['publisher']} in the account {told['account']}")
    yield ""
    yield "delivered to:" if told["deliveries"] else "It is delivered to nobody."
    yield from _table([_delivery(one) for one in told["deliveries"]])
    against = [one for one in told["undelivered"] if one["wants_this_event"]]
    if against:
        yield from ("", "not delivered to:")
        yield from _table([{"subscription": one["subscription"], "because": one["sentence"]} for one in against])
    others = len(told["undelivered"]) - len(against)
    if others:
        yield from (
            "",
            f"{counted(others, 'subscription')} on the same bus want{'s' if others == 1 else ''} another event.",
        )
    yield ""
    yield _costs(told["costs"])


def _delivery(one: Record) -> Record:
    hops = f"over {counted(one['hops'], 'further bus').replace('buss', 'buses')}" if one["hops"] else "direct"
    return {
        "subscription": one["subscription"],
        "channel": one["channel"] + (", buffered" if one["buffered"] else ""),
        "account": one["account"],
        "way": hops,
        "bytes": one["bytes"],
        "dead letters": one["dead_letters"] or "none: lost",
    }


def _costs(costs: Record) -> str:
    publishing, delivering = Decimal(costs["publishing_a_million"]), Decimal(costs["delivering_a_million"])
    prices = f"prices of {costs['prices_of']} in {costs['region']}, without channels and archive"
    sums = f"{publishing} for publishing and {delivering} for delivering a million"
    return f"{publishing + delivering} {costs['currency']}: {sums} ({prices})"


def _table(records: list[Record]) -> Iterator[str]:
    return (f"  {line}" for line in table(records).splitlines())


def _tallies(listed: list[Record]) -> Iterator[str]:
    for one in listed:
        yield f"  {one['subscription']}: {one['events']} (lines {_numbers(one['lines'])}{', ...' if one['events'] > len(one['lines']) else ''})"


def _numbers(lines: list[int]) -> str:
    return ", ".join(map(str, lines))


def _indented(line: str) -> str:
    return line.rstrip()
