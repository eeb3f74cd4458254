"""Subscriptions that name an event without its version, as text that names it. Pure."""

from collections.abc import Iterator, Mapping

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.events import EventReference
from meshctl.model.places import Place


def with_version_named(files: CatalogueFiles, event: str) -> Mapping[str, bytes]:
    """The files that want the only version of `event` without saying which, changed so that they say it."""
    changed: dict[str, bytes] = {}
    for place, version in _unversioned(files, event):
        content = changed.get(place.file, files.contents[place.file])
        changed[place.file] = _inserted(content, place, event, f".v{version}")
    return changed


def _unversioned(files: CatalogueFiles, event: str) -> Iterator[tuple[Place, int]]:
    """Where the event is named without a version, and the version that is meant by it."""
    mesh = read_catalogue(files).mesh
    for subscription in mesh.subscriptions if mesh else ():
        wants = subscription.wants
        meant = mesh.event_of(wants) if mesh and isinstance(wants, EventReference) and str(wants) == event else None
        if meant:
            yield wants.place, meant.version


def _inserted(content: bytes, place: Place, word: str, text: str) -> bytes:
    """`content` with `text` behind the word that stands at `place`; as it was where the word is written in another way."""
    lines = content.decode("utf-8-sig").split("\n")
    line = lines[place.line - 1]
    before, found, after = line[place.column - 1 :].partition(word)
    lines[place.line - 1] = f"{line[: place.column - 1]}{before}{found}{text if found else ''}{after}"
    return "\n".join(lines).encode()
