"""A catalogue in which everything is wrong is told of in time linear in what is wrong."""

from datetime import date

import pytest

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.checks import run_checks
from meshctl.model.findings import Finding, KnownNames, did_you_mean
from tests.support.bounded import calls_of

pytestmark = pytest.mark.bounds

MESH = b"mesh: shop\nregion: eu-west-1\nstages:\n  local: {cloud: local}\n"
WRONG = {
    "a system that is none": "event: nowhere/Done",
    "an event that is none": "event: system-0/Nothing",
    "a private event": "event: system-0/Hidden0",
    "another system's topic": "topic: system-0/updates",
}


def work(line: str, services: int) -> int:
    """The work of the checks over services in one system each that all do the same wrong thing, and publish twice."""
    contents = {"mesh.yaml": MESH}
    for n in range(services):
        system = f"system: system-{n}\nowner: {{team: x}}\n"
        publishes = f"publishes: {{Hidden{n}: {{version: 1, schema: a.json, visibility: private}}}}"
        subscribes = f"subscribes: {{s: {{{line}, deliver_to: {{queue: q}}}}}}"
        contents[f"system-{n}/system.yaml"] = system.encode()
        contents[f"system-{n}/working.yaml"] = (
            f"service: working\n{publishes}\nqueues: {{q: {{}}}}\n{subscribes}\n".encode()
        )
    mesh = read_catalogue(CatalogueFiles(contents, frozenset(contents))).mesh
    assert mesh
    found: list[Finding] = []
    calls = calls_of(lambda: found.extend(run_checks(mesh, date(2026, 11, 23))))
    assert len(found) >= services - 1
    return calls


@pytest.mark.parametrize("line", WRONG.values(), ids=WRONG)
def test_eight_times_as_much_that_is_wrong_is_about_eight_times_the_work(line: str) -> None:
    assert work(line, 800) < 12 * work(line, 100)


def test_of_very_many_names_the_nearest_is_still_found() -> None:
    names = KnownNames(f"orders/Order{number}Placed" for number in range(10_000))
    assert did_you_mean("orders/Order777Placd", names) == 'did you mean "orders/Order777Placed"?'


def test_very_many_names_are_not_all_listed() -> None:
    told = did_you_mean("x", KnownNames(f"orders/{number}" for number in range(1_000)))
    assert told.endswith(" and 970 more")
    assert len(told) < 600


@pytest.mark.parametrize("name", ["ORDER_ID", "OrderId", "ORDER-ID"])
def test_a_name_in_another_letter_case_is_meant(name: str) -> None:
    assert did_you_mean(name, ["total", "order_id", "state"]) == 'did you mean "order_id"?'
