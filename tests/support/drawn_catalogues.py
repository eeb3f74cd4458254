"""Sound catalogues of three systems, drawn at random: who publishes what from where, and who receives it how."""

from collections.abc import Mapping
from typing import Any

import yaml
from hypothesis import strategies as st

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.mesh import Mesh
from meshctl.passes.generations import Generation
from meshctl.plan.stacks import Stack, stacks
from meshctl.topology.lowering.build_topology import lower
from tests.support.generations import generation_of

SYSTEMS, SERVICES, EVENTS = ("orders", "payments", "shipping"), ("checkout", "tracker"), ("Placed", "Paid")
Texts = dict[str, str]


@st.composite
def catalogues(draw: st.DrawFn, accounts: bool = True) -> Texts:
    """The files by their paths. Two drawn ones differ in services, versions, visibility, filters, channels and accounts."""
    published = {
        (system, name): (draw(st.sampled_from(SERVICES)), draw(st.integers(1, 2)), draw(st.booleans()))
        for system in SYSTEMS
        for name in draw(st.sets(st.sampled_from(EVENTS)))
    }
    numbers = {one: f"{draw(st.integers(1, 2)) if accounts else 1}{index}" * 6 for index, one in enumerate(SYSTEMS)}
    files = {"mesh.yaml": _mesh(numbers)}
    for system in SYSTEMS:
        files[f"{system}/system.yaml"] = yaml.safe_dump({"system": system, "owner": {"team": system}})
        for service in SERVICES:
            mine = {name: said for (owner, name), said in published.items() if (owner, said[0]) == (system, service)}
            wanted = (
                draw(st.sets(st.sampled_from(_open_to(system, published)))) if _open_to(system, published) else set()
            )
            files[f"{system}/{service}.yaml"] = draw(_service(service, mine, wanted))
    return files


def mesh_of(files: Mapping[str, str]) -> Mesh:
    """The mesh of drawn files, sound or not."""
    mesh = read_catalogue(catalogue_files(files)).mesh
    assert mesh
    return mesh


def catalogue_files(files: Mapping[str, str]) -> CatalogueFiles:
    """They and the code of all functions."""
    code = {f"{system}/code" for system in SYSTEMS} | {f"{system}/code/handler.py" for system in SYSTEMS}
    contents = {path: text.encode() for path, text in files.items()}
    return CatalogueFiles(contents, frozenset({*contents, *SYSTEMS, *code}))


def generation(mesh: Mesh) -> Generation:
    """What stands of the stage dev after an apply of the mesh."""
    return generation_of(stacks_of(mesh))


def stacks_of(mesh: Mesh, name: str = "dev") -> tuple[Stack, ...]:
    """The stacks of a stage."""
    stage = mesh.stage(name)
    assert stage
    hashes = {f"{one.key}/{function.name}": "aGFzaA==" for one in mesh.services for function in one.functions}
    return stacks(mesh, stage, lower(mesh, stage), hashes)


def _mesh(numbers: Mapping[str, str]) -> str:
    stage = {"accounts": {"hub": "9" * 12, **numbers}, "deploy_role": "MeshDeploy", "state": {"bucket": "mesh-dev"}}
    checks = {"event-without-schema": "warning"}
    return yaml.safe_dump({"mesh": "shop", "region": "eu-west-1", "stages": {"dev": stage}, "checks": checks})


def _open_to(system: str, published: Mapping[tuple[str, str], tuple[str, int, bool]]) -> list[str]:
    return [f"{owner}/{name}" for (owner, name), said in published.items() if owner == system or not said[2]]


@st.composite
def _service(draw: st.DrawFn, name: str, published: Mapping[str, tuple[str, int, bool]], wanted: set[str]) -> str:
    subscriptions = {one.replace("/", "-").lower(): draw(_subscription(one)) for one in sorted(wanted)}
    said = {
        "service": name,
        "publishes": {
            event: {"version": version, "visibility": "private" if private else "public"}
            for event, (_, version, private) in published.items()
        },
        "functions": {
            "work": {"source": "code", "handler": "handler.handle", "timeout": f"{draw(st.integers(3, 5))}s"}
        },
        "queues": {"inbox": {}},
        "subscribes": subscriptions,
    }
    return yaml.safe_dump({key: value for key, value in said.items() if value})


@st.composite
def _subscription(draw: st.DrawFn, event: str) -> dict[str, Any]:
    channel = draw(st.sampled_from(({"queue": "inbox"}, {"function": "work"}, {"function": "work", "buffer": "none"})))
    where = draw(st.sampled_from((None, {"total": [5]}, {"total": [6]})))
    return {"event": event, "deliver_to": channel} | ({"where": where} if where else {})
