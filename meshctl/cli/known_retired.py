"""What the last plan or apply of each stage on this machine found retired: kept for `show`, which asks no AWS."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from meshctl.adapters.stage_files import known_retired_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from meshctl.cli.open_catalogue import OpenedStage
    from meshctl.model.mesh import Mesh
    from meshctl.retirement.outlook import RetiredOutlook


def keep_retired(opened: OpenedStage, outlooks: Iterable[RetiredOutlook], now: datetime) -> None:
    """Remembers what stands retired of a stage at its time, or nothing where it cannot be written."""
    from meshctl.retirement.known_retired import known_as_json, known_retired

    known_retired_file(opened.catalogue, opened.stage.name).write(known_as_json(known_retired(now, outlooks)))


def retired_rows_of(name: str, catalogue: Path, mesh: Mesh) -> list[Mapping[str, Any]]:
    """What is remembered of a thing, stage by stage; that of no other machine."""
    found = {stage.name: known_retired_file(catalogue, stage.name).read() for stage in mesh.stages}
    if not any(found.values()):
        return []
    from meshctl.report.retired_kinds import retired_rows
    from meshctl.retirement.known_retired import read_known

    read = {stage: read_known(content) for stage, content in found.items()}
    return retired_rows(name, {stage: known for stage, known in read.items() if known})
