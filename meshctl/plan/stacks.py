"""A topology becomes stacks: which Terraform roots, with which inputs, in which order. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from meshctl.model.mesh import Mesh
from meshctl.model.stages import HUB, Stage
from meshctl.plan.causes import Causes, hub_causes, routes_causes, system_causes
from meshctl.topology.parts.functions import FunctionPart
from meshctl.topology.parts.stages import HubPart, SystemPart, Topology

HUB_STACK, ROUTES_STACK = "hub", "routes"
WAVES: Mapping[str, int] = {"hub": 0, "system": 1, "routes": 2}
"""The wave of each root: what receives must be there before a route leads to it."""


@dataclass(frozen=True, slots=True)
class Stack:
    """One Terraform root for one account, with its own state.

    `name` is that of its directory: `system-orders`, or `system-orders@ACCOUNT` where the catalogue has none in that account.
    `owner` is the system or the hub that it belongs to, and nobody for the routes. `inputs` are its variables; `packages` says
    which function's package lies at which path of the stack's directory; `causes` says what each of its module instances is
    for, by its address. `wave` counts from 0: a stack may be applied when all of the waves before its own have been.
    """

    name: str
    root: str
    owner: str
    account: str
    wave: int
    inputs: Mapping[str, Any]
    packages: Mapping[str, str]
    causes: Causes

    @property
    def key(self) -> tuple[str, str]:
        """Its account, and its name without the account that an old one has in it."""
        return self.account, self.name.partition("@")[0]


def stacks(mesh: Mesh, stage: Stage, topology: Topology, package_hashes: Mapping[str, str]) -> tuple[Stack, ...]:
    """The stacks of a stage in the order of applying; `package_hashes` are base64 SHA-256 by `system/service/function`."""
    return (
        _hub_stack(mesh, stage, topology.hub),
        *(_system_stack(mesh, stage, system, package_hashes) for system in topology.systems),
        _routes_stack(mesh, stage, topology),
    )


def _hub_stack(mesh: Mesh, stage: Stage, hub: HubPart) -> Stack:
    bus = {
        **asdict(hub.bus),
        "archive": asdict(hub.archive),
        "organization": hub.organization,
        "policy_form": hub.policy_form,
        "publishers": _plain(hub.publishers),
    }
    inputs = _inputs(mesh, stage, HUB_STACK, hub.account, hub.tags, {"bus": bus})
    return Stack(HUB_STACK, "hub", HUB, hub.account, 0, inputs, {}, hub_causes())


def _system_stack(mesh: Mesh, stage: Stage, system: SystemPart, package_hashes: Mapping[str, str]) -> Stack:
    name = system_stack_name(system.name)
    functions = {
        key: _function(key, function, package_hashes[f"{system.name}/{key}"])
        for key, function in system.functions.items()
    }
    inputs = {
        "bus": asdict(system.bus),
        "functions": functions,
        "queues": _plain(system.queues),
        "buffers": _plain(system.buffers),
        "dead_letters": _plain(system.dead_letters),
        "routes": _plain(system.routes),
        "topics": _plain(system.topics),
        "topic_subscriptions": _plain(system.topic_subscriptions),
        "streams": _plain(system.streams),
        "mappings": _plain(system.mappings),
        "logs": _plain(system.logs),
        "hops": _plain(system.hops),
        "schedules": _plain(system.schedules),
        "workflows": _plain(system.workflows),
        "buses": _plain(system.buses),
        "archives": _plain(system.archives),
    }
    packages = {_package_path(key): f"{system.name}/{key}" for key in system.functions}
    told = _inputs(mesh, stage, name, system.account, system.tags, inputs)
    return Stack(name, "system", system.name, system.account, 1, told, packages, system_causes(system))


def _routes_stack(mesh: Mesh, stage: Stage, topology: Topology) -> Stack:
    hub, account = topology.hub, topology.hub.account
    inputs = _inputs(mesh, stage, ROUTES_STACK, account, hub.tags, {"routes": _plain(topology.routes)})
    return Stack(ROUTES_STACK, "routes", "", account, 2, inputs, {}, routes_causes(topology.routes))


def system_stack_name(system: str) -> str:
    """The stack of a system."""
    return f"system-{system}"


def _inputs(
    mesh: Mesh, stage: Stage, name: str, account: str, tags: Mapping[str, str], inputs: dict[str, Any]
) -> dict[str, Any]:
    return {"stack": stack_input(mesh, stage, name, account, tags), **inputs}


def stack_input(mesh: Mesh, stage: Stage, name: str, account: str, tags: Mapping[str, str]) -> dict[str, Any]:
    """The variable `stack` of every root: where it is applied."""
    return {
        "mesh": mesh.name,
        "stage": stage.name,
        "name": name,
        "region": stage.regions[0],
        "account": account,
        "tags": dict(tags),
    }


def _function(key: str, function: FunctionPart, package_hash: str) -> dict[str, Any]:
    return {**asdict(function), "package": _package_path(key), "package_hash": package_hash}


def _package_path(key: str) -> str:
    return f"packages/{key.replace('/', '.')}.zip"


def _plain(parts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: asdict(part) for key, part in parts.items()}
