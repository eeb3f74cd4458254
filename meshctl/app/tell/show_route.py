"""Use case: the route of one subscription in a stage, or why it has none."""

from meshctl.app.tell.list_routes import needing_none, routes, without_route
from meshctl.errors import MeshctlError, NotFound
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.results.things import RouteSummary


def show_route(mesh: Mesh, stage: Stage, name: str) -> RouteSummary:
    """The route of the subscription `name` in a stage. Raises `MeshctlError` where it has none, `NotFound` for another name."""
    known = {route.name: route for route in routes(mesh, stage)}
    needing = dict(needing_none(mesh, stage))
    if name in needing:
        raise MeshctlError(f'the subscription "{name}" needs no route: {needing[name]}')
    without = dict(without_route(mesh, stage))
    if name in without:
        raise MeshctlError(f'the subscription "{name}" has no route in the stage "{stage.name}": {without[name]}')
    if name not in known:
        raise NotFound(name, f'there is no route "{name}"', did_you_mean(name, known))
    return known[name]
