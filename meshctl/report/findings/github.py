"""Findings as workflow commands of GitHub Actions, which shows them beside the changed lines. Pure."""

from collections.abc import Iterable, Mapping

from meshctl.model.findings import Finding, Severity
from meshctl.report.findings.text_and_json import in_lines
from meshctl.report.plain import plain

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def findings_as_github(findings: Iterable[Finding]) -> str:
    """One command a line for each finding; its files are to be paths from the repository's root."""
    return "\n".join(_command(finding) for finding in findings)


def _command(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": plain(place.file),
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + place.length),
        "title": finding.check,
    }
    return command(_COMMANDS[finding.severity], properties, in_lines(finding))


def command(name: str, properties: Mapping[str, str], message: str) -> str:
    """A workflow command; characters that would end it are escaped as GitHub's toolkit does it."""
    listed = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {listed}::{message.translate(_DATA)}"
