"""A planned change for a terminal. Pure."""

from collections.abc import Iterator

from meshctl.changes.planned_change import PlannedChange
from meshctl.report.plain import plain
from meshctl.report.planned.sections import (
    ChangeLine,
    Section,
    in_all,
    later_parts,
    not_compared,
    nothing_to_do,
    resources_by_stack,
    sections,
)


def planned_as_text(planned: PlannedChange) -> str:
    """What changes for people first, then how, then every resource by stack."""
    told = [_section(one) for one in sections(planned)]
    if not planned.does_something:
        return "\n\n".join(filter(None, (plain(nothing_to_do(planned)), *told, plain(not_compared(planned)))))
    stacks = "\n".join(line for title, items in resources_by_stack(planned) for line in _stack(title, items))
    later = [_section(one) for one in later_parts(planned)]
    return "\n\n".join(filter(None, (*told, stacks, plain(in_all(planned)), *later, plain(not_compared(planned)))))


def _section(section: Section) -> str:
    title, items = section
    return "\n".join((plain(f"{title}:"), *(line for item in items for line in _lines(item))))


def _lines(item: ChangeLine) -> Iterator[str]:
    yield plain(f"  {item.line}")
    yield from (plain(f"      {line}") for line in item.below)


def _stack(title: str, items: tuple[ChangeLine, ...]) -> Iterator[str]:
    yield plain(f"  {title.partition(':')[0]}")
    yield from (plain(f"    {item.line}") for item in items)
