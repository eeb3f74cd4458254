"""Use case: everything of a stage that Terraform will read, ready to be written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from meshctl.errors import MeshctlError, PackagingFailed
from meshctl.model.channels import Function
from meshctl.model.mesh import Mesh
from meshctl.model.services import Link
from meshctl.model.stages import Stage
from meshctl.packaging.build import Package
from meshctl.plan.stacks import Stack, stacks
from meshctl.render import Bundle, render_bundle
from meshctl.topology import lower

BuildPackage = Callable[[Function], Package]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A stage's stacks in the order of applying, and the bundle that they run from."""

    stacks: tuple[Stack, ...]
    bundle: Bundle


def build_packages(mesh: Mesh, build: BuildPackage) -> dict[str, Package]:
    """The package of every function by `system/service/function`. Raises `PackagingFailed` and says of which."""
    packages: dict[str, Package] = {}
    for service in mesh.services:
        for function in service.functions:
            key = f"{service.key}/{function.name}"
            try:
                packages[key] = build(function)
            except PackagingFailed as error:
                raise PackagingFailed(f"{key} ({function.place}): {error.message}", error.hint) from error
    return packages


def _refuse_links(mesh: Mesh) -> None:
    """What an exception lets pass is sound, but there is no Terraform for it."""
    for one in mesh.subscriptions:
        if isinstance(one.wants, Link):
            message = f'"{one.key}" subscribes to the {one.wants.kind} "{one.wants.name}" ({one.wants.place})'
            hint = "take the subscription out until it can subscribe to an event"
            raise MeshctlError(f"{message}, and meshctl cannot build that yet", hint)


def prepare(mesh: Mesh, stage: Stage, build: BuildPackage, sources: Mapping[str, bytes]) -> Prepared:
    """Packages the functions, lowers the mesh and renders the bundle of `stage`. Raises `MeshctlError` for what cannot be built."""
    _refuse_links(mesh)
    packages = build_packages(mesh, build)
    ordered = stacks(mesh, stage, lower(mesh, stage), {key: package.hash for key, package in packages.items()})
    contents = {key: package.content for key, package in packages.items()}
    return Prepared(ordered, render_bundle(mesh, stage, ordered, sources, contents))
