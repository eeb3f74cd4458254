"""A planned change for a pull request, as Markdown: people, then how, then stacks and resources, folded. Pure.

What comes from a catalogue cannot become markup there. What a comment has no room for is cut by lines, and counted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from meshctl.changes.planned_change import PlannedChange
from meshctl.report.markdown import escaped
from meshctl.report.planned.sections import (
    ChangeLine,
    in_all,
    later_parts,
    not_compared,
    nothing_to_do,
    resources_by_stack,
    sections,
)
from meshctl.report.plurals import counted

MOST_CHARACTERS = 60_000
"""GitHub takes comments of 65,536 characters; some room is left for what people put around it."""
UNFOLDED = 20
"""Items of a section that are shown at once; longer lists are folded."""
LONGEST_LINE = 500
_ROOM_TO_SAY_IT = 200


def planned_as_markdown(planned: PlannedChange) -> str:
    """At most `MOST_CHARACTERS` characters; where lines are cut, the last line says how many."""
    page = _Page()
    heading = f"{'Destroying' if planned.destroys else 'Changes in'} {planned.whose}"
    summary = in_all(planned) if planned.does_something else nothing_to_do(planned)
    said = [_escaped(one) for one in (heading, summary, not_compared(planned)) if one]
    page.write((f"### {said[0]}", *(line for one in said[1:] for line in ("", one))), (), ())
    for title, items in sections(planned):
        page.write(*_section(title, items))
    for title, items in (*resources_by_stack(planned), *later_parts(planned)):
        page.write(*_folded(title, [line for item in items for line in _lines(item)]))
    return page.text()


_Parts = tuple[Sequence[str], Sequence[str], Sequence[str]]
"""How something begins, its lines, of which some may be cut, and how it ends."""


@dataclass(slots=True)
class _Page:
    """Lines, as far as there is room for them."""

    lines: list[str] = field(default_factory=list)
    characters: int = 0
    cut: int = 0

    def write(self, begin: Sequence[str], lines: Sequence[str], end: Sequence[str]) -> None:
        """Writes what begins and ends with as many of its lines as fit, or nothing of it."""
        if not self._fits((*begin, *end, *lines[:1])):
            self.cut += len(lines) or 1
            return
        self._add(begin)
        for line in lines:
            if self._fits((line, *end)):
                self._add((line,))
            else:
                self.cut += 1
        self._add(end)

    def text(self) -> str:
        """The page, and how many lines it has no room for."""
        if self.cut:
            more = f"{counted(self.cut, 'line')} cut: there is no room for more here; `--format json` has everything."
            self.lines += ["", more]
        return "\n".join(self.lines)

    def _fits(self, lines: Sequence[str]) -> bool:
        return self.characters + _size(lines) <= MOST_CHARACTERS - _ROOM_TO_SAY_IT

    def _add(self, lines: Iterable[str]) -> None:
        added = [*lines]
        self.lines += added
        self.characters += _size(added)


def _size(lines: Iterable[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _section(title: str, items: Sequence[ChangeLine]) -> _Parts:
    lines = [line for item in items for line in _lines(item)]
    if len(items) > UNFOLDED:
        return _folded(f"{title}: {len(items)}", lines)
    return ("", f"**{_escaped(title)}**", ""), lines, ()


def _lines(item: ChangeLine) -> Iterator[str]:
    yield f"- {_escaped(item.line)}"
    yield from (f"  - {_escaped(line)}" for line in item.below)


def _folded(title: str, lines: Sequence[str]) -> _Parts:
    """HTML is only HTML up to the next empty line: what is below the summary is Markdown again."""
    return ("", f"<details><summary>{_escaped(title)}</summary>", ""), lines, ("", "</details>")


def _escaped(text: str) -> str:
    return escaped(text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}… ({len(text) - LONGEST_LINE} more)")
