"""Events that functions put on further buses of their system: no service publishes them, and the catalogue names no one. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meshctl.errors import MeshctlError
from meshctl.model.kinds import KINDS
from meshctl.topology.buses import FURTHER, EventBus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from meshctl.app.events.envelope import Envelope
    from meshctl.model.mesh import Mesh
    from meshctl.model.services import Service


def sent_to_buses(mesh: Mesh) -> Mapping[str, tuple[EventBus, ...]]:
    """The further buses that functions of a mesh send to, by the source of their service; what nobody declares is left out."""
    return {service.source: tuple(dict.fromkeys(_buses(mesh, service))) for service in mesh.services}


def bus_sent_to(
    sent: Mapping[str, tuple[EventBus, ...]], envelope: Envelope, named: str | None = None
) -> EventBus | None:
    """The bus that an event of such a source is put on: the one `named`, or else the only one; None where there is none.

    Raises `MeshctlError` where it may be one of several.
    """
    source = envelope.get("source")
    buses = sent.get(source, ()) if isinstance(source, str) else ()
    wanted = [one for one in buses if named in (None, one.name)]
    if len(wanted) > 1:
        names = ", ".join(sorted(one.name for one in wanted))
        raise MeshctlError(f'"{source}" sends to several buses: {names}', f"say on which: --bus {wanted[0].name}")
    return wanted[0] if wanted else None


def _buses(mesh: Mesh, service: Service) -> Iterator[EventBus]:
    for link in service.sends_to if service.functions else ():
        found = mesh.channel_of(link, service.system) if KINDS[link.kind].bus == FURTHER else None
        if found and found[0].system == service.system:
            yield EventBus(FURTHER, service.system, found[1].name, found[0].name)
