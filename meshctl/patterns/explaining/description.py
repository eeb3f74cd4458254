"""A whole pattern in plain words, a line for each field. Matches nothing."""

from collections.abc import Iterable, Iterator

from meshctl.patterns.explaining.field_wording import predicate
from meshctl.patterns.matching.pattern import Pattern
from meshctl.patterns.syntax.branches import Branch, Field
from meshctl.patterns.syntax.invalid_pattern import field_of


def described(pattern: Pattern) -> tuple[str, ...]:
    """Lines such as `detail.data.country: is "DE" or begins with "F"`; an event has to fit every line.

    What the choices of an `$or` have in common comes first, then each choice, its lines indented.
    """
    first, *others = [{_meaning(field): field for field in branch} for branch in pattern.branches]
    common = {meaning for meaning in first if all(meaning in other for other in others)}
    lines = _lines(field for meaning, field in first.items() if meaning in common)
    if not others:
        return tuple(lines)
    return (*lines, "and one of" if common else "one of", *_choices(pattern.branches, common))


def _choices(branches: Iterable[Branch], common: set[tuple[object, ...]]) -> Iterator[str]:
    for branch in branches:
        lines = list(_lines(field for field in branch if _meaning(field) not in common)) or ["nothing more"]
        yield f"  - {lines[0]}"
        yield from (f"    {line}" for line in lines[1:])


def _meaning(field: Field) -> tuple[object, ...]:
    """What tells a field from others that ask for something else; where arrays are shared is no part of it."""
    return field.path, field.accepted


def _lines(fields: Iterable[Field]) -> Iterator[str]:
    """The envelope first, then what lies below it."""
    for field in sorted(fields, key=lambda one: (len(one.path.names) > 1, one.path.names)):
        yield f"{field_of(field.path.names)}: {predicate(field.accepted)}"
