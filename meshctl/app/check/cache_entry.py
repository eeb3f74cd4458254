"""The form of an answer in the cache: JSON below a digest of it that is keyed by the question. Pure.

The question is all that decides the answer: every byte that was read, the day, and the code that judges. An entry that is
damaged, cut short, or the answer to any other question, does not fit its digest and is a miss.
"""

from datetime import date
from hashlib import blake2b
from json import dumps, loads
from typing import Any

from meshctl.catalogue.files import CatalogueFiles
from meshctl.model.findings import Finding, Severity
from meshctl.model.places import Place
from meshctl.results.check_answer import CheckAnswer

_COLUMNS = (str, str, int, int, int, str, str, str, str, bool)


def cache_key(files: CatalogueFiles, today: date, code: str) -> bytes:
    """The question as a digest of 32 bytes: all that decides what a check says; `code` tells which code judges."""
    named = sorted(files.contents)
    contents = [files.contents[path] for path in named]
    sizes = [len(content) for content in contents]
    head = repr((code, today.isoformat(), len(files.paths), sizes, sorted(files.unreadable.items())))
    # Neither a `repr` nor a path holds NUL, and how many follow is said before: no two questions read the same.
    names = "\0".join((head, *sorted(files.paths), *named))
    digest = blake2b(names.encode("utf-8", "surrogatepass"), digest_size=32)
    for content in contents:
        digest.update(content)
    return digest.digest()


def encode_entry(answer: CheckAnswer, key: bytes) -> bytes:
    """The answer in JSON, below its keyed digest."""
    findings = [_row(finding) for finding in answer.findings]
    told = {"findings": findings, "counts": {**answer.counts}, "severities": {**answer.severities}}
    # Half characters, as names of files may hold, stay as they are: written as `\\ud800` two of them would become one.
    content = dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return _keyed_digest(content, key) + b"\n" + content


def decode_entry(entry: bytes, key: bytes) -> CheckAnswer | None:
    """The answer of an entry, which may come from anywhere; None on a miss: it is none to this question."""
    digest, _, content = entry.partition(b"\n")
    if digest != _keyed_digest(content, key):
        return None
    try:
        return _answer(loads(content.decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _keyed_digest(content: bytes, key: bytes) -> bytes:
    return blake2b(content, key=key, digest_size=32).hexdigest().encode()


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
