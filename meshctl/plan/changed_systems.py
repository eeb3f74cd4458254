"""Which systems of a stage are another thing than they were in an earlier catalogue, by what Terraform would get. Pure."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from json import dumps

from meshctl.model.channels import Function
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service


@dataclass(frozen=True, slots=True)
class ChangedSystems:
    """Of a stage's systems: the `changed` ones, those that are as they were, and those that the catalogue has no more.

    `for_all` says which of what all systems share has changed for everybody.
    """

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]
    for_all: tuple[str, ...]

    @property
    def leaves_changes(self) -> bool:
        """Whether more has changed than systems that are there, which only a change of all of them takes along."""
        return bool(self.gone or self.for_all)


def source_digests(mesh: Mesh, names: Mapping[str, str]) -> Mapping[str, str]:
    """A digest of each function's sources by `system/service/function`; `names` has by its path one of each file's content that
    goes into a package.

    It stands for the package: of what is no more there, none can be built.
    """
    return {
        f"{service.key}/{one.name}": _digest([*_sources(one, names), *_schemas(mesh, service, one)])
        for service in mesh.services
        for one in service.functions
    }


def _sources(function: Function, names: Mapping[str, str]) -> list[str]:
    below = f"{posixpath.normpath(function.source)}/"
    return [f"{path}\0{name}" for path, name in names.items() if path.startswith(below)]


def _schemas(mesh: Mesh, service: Service, function: Function) -> list[str]:
    """What it holds against the data that it publishes, from whichever files that is made."""
    said = {event.detail_type: mesh.schemas.get(event.schema) for event in service.events} if function.validates else {}
    forms = {detail_type: schema.data if schema else True for detail_type, schema in said.items()}
    return [f"{detail_type}\0{dumps(form, sort_keys=True)}" for detail_type, form in forms.items()]


def _digest(told: list[str]) -> str:
    return sha256("\n".join(sorted(told)).encode("utf-8", "surrogateescape")).hexdigest()
