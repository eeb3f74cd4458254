"""Opens a stage for the change that is asked for: of all its systems, of some, or of those that have changed since a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from meshctl.cli.open_catalogue import open_to_change

if TYPE_CHECKING:
    from pathlib import Path

    from meshctl.cli.open_catalogue import OpenedStage, UnchangedStage


def open_narrowed(
    catalogue: Path, stage: str, only: tuple[str, ...], since: str | None
) -> OpenedStage | UnchangedStage:
    """The stage, for a change of `only` these systems, of those that are not as they were at a revision, or of all.

    Raises `click.UsageError` where both are said, and `MeshctlError`.
    """
    if since is None:
        return open_to_change(catalogue, stage, only)
    if only:
        raise click.UsageError("'--changed-since' does not go with '--only': it says itself which systems.")
    from meshctl.cli.changed_since import open_changed_since

    return open_changed_since(catalogue, stage, since)
