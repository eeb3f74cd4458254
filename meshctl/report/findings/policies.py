"""What policies say of Terraform, for people and for programs. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from json import dumps
from textwrap import indent
from typing import Any

from meshctl.model.finding_rules import Rule
from meshctl.model.findings import Severity
from meshctl.report.findings.text_and_json import findings_as_text
from meshctl.report.plain import plain, plain_lines
from meshctl.report.plurals import counted
from meshctl.results.policy import OWN_PACK, PolicyAnswer, PolicyFinding


def policy_as_text(findings: Iterable[PolicyFinding], contents: Mapping[str, bytes]) -> str:
    """Each finding with its place and, where there is one, the YAML that does the same by an event."""
    return "\n\n".join(_as_text(one, contents) for one in findings)


def policy_as_json(findings: Iterable[PolicyFinding], answer: PolicyAnswer) -> str:
    """`{"findings": [...], "resources": {...}, "skipped": [...], "unanswered": {...}}`; never what a resource holds."""
    skipped = [
        {"check": one.check, "where": one.file, "address": one.address, "reason": one.reason} for one in answer.skipped
    ]
    return dumps(
        {
            "findings": [_as_data(one) for one in findings],
            "resources": dict(answer.resources),
            "skipped": skipped,
            "unanswered": _unanswered(answer),
        },
        indent=2,
    )


def policy_summary(answer: PolicyAnswer) -> str:
    """What was asked, what is let pass and why, and which questions of AWS's pack found no answer."""
    looked = f"{counted(len(answer.asked), 'check')} over {counted(sum(answer.resources.values()), 'resource')}"
    return "\n".join([looked, *_skips(answer), *_silences(answer)])


def rules_of_packs(answer: PolicyAnswer, findings: Iterable[PolicyFinding]) -> tuple[Rule, ...]:
    """The checks that were asked, and those of IAM's grammar that failed, as rules."""
    names = {**answer.asked, **{one.check: one.name for one in answer.failed}}
    severities = {one.finding.check: one.finding.severity for one in findings}
    return tuple(Rule(name=key, why=names[key], severity=severities.get(key, Severity.ERROR)) for key in sorted(names))


def _as_text(found: PolicyFinding, contents: Mapping[str, bytes]) -> str:
    text = findings_as_text([found.finding], contents)
    if not found.instead:
        return text
    return f"{text}\n\n{indent(plain_lines(found.instead.rstrip()), '    ')}"


def _as_data(found: PolicyFinding) -> dict[str, Any]:
    one = found.finding
    return {
        "check": one.check,
        "severity": one.severity,
        "cause": found.cause,
        "where": found.where,
        "address": found.address,
        "file": one.place.file,
        "line": one.place.line,
        "message": one.message,
        "why": one.why,
        "help": one.help,
        "instead": found.instead,
    }


def _unanswered(answer: PolicyAnswer) -> dict[str, int]:
    return dict(sorted(Counter(one.check for one in answer.unanswered if not one.check.startswith(OWN_PACK)).items()))


def _skips(answer: PolicyAnswer) -> Iterable[str]:
    counts = Counter((one.check, one.reason) for one in answer.skipped)
    for (check, reason), count in sorted(counts.items()):
        yield f"skipped {check} for {counted(count, 'resource')}: {plain(reason)}"


def _silences(answer: PolicyAnswer) -> Iterable[str]:
    """What AWS's pack leaves open: of what the own one cannot read, there are findings."""
    listed = ", ".join(f"{check} ({count})" for check, count in _unanswered(answer).items())
    if listed:
        yield f"no answer to these checks (of so many resources): {listed}"
