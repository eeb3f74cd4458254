"""Findings as SARIF 2.1.0 (OASIS), which code scanning and editors show. Pure."""

import re
from collections.abc import Iterable
from json import dumps
from string import ascii_letters, digits
from typing import Any

from meshctl.model.finding_rules import Rule
from meshctl.model.findings import Finding
from meshctl.report.findings.text_and_json import in_lines

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_UNRESERVED = frozenset(f"{ascii_letters}{digits}-._~/".encode())
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def findings_as_sarif(findings: Iterable[Finding], rules: Iterable[Rule], version: str) -> str:
    """One run of meshctl: its rules with what `meshctl explain` says, and a result for each finding."""
    driver = {"name": "meshctl", "version": version, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in findings],
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize()},
        "fullDescription": {"text": rule.why},
        "help": {"text": _help(rule, "{}:\n\n{}"), "markdown": _help(rule, "{}:\n\n```yaml\n{}\n```")},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _help(rule: Rule, example: str) -> str:
    examples = (("Wrong", rule.wrong), ("Right", rule.right))
    shown = (
        example.format(f"{word}, {path}", text.rstrip()) for word, files in examples for path, text in files.items()
    )
    return "\n\n".join([rule.why, *shown])


def _result(finding: Finding) -> dict[str, Any]:
    place = finding.place
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    location = {"artifactLocation": {"uri": _uri(place.file)}, "region": region}
    return {
        "ruleId": finding.check,
        "level": finding.severity.value,
        "message": {"text": _without_links(in_lines(finding))},
        "locations": [{"physicalLocation": location}],
    }


def _uri(path: str) -> str:
    """A relative reference (RFC 3986); a name that is no UTF-8 keeps its bytes."""
    return "".join(
        chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in path.encode("utf-8", "surrogateescape")
    )


def _without_links(text: str) -> str:
    """Text of a catalogue must not become a link in the report (SARIF 2.1.0, 3.11.6: a backslash before the bracket)."""
    return _LINK.sub(r"\\[", text)
