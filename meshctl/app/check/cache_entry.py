"""The form of an answer in the cache: JSON under the seal of its question. Pure."""

from json import dumps, loads
from typing import Any

from meshctl.app.check.seals import sealed, unsealed
from meshctl.model.findings import Finding, Severity
from meshctl.model.places import Place
from meshctl.results.check_answer import CheckAnswer

_COLUMNS = (str, str, int, int, int, str, str, str, str, bool)


def encode_entry(answer: CheckAnswer, key: bytes) -> bytes:
    """The answer in JSON, under the seal of the question that has this key."""
    findings = [_row(finding) for finding in answer.findings]
    told = {"findings": findings, "counts": {**answer.counts}, "severities": {**answer.severities}}
    # Half characters, as names of files may hold, stay as they are: written as `\\ud800` two of them would become one.
    content = dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return sealed(content, key)


def decode_entry(entry: bytes, key: bytes) -> CheckAnswer | None:
    """The answer of an entry, which may come from anywhere; None on a miss: it is none to this question."""
    content = unsealed(entry, key)
    try:
        return None if content is None else _answer(loads(str(content, "utf-8", "surrogatepass")))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _answer(told: Any) -> CheckAnswer:
    return CheckAnswer(
        findings=tuple(_finding(row) for row in told["findings"]),
        counts=_typed(told["counts"], int),
        severities={rule: Severity(severity) for rule, severity in _typed(told["severities"], str).items()},
    )


def _row(finding: Finding) -> list[Any]:
    place = finding.place
    spot = (place.file, place.line, place.column, place.length)
    return [finding.check, *spot, finding.message, finding.why, finding.help, finding.severity, finding.shown]


def _finding(row: Any) -> Finding:
    if tuple(type(value) for value in row) != _COLUMNS:
        raise TypeError("this is no finding")
    check, file, line, column, length, message, why, help_, severity, shown = row
    return Finding(check, Place(file, line, column, length), message, why, help_, Severity(severity), shown)


def _typed(told: Any, kind: type) -> dict[str, Any]:
    if any(type(value) is not kind for value in told.values()):
        raise TypeError(f"this is no {kind.__name__}")
    return dict(told)
