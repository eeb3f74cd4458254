"""Settings that hold where an item itself says nothing. Pure; what may be said, and within which bounds, is for shape.py.

The nearer goes before the farther: the item, its service, its system, the mesh, and at last the language's own defaults.
At each of these, what is said for one stage goes before what is said for all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from meshctl.catalogue.documents.yaml_documents import Document
from meshctl.catalogue.language.shape import language
from meshctl.model.stages import ProviderVersion

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cascade:
    """The settings in force at some place of the catalogue, by their group: `retry`, `function`, `tags`, ..."""

    groups: Mapping[str, Settings]

    def under(self, data: Mapping[str, Any], stage: str | None) -> "Cascade":
        """The settings in force below a document that says `defaults`, and perhaps others for `stage`."""
        said = [layer["defaults"] for layer in (data, overrides_in(data, stage)) if "defaults" in layer]
        return Cascade(_merged(self.groups, *said)) if said else self

    def of(self, group: str, *nearer: Settings) -> Settings:
        """The settings of a group, with those said nearer over them."""
        return {key: value for layer in (self.groups.get(group, {}), *nearer) for key, value in layer.items()}


def overrides_in(data: Mapping[str, Any], stage: str | None) -> Mapping[str, Any]:
    """What a document says for one stage alone."""
    said: Mapping[str, Any] = data.get("stages", {}).get(stage, {})
    return said


@cache
def own_defaults() -> Cascade:
    """What the language itself says: the defaults that its schema tells."""
    groups = language()["$defs"]["defaults"]["properties"]
    return Cascade({group: dict(_defaults(schema)) for group, schema in groups.items()})


def own_default(kind: str, key: str) -> Any:
    """What the language itself says of a key of one kind of thing that no `defaults` speak of."""
    return language()["$defs"][kind]["properties"][key]["default"]


def aws_provider(document: Document, *path: str) -> ProviderVersion:
    """The version of the AWS provider for what stands at `path` of mesh.yaml: its own, that of the mesh, or the language's."""
    said: Any = document.data
    for step in path:
        said = said[step]
    if "aws_provider" in said:
        return ProviderVersion(said["aws_provider"], document.place(*path, "aws_provider"))
    number = document.data.get("aws_provider") or own_default("mesh", "aws_provider")
    return ProviderVersion(number, document.place("aws_provider" if "aws_provider" in document.data else path[0]))


def _defaults(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((key, one["default"]) for key, one in schema.get("properties", {}).items() if "default" in one)


def _merged(groups: Mapping[str, Settings], *nearer: Mapping[str, Settings]) -> Mapping[str, Settings]:
    merged = dict(groups)
    for layer in nearer:
        for group, settings in layer.items():
            if not isinstance(settings, Mapping):
                continue  # of schemas, which are the same for every item
            merged[group] = {**merged.get(group, {}), **settings}
    return merged
