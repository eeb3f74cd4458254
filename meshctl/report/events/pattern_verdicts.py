"""What there is to say of one pattern, for people and for programs. Pure."""

from collections.abc import Sequence
from dataclasses import asdict
from json import dumps

from meshctl.report.plain import plain
from meshctl.report.plurals import counted
from meshctl.results.events.pattern_verdict import PatternReading, PatternVerdict


def reading_as_text(reading: PatternReading) -> str:
    """One sentence: taken, taken once the quota is raised, or refused and where, and in what words; then what counts against the quotas."""
    if not reading.taken:
        lines = [f"AWS refuses it: {reading.field or 'the pattern'}: {reading.reason}"]
        lines += [f'AWS says: "{reading.aws}"'] if reading.aws else []
        return "\n".join(map(plain, lines))
    raised = "AWS takes it only once it has raised the quota for you"
    verdict = raised if reading.needs_quota_raised else "AWS takes it"
    counts = [f"{reading.characters:,} of {reading.quota:,} characters (at most {reading.most:,})"]
    if reading.combinations > 1:
        counts.append(f"{reading.combinations:,} of {reading.most_combinations:,} combinations of $or")
    return "\n".join(
        [
            f"{verdict}: {', '.join(counts)}.",
            *map(plain, map(_repeating, reading.repeated)),
            *map(_doubting, reading.doubts),
        ]
    )


def _doubting(doubt: str) -> str:
    return plain(f"Is that meant? {doubt}")


def _repeating(field: str) -> str:
    return f"{field} stands twice: of two lists AWS takes the last, of two objects both. Write it once."


def reading_as_json(reading: PatternReading) -> str:
    """`{"pattern": {...}}`, in ASCII."""
    return dumps({"pattern": asdict(reading)}, indent=2)


def verdict_as_text(verdict: PatternVerdict) -> str:
    """`matches`, or the sentence of the deciding field."""
    return "matches" if verdict.matches else plain(f"does not match: {verdict.sentence}")


def verdict_as_json(verdict: PatternVerdict) -> str:
    """`{"verdict": {...}}`, in ASCII."""
    return dumps({"verdict": asdict(verdict)}, indent=2)


def verdicts_as_text(verdicts: Sequence[PatternVerdict]) -> str:
    """A line for each event, and how many match."""
    told = [f"{verdict.line:>6}  {verdict_as_text(verdict)}" for verdict in verdicts]
    return "\n".join([*told, f"{_matching(verdicts):,} of {counted(len(verdicts), 'event')} match"])


def verdicts_as_json(verdicts: Sequence[PatternVerdict]) -> str:
    """`{"events": 2, "matching": 1, "verdicts": [...]}`, in ASCII."""
    facts = {"events": len(verdicts), "matching": _matching(verdicts), "verdicts": [asdict(one) for one in verdicts]}
    return dumps(facts, indent=2)


def description_as_text(lines: Sequence[str]) -> str:
    """A line for each field."""
    return "\n".join(map(plain, lines))


def description_as_json(lines: Sequence[str]) -> str:
    """`{"lines": [...]}`, in ASCII."""
    return dumps({"lines": lines}, indent=2)


def _matching(verdicts: Sequence[PatternVerdict]) -> int:
    return sum(verdict.matches for verdict in verdicts)
