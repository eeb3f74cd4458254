"""Findings of the small sound catalogue with files laid over it."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.app.check.check_catalogue import check_catalogue
from meshctl.model.findings import Finding
from tests.support.catalogues import write_catalogue

Found = Callable[[str, Mapping[str, str | bytes | None]], list[Finding]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """What one check finds; all other checks run as well."""

    def findings(check: str, files: Mapping[str, str | bytes | None]) -> list[Finding]:
        checked = check_catalogue(read_catalogue_files(write_catalogue(tmp_path, files)), date(2026, 11, 23))
        return [finding for finding in checked.findings if finding.check == check]

    return findings
