"""The sound catalogue with what a team says against checks, and what is found in it on a day."""

from collections.abc import Mapping
from datetime import date

from meshctl.app.check.check_catalogue import check_catalogue
from meshctl.catalogue.files import CatalogueFiles
from meshctl.model.findings import Finding
from tests.support.catalogues import CAPTURE, MESH, SOUND

TODAY = date(2026, 11, 23)
CROSSING = CAPTURE.replace("event: orders/OrderPlaced\n    w", "topic: orders/updates\n    w")
LONG = CAPTURE.replace("  kept:", f"  {'k' * 33}:")


def catalogue(changes: Mapping[str, str]) -> CatalogueFiles:
    """The files of the sound catalogue with `changes` over them."""
    texts = {**SOUND, **changes}
    directories = {path.rsplit("/", depth)[0] for path in texts for depth in range(1, path.count("/") + 1)}
    documents = {path: text.encode() for path, text in texts.items() if path.endswith(".yaml")}
    return CatalogueFiles(documents, frozenset({*texts, *directories}))


def found(mesh: str = "", capture: str = CAPTURE, today: date = TODAY, **others: str) -> list[Finding]:
    """The findings where mesh.yaml ends with `mesh` and payments/capture.yaml is `capture`."""
    changes = {"mesh.yaml": MESH + mesh, "payments/capture.yaml": capture, **others}
    return list(check_catalogue(catalogue(changes), today).findings)


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    """Severity and check of each."""
    return [(one.severity.value, one.check) for one in findings]
