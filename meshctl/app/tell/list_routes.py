"""Use case: which routes does a stage have, and which subscriptions have none in it? Of a mesh that need not be sound."""

from collections.abc import Iterator
from decimal import Decimal

from meshctl.app.check.checked_catalogue import stage_of
from meshctl.app.tell.built_ways import BuiltWays
from meshctl.aws_facts.prices import amount, prices
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.sources import Link
from meshctl.model.stages import Stage
from meshctl.results.things import RouteSummary
from meshctl.results.things.listings import Listing
from meshctl.topology.buses import THE_HUB
from meshctl.topology.lowering.build_topology import lower_way
from meshctl.topology.lowering.hops import lower_hops
from meshctl.topology.names import Names
from meshctl.topology.parts.routes import Route
from meshctl.topology.staged_ways import StagedWay


def list_routes(mesh: Mesh, name: str) -> Listing[RouteSummary]:
    """All routes of the stage of that name, and what keeps subscriptions from one. Raises `MeshctlError` where there is none."""
    stage = stage_of(mesh, name)
    built = BuiltWays.of(mesh, stage)
    return Listing(tuple(routes(mesh, stage, built)), mesh.unread, built.obstacles)


def routes(mesh: Mesh, stage: Stage, built: BuiltWays) -> list[RouteSummary]:
    """Each route of a stage, those of the hub first, and its hops; subscriptions that cannot be built have none."""
    names = Names.of(mesh, stage)
    lowered = [lower_way(names, mesh, way) for way in built.ways.values() if not _without_bus(way)]
    lowered.sort(key=lambda one: one.way.last_bus != THE_HUB)
    told = [(one.subscription.key, one.part) for one in lowered if isinstance(one.part, Route)]
    hops = [(f"{one.system}/{one.key}", one.route) for one in lower_hops(names, lowered)]
    return [_summary(key, route) for key, route in (*hops, *told)]


def needing_none(built: BuiltWays) -> Iterator[tuple[str, str]]:
    """The subscriptions that need no route, each with what brings what it wants in words."""
    for key, way in built.ways.items():
        if brought := _without_bus(way):
            yield key, brought


def _summary(subscription: str, route: Route) -> RouteSummary:
    """The rule of a subscription, where it leads, the role it needs to get there, and what that costs."""
    return RouteSummary(
        name=subscription,
        rule=route.rule.name,
        bus=route.bus_name,
        target=route.target.arn.rpartition(":")[2],
        account=route.target.arn.split(":")[4],
        role=route.delivery.role_name if route.delivery else "",
        per_million=f"{_cost_per_million(route)} {prices()['currency']}",
    )


def _cost_per_million(route: Route) -> Decimal:
    """Of events of up to 64 KB that its rule delivers; what comes over a hop has cost that hop before."""
    target, bus = route.target.arn.split(":"), route.rule.arn.split(":")
    if target[2] == "events":
        return amount("bus-hop")
    return amount("same-account-delivery" if target[4] == bus[4] else "cross-account-delivery")


def _without_bus(way: StagedWay) -> str:
    """What brings that which comes over no bus; empty for what comes over one."""
    wants, wanted = way.subscription.wants, way.subscription.wanted
    if way.bus is not None or not isinstance(wants, Link):
        return ""
    return f"Lambda reads the {wanted} for it" if KINDS[wants.kind].is_polled else f"the {wanted} brings it by itself"
