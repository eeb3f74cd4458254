"""What of a mesh decides about the packages of a stage. Pure."""

from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.results.packaged_functions import PackagedFunction, PackagedFunctions


def packaged_functions(mesh: Mesh, stage: Stage) -> PackagedFunctions:
    """Every function of the mesh, as it is packaged for the stage."""
    return PackagedFunctions(stage.name, stage.is_local, functions_of(mesh))


def functions_of(mesh: Mesh) -> tuple[PackagedFunction, ...]:
    """Every function of the mesh."""
    return tuple(
        PackagedFunction(
            f"{service.key}/{one.name}",
            str(one.place),
            one.source,
            one.handler,
            one.runtime,
            one.architecture,
            one.validates,
        )
        for service in mesh.services
        for one in service.functions
    )
