"""Use case: the packages of a stage's functions. None is built whose sources are known to give a package that is there."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from meshctl.errors import PackagingFailed
from meshctl.model.channels import Function
from meshctl.model.mesh import Mesh
from meshctl.packaging.function_sources import FunctionSources
from meshctl.packaging.package import Package


@dataclass(frozen=True, slots=True)
class PackageBuilder:
    """How the packages of a stage are made: `read` the sources of a function, then `build`; each raises `PackagingFailed`.

    `digest` is the same for sources of which `build` makes the same package.
    """

    read: Callable[[Function], FunctionSources]
    build: Callable[[FunctionSources], Package]
    digest: Callable[[FunctionSources], str]


class StagePackages:
    """The packages by `system/service/function`, each built when it is first asked for.

    Reads the sources of all when it is made. Whatever cannot be read or built is a `PackagingFailed` that says of which.
    """

    def __init__(self, mesh: Mesh, packager: PackageBuilder) -> None:
        self._functions = {f"{service.key}/{one.name}": one for service in mesh.services for one in service.functions}
        self._packager = packager
        self._sources = {key: self._read(key) for key in self._functions}
        self._packages: dict[str, Package] = {}

    def hashes(self, known: Mapping[str, str]) -> Mapping[str, str]:
        """The hash of each package; `known` has hashes by the digests of sources."""
        digests = {key: self._packager.digest(sources) for key, sources in self._sources.items()}
        return {key: known.get(digest) or self.package(key).hash for key, digest in digests.items()}

    def built(self, hashes: Mapping[str, str]) -> Mapping[str, str]:
        """The hash of each package by the digest of its sources, of `hashes` by function."""
        return {self._packager.digest(self._sources[key]): one for key, one in hashes.items()}

    def contents(self, keys: Collection[str]) -> Mapping[str, bytes]:
        """The zips of these functions."""
        return {key: self.package(key).content for key in keys}

    def all(self) -> Mapping[str, Package]:
        """Every package."""
        return {key: self.package(key) for key in self._functions}

    def package(self, key: str) -> Package:
        """The package of one function."""
        if key not in self._packages:
            with self._naming(key):
                self._packages[key] = self._packager.build(self._sources[key])
        return self._packages[key]

    def _read(self, key: str) -> FunctionSources:
        with self._naming(key):
            return self._packager.read(self._functions[key])

    @contextmanager
    def _naming(self, key: str) -> Iterator[None]:
        try:
            yield
        except PackagingFailed as error:
            named = f"{key} ({self._functions[key].place}): {error.message}"
            raise PackagingFailed(named, error.hint) from error
