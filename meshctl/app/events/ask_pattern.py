"""Use cases: would AWS take this pattern, does it match this event, and what does it say? Pure."""

import re
from collections.abc import Iterable, Iterator
from json import loads

from meshctl.app.events.read_event import EventObject, decoded_event
from meshctl.aws_facts.quotas import ADJUSTABLE_PATTERN, FIXED_PATTERN
from meshctl.errors import MeshctlError
from meshctl.patterns import InvalidPattern, Pattern, described, why_not
from meshctl.patterns.explaining.doubts import doubts
from meshctl.patterns.syntax.decoded import repeated_fields
from meshctl.patterns.syntax.invalid_pattern import field_of
from meshctl.patterns.syntax.parse import MOST_BRANCHES
from meshctl.results.events.pattern_verdict import PatternReading, PatternVerdict

_SPACE = re.compile(r'("(?:[^"\\]+|\\.)*+"?)|\s+', re.DOTALL)


def read_pattern(text: str, *, where: bool) -> PatternReading:
    """What AWS would say of the pattern; with `where`, of that of a subscription."""
    try:
        pattern, field, reason, aws = parsed(text, where=where), "", "", ""
    except InvalidPattern as refused:
        pattern, field, reason, aws = None, field_of(refused.place), refused.reason, refused.aws
    characters = len(_whole(_SPACE.sub(r"\1", text), where=where))
    if pattern and characters > FIXED_PATTERN:
        reason = f"it has {characters:,} characters, and AWS never takes more than {FIXED_PATTERN:,}; filter by less"
    combinations = len(pattern.branches) if pattern else 0
    repeated = repeated_fields(text) if pattern else ()
    return PatternReading(
        not reason,
        field,
        reason,
        characters,
        ADJUSTABLE_PATTERN,
        FIXED_PATTERN,
        combinations,
        MOST_BRANCHES,
        aws,
        repeated,
        tuple(_doubting(text, where=where)) if pattern else (),
    )


def _doubting(text: str, *, where: bool) -> Iterator[str]:
    for doubt in doubts(loads(text), where=where):
        yield f"{field_of(doubt.place)}: {doubt.sentence}; {doubt.help}"


def parsed(text: str, *, where: bool) -> Pattern:
    """The pattern over whole events. Raises `InvalidPattern`, its place as it is written."""
    pattern = Pattern.parse(text)
    return Pattern.parse(_whole(text, where=True)) if where else pattern


def explain_pattern(text: str, *, where: bool) -> tuple[str, ...]:
    """The pattern in plain words, line by line. Raises `MeshctlError` where AWS would refuse it."""
    return described(_taken(text, where=where))


def match_event(text: str, event: bytes, *, where: bool) -> PatternVerdict:
    """Whether the pattern matches the event. Raises `MeshctlError` for a refused pattern and for what is no event."""
    return _verdict(_taken(text, where=where), decoded_event(event, "the event"), 1, where=where)


def match_lines(text: str, lines: Iterable[bytes], *, where: bool) -> Iterator[PatternVerdict]:
    """The same of each line that is not blank."""
    pattern = _taken(text, where=where)
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _verdict(
                pattern, decoded_event(line.rstrip(), f"the event in line {number}", number), number, where=where
            )


def _taken(text: str, *, where: bool) -> Pattern:
    reading = read_pattern(text, where=where)
    if not reading.taken:
        place = reading.field or "the pattern"
        says = f'; AWS says: "{reading.aws}"' if reading.aws else ""
        raise MeshctlError(f"AWS would refuse the pattern: {place}: {reading.reason}", f"mend it there{says}")
    return parsed(text, where=where)


def _whole(text: str, *, where: bool) -> str:
    """The pattern that a `where` becomes a part of, but for what pins account, source and detail-type."""
    return f'{{"detail":{{"data":{text}}}}}' if where else text


def _verdict(pattern: Pattern, event: EventObject, line: int, *, where: bool) -> PatternVerdict:
    mismatch = why_not(pattern, _whole_event(event) if where else event)
    if mismatch is None:
        return PatternVerdict(line, matches=True)
    return PatternVerdict(
        line,
        matches=False,
        field=mismatch.path,
        wanted=mismatch.expected,
        found=mismatch.found,
        sentence=mismatch.sentence,
    )


def _whole_event(event: EventObject) -> EventObject:
    """An event that has no detail-type and no detail is the data alone."""
    return event if {"detail", "detail-type"} <= event.keys() else {"detail": {"data": event}}
