"""What there is to say of one event pattern: whether AWS takes it, and whether it matches an event. Values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PatternReading:
    """What AWS says of a pattern: `field` and `reason` are of a refusal, and empty where it is taken.

    `characters` are those that count against the quota, `quota` what a rule takes unless AWS has raised it, `most` what it
    takes at all. `combinations` are those of the choices of `$or`: 1 without any, 0 where the pattern cannot be read.
    `aws` are AWS's own words for the mistake, empty where they are not known. `repeated` are the fields that stand twice
    in one object: of their lists AWS takes the last alone, of their objects all. `doubts` say what AWS takes that nobody can have
    meant, each with what to write instead.
    """

    taken: bool
    field: str
    reason: str
    characters: int
    quota: int
    most: int
    combinations: int
    most_combinations: int
    aws: str = ""
    repeated: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def needs_quota_raised(self) -> bool:
        """Whether it is longer than AWS takes until it has raised the quota."""
        return self.characters > self.quota


@dataclass(frozen=True, slots=True)
class PatternVerdict:
    """Whether a pattern matches an event, and else its deciding field; `line` is the event's line in a file of many."""

    line: int
    matches: bool
    field: str = ""
    wanted: str = ""
    found: str = ""
    sentence: str = ""
