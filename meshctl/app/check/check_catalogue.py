"""Use case: what does this catalogue say, and what is wrong with it?"""

from collections.abc import Iterable
from datetime import date

from meshctl.app.check.all_rules import READING, rules_in_force
from meshctl.app.check.checked_catalogue import CheckedCatalogue
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.catalogue.reading import Reading
from meshctl.checks import run_checks
from meshctl.results.check_answer import CheckAnswer


def check_catalogue(files: CatalogueFiles, today: date) -> CheckedCatalogue:
    """Reads the files and runs every check, so that all findings show at once; exceptions end after a day."""
    return check_reading(read_catalogue(files), today)


def check_reading(reading: Reading, today: date) -> CheckedCatalogue:
    """Runs every check over what was read."""
    found = list(reading.findings) + (run_checks(reading.mesh, today, READING) if reading.mesh else [])
    return CheckedCatalogue(reading.mesh, tuple(sorted(found, key=lambda finding: finding.order)))


def answer_of(checked: CheckedCatalogue) -> CheckAnswer:
    """What `meshctl check` tells of it."""
    mesh = checked.mesh
    things: dict[str, Iterable[object]] = {}
    if mesh:
        things["system"], things["service"] = mesh.systems, mesh.services
        things["event"], things["subscription"] = mesh.events, mesh.subscriptions
    counts = {thing: sum(1 for _ in many) for thing, many in things.items()}
    return CheckAnswer(checked.findings, counts, {rule.name: rule.severity for rule in rules_in_force(mesh)})
