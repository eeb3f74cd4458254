"""Use case: what does a catalogue change for people, compared with an earlier one? What compares is imported where it has to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from meshctl.contracts.developments.developments import Developments
from meshctl.errors import MeshctlError
from meshctl.model.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from meshctl.catalogue.reading import Reading
    from meshctl.model.mesh import Mesh


class ReadableCatalogue(NamedTuple):
    """The mesh of a catalogue as far as it can be read, and the files of it that cannot."""

    mesh: Mesh
    unreadable: tuple[str, ...]


class ReadableDevelopments(NamedTuple):
    """All that is different as far as both catalogues can be read, and the files of either that cannot."""

    found: Developments
    unreadable_before: tuple[str, ...]
    unreadable_now: tuple[str, ...]


def readable(reading: Reading, name: str, hint: str) -> ReadableCatalogue:
    """One side of a comparison. What else is wrong with it is no matter, but what cannot be read cannot be compared.

    Raises `MeshctlError` where its mesh.yaml cannot be read, since nothing can be compared then.
    """
    if reading.mesh is None:
        raise MeshctlError(f"the mesh.yaml of {name} cannot be read", hint)
    wrong = {finding.place.file for finding in reading.findings if finding.severity is Severity.ERROR}
    return ReadableCatalogue(reading.mesh, tuple(sorted(wrong)))


def what_develops(
    base: ReadableCatalogue,
    head: ReadableCatalogue,
    today: date,
    mode: str,
    history: Iterable[tuple[str, ReadableCatalogue]] = (),
) -> ReadableDevelopments:
    """All that is different for people; `mode` says for whom it may not be: forward, backward or full.

    For a transitive mode, `history` are tags and the catalogues at them, the latest first.
    """
    from meshctl.contracts.developments.compare_catalogues import compare_catalogues  # noqa: PLC0415  where it is not known
    from meshctl.contracts.developments.sides import EarlierMesh  # noqa: PLC0415  alike
    from meshctl.contracts.versions.modes import Mode  # noqa: PLC0415  alike

    earlier = (EarlierMesh(tag, one.mesh) for tag, one in history)
    found = compare_catalogues(base.mesh, head.mesh, today, Mode(mode), earlier)
    return ReadableDevelopments(found, base.unreadable, head.unreadable)
