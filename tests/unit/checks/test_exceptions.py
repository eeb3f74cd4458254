"""An exception lets a finding pass for a reason and until a day: never silently, never for ever, never for nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.check.check_catalogue import check_catalogue
from meshctl.app.check.checked_catalogue import CatalogueHasFindings, sound_mesh
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.checks import RULES
from meshctl.checks.shared.exceptions import with_exceptions
from meshctl.model.findings import Finding
from meshctl.model.places import Place
from tests.support.catalogues import CAPTURE, MESH

from .overridden import CROSSING, LONG, TODAY, catalogue, found, told

DAY = timedelta(days=1)


def exception(check: str = "crosses-system-boundary", where: str = "", until: str = "2027-03-01") -> str:
    place = f"where: {where}, " if where else ""
    return f"exceptions: [{{check: {check}, {place}reason: their next release, until: {until}}}]\n"


BY_THE_MESH = exception(where="payments/capture")


@pytest.mark.parametrize(("mesh", "service"), [(BY_THE_MESH, ""), ("", exception())])
def test_an_exception_turns_the_finding_into_a_note_that_says_why_and_until_when(mesh: str, service: str) -> None:
    (finding,) = found(mesh, CROSSING + service)
    assert (finding.severity, str(finding.place)) == ("note", "payments/capture.yaml:8:12")
    assert finding.message.endswith("of another system (excepted until 2027-03-01: their next release)")


def test_an_exception_lets_every_finding_of_its_check_and_service_pass() -> None:
    both = CROSSING.replace("event: orders/OrderPlaced", "bus: orders/letters")
    excepted = [one for one in told(found(BY_THE_MESH, both)) if one[1] != "orphan-event"]
    assert excepted == [("note", "crosses-system-boundary")] * 2


@pytest.mark.parametrize(("check", "where"), [("name-too-long", "payments/capture"), (None, "orders/checkout")])
def test_an_exception_for_another_check_or_service_lets_nothing_pass(check: str | None, where: str) -> None:
    findings = found(exception(check or "crosses-system-boundary", where), CROSSING)
    assert told(findings) == [("warning", "unused-exception"), ("error", "crosses-system-boundary")]


@given(st.dates(date(2026, 1, 1), date(2028, 1, 1)))
def test_an_exception_holds_on_its_last_day_and_has_run_out_on_the_next(until: date) -> None:
    said = exception(where="payments/capture", until=until.isoformat())
    assert told(found(said, CROSSING, until)) == [("note", "crosses-system-boundary")]
    assert told(found(said, CROSSING, until + DAY)) == [
        ("error", "expired-exception"),
        ("error", "crosses-system-boundary"),
    ]


def test_an_exception_that_has_run_out_names_what_is_back() -> None:
    expired, back = found(exception(where="payments/capture", until="2026-11-22"), CROSSING)
    assert expired.message == f"the exception ran out on 2026-11-22, and this is back: {back.message}"
    assert (str(expired.place), "payments/capture.yaml:8:12" in expired.help) == ("mesh.yaml:9:22", True)


def test_of_two_exceptions_the_one_that_still_holds_counts() -> None:
    findings = found(exception(where="payments/capture", until="2026-01-01"), CROSSING + exception())
    assert told(findings) == [("warning", "unused-exception"), ("note", "crosses-system-boundary")]
    assert findings[0].place.file == "mesh.yaml"


@pytest.mark.parametrize("until", ["2020-01-01", "2027-03-01"])
def test_an_exception_that_matches_nothing_is_a_warning(until: str) -> None:
    (finding,) = found(exception(where="payments/capture", until=until))
    assert (finding.severity, finding.check, finding.help) == ("warning", "unused-exception", "take it out")


def test_an_exception_for_a_misspelt_service_is_answered_with_the_right_one() -> None:
    (finding,) = found(exception(where="payments/captur"))
    assert (finding.check, finding.help) == ("unused-exception", 'did you mean "payments/capture"?')


def test_unused_exceptions_are_as_bad_as_the_mesh_says() -> None:
    assert told(found(BY_THE_MESH + "checks: {unused-exception: error}\n")) == [("error", "unused-exception")]
    assert found(BY_THE_MESH + "checks: {unused-exception: off}\n") == []


def test_an_exception_for_what_could_not_be_read_is_not_called_unused() -> None:
    assert told(found(BY_THE_MESH, "service: [")) == [("error", "invalid-yaml")]


def test_an_exception_lessens_what_the_mesh_has_made_worse_or_better_to_a_note() -> None:
    said = exception("name-too-long", "payments/capture")
    for severity in ("warning", "error"):
        assert told(found(f"{said}checks: {{name-too-long: {severity}}}\n", LONG)) == [("note", "name-too-long")]


@pytest.mark.parametrize("check", ["unknown-event", "wrong-value", "expired-exception"])
def test_no_exception_is_made_for_what_could_not_be_built(check: str) -> None:
    assert told(found(exception(check, "payments/capture"))) == [("error", "fixed-check")]


def test_an_exception_for_a_check_that_does_not_exist_is_found() -> None:
    assert told(found("", CAPTURE + exception("name-to-long"))) == [("error", "unknown-check")]


def test_an_exception_for_a_system_means_its_own_file() -> None:
    name = "a-system-with-a-name-so-long"
    files: dict[str, Any] = {
        f"{name}/system.yaml": f"system: {name}\nowner: {{team: x}}\n",
        "mesh.yaml": "mesh: shop\nregion: eu-west-1\nstages: {local: {cloud: local}}\n"
        + exception("name-too-long", name),
    }
    assert told(found(**files)) == [("note", "name-too-long")]


def test_what_is_excepted_does_not_block_and_what_is_back_does() -> None:
    files = catalogue({"mesh.yaml": MESH + BY_THE_MESH, "payments/capture.yaml": CROSSING})
    assert sound_mesh(check_catalogue(files, TODAY)).name == "shop"
    with pytest.raises(CatalogueHasFindings):
        sound_mesh(check_catalogue(files, date(2027, 3, 2)))


def test_an_exception_for_a_service_means_the_schemas_of_its_events_too() -> None:
    said = MESH + exception("name-too-long", "orders/checkout")
    mesh = read_catalogue(catalogue({"mesh.yaml": said})).mesh
    assert mesh is not None
    in_schema = Finding("name-too-long", Place("orders/events/OrderPlaced.v1.json", 3, 1), "too long")
    told, wrong = with_exceptions(mesh, [in_schema], TODAY, {rule.name: rule for rule in RULES})
    assert ([one.severity for one in told], wrong) == (["note"], [])
