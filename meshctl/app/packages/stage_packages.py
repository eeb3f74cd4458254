"""Use case: the packages of a stage's functions. None is built whose sources are known to give a package that is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from meshctl.errors import PackagingFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from meshctl.packaging.function_sources import FunctionSources
    from meshctl.packaging.package import Package
    from meshctl.results.packaged_functions import PackagedFunction

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class PackageBuilder:
    """How the packages of a stage are made: `read` the sources of a function, then `build`; each raises `PackagingFailed`.

    `digest` is the same for sources of which `build` makes the same package.
    """

    read: Callable[[PackagedFunction], FunctionSources]
    build: Callable[[FunctionSources], Package]
    digest: Callable[[FunctionSources], str]


class StagePackages:
    """The packages by `system/service/function`, each built when it is first asked for.

    Reads the sources of all when it is made. Whatever cannot be read or built is a `PackagingFailed` that says of which.
    """

    def __init__(self, functions: Iterable[PackagedFunction], packager: PackageBuilder) -> None:
        self._functions = {one.key: one for one in functions}
        self._packager = packager
        self._sources = dict(self._of_each(self._functions, self._read))
        self._packages: dict[str, Package] = {}

    def digests(self) -> Mapping[str, str]:
        """A digest of the sources of each: the same as long as they give the same package."""
        return {key: self._packager.digest(sources) for key, sources in self._sources.items()}

    def sources(self, key: str) -> FunctionSources:
        """What the package of a function is built of."""
        return self._sources[key]

    def hashes(self, known: Mapping[str, str]) -> Mapping[str, str]:
        """The hash of each package; `known` has hashes by the digests of sources."""
        digests = self.digests()
        return dict(self._of_each(digests, lambda key: known.get(digests[key]) or self._built(key).hash))

    def built(self, hashes: Mapping[str, str]) -> Mapping[str, str]:
        """The hash of each package by the digest of its sources, of `hashes` by function."""
        return {self._packager.digest(self._sources[key]): one for key, one in hashes.items()}

    def contents(self, keys: Collection[str]) -> Mapping[str, bytes]:
        """The zips of these functions."""
        return dict(self._of_each(keys, lambda key: self._built(key).content))

    def some(self, keys: Collection[str]) -> Mapping[str, Package]:
        """The packages of these functions."""
        return dict(self._of_each(keys, self._built))

    def all(self) -> Mapping[str, Package]:
        """Every package."""
        return self.some(self._functions)

    def package(self, key: str) -> Package:
        """The package of one function."""
        return dict(self._of_each([key], self._built))[key]

    def _built(self, key: str) -> Package:
        if key not in self._packages:
            self._packages[key] = self._packager.build(self._sources[key])
        return self._packages[key]

    def _read(self, key: str) -> FunctionSources:
        return self._packager.read(self._functions[key])

    def _of_each(self, keys: Iterable[str], work: Callable[[str], Value]) -> Iterator[tuple[str, Value]]:
        """What is worked out of each; whatever fails is told together, so that it can be mended together."""
        failed: dict[str, PackagingFailed] = {}
        for key in keys:
            try:
                yield key, work(key)
            except PackagingFailed as error:
                failed[f"{key} ({self._functions[key].place})"] = error
        if failed:
            raise _all_of(failed)


def _all_of(failed: Mapping[str, PackagingFailed]) -> PackagingFailed:
    if len(failed) == 1:
        ((where, error),) = failed.items()
        return PackagingFailed(f"{where}: {error.message}", error.hint)
    told = (f"\n  {where}: {error.message}\n    {error.hint}" for where, error in failed.items())
    return PackagingFailed(
        f"{len(failed)} functions cannot be packaged:{''.join(told)}", "below each stands what to do"
    )
