"""Use case: everything the catalogue says of one thing. What a name means is decided by its form."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from meshctl.app.tell.details import (
    channel_details,
    event_details,
    external_details,
    schema_details,
    service_details,
    source_details,
    subscription_details,
    system_details,
)
from meshctl.app.tell.list_things import LISTS
from meshctl.errors import MeshctlError, NotFound
from meshctl.model.events import REFERENCE
from meshctl.model.findings import did_you_mean
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.results.things import ChannelDetails, Details, ExternalDetails, SourceDetails, Summary

SORTS = {name: "source" if kind.is_source else "channel" for name, kind in KINDS.items()}
"""Of which sort a thing of each kind is: a queue is a channel, a schedule is a source."""


def show_one(mesh: Mesh, kind: str | None, name: str) -> Details:
    """All that is said of a thing. Raises `NotFound` where there is none of that name, `MeshctlError` where there are several.

    `kind` may be a sort (channel) or a kind of that sort (queue); without it the form of the name decides.
    """
    sorts = [SORTS.get(kind, kind)] if kind else _sorts_by_form(name)
    found = [one for sort in sorts for one in DETAILS[sort](mesh, name) if _is(kind_of(one), kind)]
    if not found:
        raise NotFound(name, f'there is no {kind or " or ".join(sorts)} "{name}"', _nearest(mesh, sorts, kind, name))
    if len(found) > 1:
        raise _several(found, name)
    return found[0]


def kind_of(thing: Details) -> str:
    """The kind of a channel, a source or an external, the sort of everything else."""
    return thing.summary.kind if isinstance(thing, ChannelDetails | SourceDetails | ExternalDetails) else thing.sort


def _is(own: str, kind: str | None) -> bool:
    """Whether a thing of its own kind is of `kind`, where a kind is asked for and no sort."""
    return kind not in SORTS or own == kind


def _several(found: Sequence[Details], name: str) -> MeshctlError:
    kinds = [kind_of(one) for one in found]
    meant = " and ".join(f"{_article(kind)} {kind}" for kind in kinds)
    return MeshctlError(f'"{name}" is {meant}', f"say which: meshctl show {kinds[0]} {name}")


def _nearest(mesh: Mesh, sorts: Iterable[str], kind: str | None, name: str) -> str:
    listed: Iterable[Summary] = (one for sort in sorts for one in LISTS[f"{sort}s"](mesh))
    return did_you_mean(name, [one.name for one in listed if _is(getattr(one, "kind", one.sort), kind)])


def _sorts_by_form(name: str) -> list[str]:
    if REFERENCE.match(name):
        return ["event"]
    if name.endswith(".json"):
        return ["schema"]
    deeper = {0: ["system"], 1: ["service", "external"]}
    return deeper.get(name.count("/"), ["subscription", "channel", "source"])


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"


DETAILS: Mapping[str, Callable[[Mesh, str], Iterable[Details]]] = {
    "system": system_details,
    "service": service_details,
    "event": event_details,
    "schema": schema_details,
    "subscription": subscription_details,
    "channel": channel_details,
    "source": source_details,
    "external": external_details,
}
"""What can be shown of a mesh by itself, by its sort. Routes are those of a stage."""
