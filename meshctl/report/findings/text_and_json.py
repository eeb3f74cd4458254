"""Findings for people and for programs. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from json import dumps
from posixpath import join

from meshctl.model.findings import Finding, Severity
from meshctl.report.plain import plain
from meshctl.report.plurals import counted


def findings_as_text(findings: Iterable[Finding], contents: Mapping[str, bytes]) -> str:
    """Each finding with its place, the line it is about, why and help; one blank line between them."""
    lines_of = cache(lambda file: _lines(contents.get(file, b"")))  # a file may have findings in all its lines
    return "\n\n".join(_as_text(finding, lines_of) for finding in findings)


def findings_as_json(findings: Iterable[Finding]) -> str:
    """`{"findings": [...]}` with the fields of each finding and its place."""
    listed = [
        {
            "check": one.check,
            "severity": one.severity,
            "file": one.place.file,
            "line": one.place.line,
            "column": one.place.column,
            "message": one.message,
            "why": one.why,
            "help": one.help,
        }
        for one in findings
    ]
    return dumps({"findings": listed}, indent=2)  # in ASCII: a file's name may hold what is no UTF-8


def in_lines(finding: Finding) -> str:
    """All that a finding says, in up to three lines; a line feed in what it quotes makes no further one."""
    return "\n".join(plain(line) for line in finding.lines)


def summary(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning, 1 note`; of what there is none nothing is said."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(counted(counts[one], one) for one in Severity if counts[one])


def below(directory: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings with files that are read from where `directory`, the catalogue's, is."""
    return tuple(replace(one, place=one.place._replace(file=join(directory, one.place.file))) for one in findings)


def _as_text(finding: Finding, lines_of: Callable[[str], Sequence[str]]) -> str:
    place = finding.place
    gutter = " " * len(str(place.line))
    lines = [f"{finding.severity}[{finding.check}]: {plain(finding.message)}", f"{gutter}--> {plain(str(place))}"]
    source = _line(lines_of(place.file), place.line) if finding.shown else ""
    if source.strip():
        shown, length = plain(source), max(1, min(place.length, len(source) - place.column + 1))
        indent = len(plain(source[: place.column - 1]))
        lines += [f"{gutter} |", f"{place.line} | {shown}", f"{gutter} | {' ' * indent}{'^' * length}"]
    lines += [f"{gutter} = why: {plain(finding.why)}"] if finding.why else []
    lines += [f"{gutter} = help: {plain(finding.help)}"] if finding.help else []
    return "\n".join(lines)


def _lines(content: bytes) -> Sequence[str]:
    return content.decode("utf-8-sig", "replace").splitlines()


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1][:200] if 0 < number <= len(lines) else ""
