"""How exceptions are written: a check, a reason, a day of the calendar, and in mesh.yaml a place."""

import pytest

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.catalogue.reading import Reading
from tests.support.catalogues import CAPTURE, MESH, SOUND

WHOLE = "check: loop, reason: x, until: 2027-03-01"


def read(mesh: str, service: str = "") -> Reading:
    texts = {**SOUND, "mesh.yaml": MESH + mesh, "payments/capture.yaml": CAPTURE + service}
    directories = {path.rsplit("/", depth)[0] for path in texts for depth in range(1, path.count("/") + 1)}
    documents = {path: text.encode() for path, text in texts.items() if path.endswith(".yaml")}
    return read_catalogue(CatalogueFiles(documents, frozenset({*texts, *directories})))


def test_a_service_means_itself_and_the_mesh_says_whom() -> None:
    mesh = read(f"exceptions: [{{{WHOLE}, where: orders}}]\n", f"exceptions: [{{{WHOLE}}}]\n").mesh
    assert mesh is not None
    assert [(one.where, one.place.file) for one in mesh.exemptions] == [
        ("orders", "mesh.yaml"),
        ("payments/capture", "payments/capture.yaml"),
    ]


@pytest.mark.parametrize("day", ["2027-02-29", "2027-13-01", "0000-01-01", "2027-00-00"])
def test_a_day_that_the_calendar_lacks_is_found_at_its_place(day: str) -> None:
    reading = read("", f"exceptions: [{{check: loop, reason: x, until: {day}}}]\n")
    (finding,) = reading.findings
    assert reading.mesh is not None and reading.mesh.exemptions == ()
    assert (finding.check, str(finding.place)) == ("wrong-value", "payments/capture.yaml:14:46")
    assert finding.message == f'"{day}" is no day of the calendar'


@pytest.mark.parametrize(
    "day", ["tomorrow", "2027", "2027-3-1", "20270301", "2027-03-01T00:00:00", "2027-W09-1", "~", '"\u0662027-03-01"']
)
def test_what_is_no_date_is_a_finding_with_an_example(day: str) -> None:
    (finding,) = read("", f"exceptions: [{{check: loop, reason: x, until: {day}}}]\n").findings
    assert finding.check == "wrong-value"
    assert "2027-03-01" in finding.help or "in quotes" in finding.help


@pytest.mark.parametrize(
    ("said", "check"),
    [
        ("{check: loop, until: 2027-03-01}", "missing-key"),
        ("{check: loop, reason: x}", "missing-key"),
        ("{check: loop, reason: ' ', until: 2027-03-01}", "wrong-value"),
        (f"{{{WHOLE}, where: payments/capture}}", "unknown-key"),
        ("loop", "wrong-value"),
    ],
)
def test_an_exception_without_a_reason_or_an_end_is_a_finding(said: str, check: str) -> None:
    assert [one.check for one in read("", f"exceptions: [{said}]\n").findings] == [check]


def test_in_the_mesh_an_exception_has_a_place() -> None:
    (finding,) = [one for one in read(f"exceptions: [{{{WHOLE}}}]\n").findings if one.place.file == "mesh.yaml"]
    assert (finding.check, finding.message) == ("missing-key", 'the key "where" is missing here')
