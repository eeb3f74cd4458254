"""Use case: the route of one subscription in a stage, or why it has none."""

from meshctl.app.tell.built_ways import BuiltWays
from meshctl.app.tell.list_routes import needing_none, routes
from meshctl.errors import MeshctlError, NotFound
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.results.things import RouteSummary


def show_route(mesh: Mesh, stage: Stage, name: str) -> RouteSummary:
    """The route of the subscription `name` in a stage. Raises `MeshctlError` where it has none, `NotFound` for another name."""
    built = BuiltWays.of(mesh, stage)
    known = {route.name: route for route in routes(mesh, stage, built)}
    needing = dict(needing_none(built))
    if name in needing:
        raise MeshctlError(f'the subscription "{name}" needs no route: {needing[name]}')
    if name in built.obstacles:
        raise MeshctlError(
            f'the subscription "{name}" has no route in the stage "{stage.name}": {built.obstacles[name]}'
        )
    if name not in known:
        raise NotFound(name, f'there is no route "{name}"', did_you_mean(name, known))
    return known[name]
