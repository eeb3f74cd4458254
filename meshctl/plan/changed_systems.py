"""Which systems of a stage are another thing than they were in an earlier catalogue, by what Terraform would get. Pure."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from meshctl.model.mesh import Mesh


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
    functions = ((f"{service.key}/{one.name}", one) for service in mesh.services for one in service.functions)
    return {key: _digest(posixpath.normpath(one.source), names) for key, one in functions}


def _digest(source: str, names: Mapping[str, str]) -> str:
    files = (f"{path}\0{name}" for path, name in names.items() if path.startswith(f"{source}/"))
    return sha256("\n".join(sorted(files)).encode("utf-8", "surrogateescape")).hexdigest()
