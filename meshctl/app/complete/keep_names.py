"""Use case: leave the names in a mesh for shell completion."""

from collections.abc import Iterator

from meshctl.app.check.all_rules import RULES
from meshctl.app.complete.name_index import encode_names
from meshctl.catalogue.files import MESH_FILE, CatalogueFiles
from meshctl.model.mesh import Mesh
from meshctl.ports import NameIndex


def keep_names(files: CatalogueFiles, mesh: Mesh | None, index: NameIndex) -> None:
    """Writes the index of a mesh that was read from these files; what is there stays where names would be lost.

    They would be where a file could not be read. A directory without mesh.yaml is no catalogue and is left as it is.
    """
    is_whole = mesh is not None and mesh.complete
    if MESH_FILE in files.paths and (is_whole or not index.is_there()):
        index.write(encode_names(names_of(mesh) if mesh else (), index.most_bytes))


def names_of(mesh: Mesh) -> Iterator[tuple[str, str]]:
    """Whatever a command can be asked about, as commands name it, after its kind; and the checks that can be explained."""
    yield from (("check", rule.name) for rule in RULES)
    yield from (("stage", stage.name) for stage in mesh.stages)
    for system in mesh.systems:
        yield "system", system.name
        yield from (("external", f"{system.name}/{one.name}") for one in system.external)
    for service in mesh.services:
        yield "service", service.key
        yield from ((one.kind, f"{service.key}/{one.name}") for one in (*service.channels, *service.sources))
    yield from (("event", mesh.reference_to(event)) for event in mesh.events)
    yield from (("schema", file) for event in mesh.events for file in mesh.schema_files(event))
    yield from (("subscription", subscription.key) for subscription in mesh.subscriptions)
