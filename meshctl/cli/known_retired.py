"""What the last plan or apply of each stage on this machine found retired: kept for `show`, which asks no AWS."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from meshctl.adapters.known_retired_file import known_retired_file
from meshctl.cli.open_catalogue import OpenedStage
from meshctl.model.mesh import Mesh
from meshctl.retirement.known_retired import KnownRetired, known_as_json, known_retired, read_known
from meshctl.retirement.outlook import RetiredOutlook


def keep_retired(opened: OpenedStage, outlooks: Iterable[RetiredOutlook], now: datetime) -> None:
    """Remembers what stands retired of a stage at its time, or nothing where it cannot be written."""
    known_retired_file(opened.catalogue, opened.stage.name).write(known_as_json(known_retired(now, outlooks)))


def retired_of(catalogue: Path, mesh: Mesh) -> dict[str, KnownRetired]:
    """What is remembered, by stage; that of no other machine."""
    found = {stage.name: read_known(known_retired_file(catalogue, stage.name).read()) for stage in mesh.stages}
    return {stage: known for stage, known in found.items() if known}
