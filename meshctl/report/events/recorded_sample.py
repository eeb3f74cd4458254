"""Who would have received a sample of recorded events, for people and for programs. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from json import dumps

from meshctl.report.events.not_known import not_known
from meshctl.report.plain import plain
from meshctl.report.plurals import counted
from meshctl.results.events.recorded_sample import EventSample, EventTally, SubscriptionTally

_OTHER_ACCOUNTS = "refused, since they come from another account than the publisher's (is it the right --stage?)"


def sample_as_text(sample: EventSample) -> str:
    """Who would have received how many of the recorded events, and what changes against the base."""
    return "\n".join(plain(line) for line in _lines(sample))


def sample_as_json(sample: EventSample) -> str:
    """`{"sample": {...}}`, in ASCII; with `won` and `lost` where it was compared."""
    told = asdict(sample)
    compared = told.pop("compared") or {}
    return dumps({"sample": told | compared}, indent=2)


def _lines(sample: EventSample) -> Iterator[str]:
    yield from _tallied(sample)
    yield from not_known(sample.unclear, sample.unread)


def _tallied(sample: EventSample) -> Iterator[str]:
    yield f"{counted(sample.events, 'event')} of the sample:"
    yield from _left_out("published by no service", sample.published_by_nobody)
    yield from _left_out(_OTHER_ACCOUNTS, sample.from_other_accounts)
    if sample.compared is None:
        yield from ("", "deliveries:", *_tallies(sample.deliveries))
        return
    for title, tallies in (("deliveries won", sample.compared.won), ("deliveries lost", sample.compared.lost)):
        yield from ("", f"{title}: {sum(one.events for one in tallies)}", *_tallies(tallies))


def _left_out(why: str, tally: EventTally) -> Iterator[str]:
    if tally.events:
        yield f"  {why}: {tally.events} (lines {_numbers(tally.lines)})"


def _tallies(tallies: Iterable[SubscriptionTally]) -> Iterator[str]:
    for one in tallies:
        more = ", ..." if one.events > len(one.lines) else ""
        yield f"  {one.subscription}: {one.events} (lines {_numbers(one.lines)}{more})"


def _numbers(lines: Iterable[int]) -> str:
    return ", ".join(map(str, lines))
