"""Findings as JUnit XML, which CI servers show as tests. Pure.

One test case a rule, because a rule is what passes or fails: an error fails its case, warnings and notes are its output.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from meshctl.model.finding_rules import Rule
from meshctl.model.findings import Finding, Severity
from meshctl.report.findings.text_and_json import in_lines
from meshctl.report.plain import plain

_NO_XML = re.compile(r"[^\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What an XML 1.0 document cannot hold, escaped or not; the rest that is no letter has been written out before."""


def findings_as_junit(findings: Iterable[Finding], rules: Iterable[Rule]) -> str:
    """A suite with a case for each of `rules`, which are those that were asked."""
    found: dict[str, list[Finding]] = {rule.name: [] for rule in rules}
    for finding in findings:
        found.setdefault(finding.check, []).append(finding)
    root = Element("testsuites")
    suite = SubElement(root, "testsuite", name="meshctl check")
    for name, mine in found.items():
        _case(suite, name, mine)
    for element in (root, suite):
        element.attrib |= _counts(root)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}'


def _counts(root: Element) -> Mapping[str, str]:
    failures = len(list(root.iter("failure")))
    return {"tests": str(len(list(root.iter("testcase")))), "failures": str(failures), "errors": "0", "skipped": "0"}


def _case(suite: Element, name: str, findings: Sequence[Finding]) -> None:
    case = SubElement(suite, "testcase", classname="meshctl.check", name=name)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    others = [finding for finding in findings if finding.severity is not Severity.ERROR]
    if errors:
        more = f" (and {len(errors) - 1} more)" if errors[1:] else ""
        message = _xml(plain(errors[0].message)) + more
        SubElement(case, "failure", type=name, message=message).text = _listed(errors)
    if others:
        SubElement(case, "system-out").text = _listed(others)


def _listed(findings: Iterable[Finding]) -> str:
    return _xml("\n\n".join(f"{one.severity}: {plain(str(one.place))}: {in_lines(one)}" for one in findings))


def _xml(text: str) -> str:
    return _NO_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
