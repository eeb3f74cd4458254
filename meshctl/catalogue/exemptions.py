"""What a document says against checks. The shape has been checked; a date that the calendar lacks becomes a finding."""

from collections.abc import Iterator
from datetime import date

from meshctl.catalogue.documents.yaml_documents import Document, Path
from meshctl.model.exemptions import Exemption, SeveritySetting
from meshctl.model.findings import Finding, Severity


def read_severities(document: Document) -> tuple[SeveritySetting, ...]:
    """The mesh's `checks`."""
    said = document.data.get("checks", {})
    return tuple(
        SeveritySetting(check, None if word == "off" else Severity(word), document.key_place("checks", check))
        for check, word in said.items()
    )


def read_exemptions(document: Document, findings: list[Finding], where: str = "") -> tuple[Exemption, ...]:
    """The `exceptions` of the mesh, or of the service `where`; adds to `findings` what is wrong with them."""
    return tuple(_exemptions(document, findings, where))


def read_day(document: Document, path: Path, said: str, findings: list[Finding]) -> date | None:
    """The day at `path`; None, and a finding, where the calendar has no such day."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        place, message = document.place(*path), f'"{said}" is no day of the calendar'
        findings.append(Finding("wrong-value", place, message, help='write it as "2027-03-01"'))
        return None


def _exemptions(document: Document, findings: list[Finding], where: str) -> Iterator[Exemption]:
    for index, said in enumerate(document.data.get("exceptions", ())):
        until = read_day(document, ("exceptions", index, "until"), said["until"], findings)
        if until:
            place = document.place("exceptions", index, "check")
            yield Exemption(said["check"], where or said["where"], said["reason"], until, place)
