"""What a document says against checks. The shape has been checked; a date that the calendar lacks becomes a finding."""

from collections.abc import Iterator
from datetime import date

from meshctl.catalogue.documents import Document
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


def _exemptions(document: Document, findings: list[Finding], where: str) -> Iterator[Exemption]:
    for index, said in enumerate(document.data.get("exceptions", ())):
        try:
            until = date.fromisoformat(said["until"])
        except ValueError:
            place, message = (
                document.place("exceptions", index, "until"),
                f'"{said["until"]}" is no day of the calendar',
            )
            findings.append(Finding("wrong-value", place, message, help='write it as "2027-03-01"'))
            continue
        place = document.place("exceptions", index, "check")
        yield Exemption(said["check"], where or said["where"], said["reason"], until, place)
