"""Use case: code from the contracts of what a service publishes and receives. Writes nothing, and runs no generator itself."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from meshctl.app.tell.users_of import MeshUses
from meshctl.codegen.event_classes import EventClass, UsedEvent, event_classes
from meshctl.codegen.generated_files import GeneratedFiles, GeneratedForService, left_over
from meshctl.codegen.model_document import model_document
from meshctl.codegen.python_events import FILES, python_events, python_models
from meshctl.codegen.sound_models import refuse_unsound_models
from meshctl.codegen.typescript import FILE, typescript
from meshctl.errors import MeshctlError, NotFound
from meshctl.model.events import Event
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service, Subscription
from meshctl.model.sources import Link

PYTHON, TYPESCRIPT = "python", "typescript"
ALL_FILES = (*FILES, FILE)
Generate = Callable[[dict[str, Any]], str]
"""Makes models of a document. Raises `MeshctlError`."""


def event_code(
    mesh: Mesh, service: Service, language: str, generate: Generate, *, elsewhere: bool = False
) -> GeneratedFiles:
    """The files of a service in that language, beside its functions or `elsewhere`. Raises `MeshctlError` where it has no events."""
    events = event_classes(used_events(mesh, service))
    if not events:
        raise MeshctlError(
            f"{service.key} neither publishes nor receives an event", "declare one, or name another service"
        )
    texts = {FILE: typescript(events)} if language == TYPESCRIPT else _python(service.key, events, generate)
    return GeneratedFiles.headed(GeneratedForService(service.key, elsewhere), texts)


def left_code(mesh: Mesh, service: str, found: Mapping[str, bytes], directories: Collection[str]) -> list[str]:
    """Paths of what was once written for a service, which may be gone, and would not be any more.

    `found` are the first lines of files; `directories` are those that files of it belong into, if it has events.
    """
    known = mesh.service(service)
    has_events = known is not None and bool(used_events(mesh, known))
    wanted = {f"{one}/{path}" for one in directories for path in FILES} if has_events else None
    written = {path: by for path, line in found.items() if (by := GeneratedForService.by(line))}
    return left_over(written, service, wanted)


def service_named(mesh: Mesh, key: str) -> Service:
    """The service `payments/capture`. Raises `NotFound`."""
    if (found := mesh.service(key)) is None:
        known = [one.key for one in mesh.services]
        raise NotFound(
            key,
            f'there is no service "{key}"',
            did_you_mean(key, known) or "name it as system/service: meshctl list services",
        )
    return found


def _python(service: str, events: tuple[EventClass, ...], generate: Generate) -> Mapping[str, str]:
    models = generate(model_document(events))
    refuse_unsound_models(models, [one.name for event in events for one in event.classes])
    return dict(zip(FILES, (python_events(service, events), python_models(models, events)), strict=True))


def used_events(mesh: Mesh, service: Service) -> list[UsedEvent]:
    """What a service publishes, in the order of its file, then what else it receives, by name."""
    published = {event.identity: event for event in service.events}
    received = {event.identity: event for event in _Received(mesh).by(service)}
    others = sorted(received.keys() - published.keys(), key=lambda one: (one[0] != service.system, one))
    found = [*published.values(), *(received[one] for one in others)]
    return [UsedEvent(one, _schema(mesh, one), one.identity in published, one.identity in received) for one in found]


def _schema(mesh: Mesh, event: Event) -> Any:
    schema = mesh.schemas.get(event.schema)
    return schema.data if schema and not schema.faults else None


class _Received:
    """Which events reach a service: by its subscriptions, by those before its queues, topics and streams, and in workflows of others."""

    def __init__(self, mesh: Mesh) -> None:
        self._mesh, self._uses = mesh, MeshUses.of(mesh)
        self._seen: set[str] = set()

    def by(self, service: Service) -> Iterator[Event]:
        for one in service.subscriptions:
            yield from self._brought(one)
        for function in service.functions:
            for workflow in self._uses.workflows.get((service.key, function.kind, function.name), ()):
                owner, _, name = workflow.rpartition("/")
                yield from self._to(owner, "workflow", name)

    def _brought(self, one: Subscription) -> Iterator[Event]:
        if one.key in self._seen:
            return
        self._seen.add(one.key)
        if isinstance(one.wants, Link):
            yield from self._to(*self._mesh.owned_by(one.wants, one.receiver))
        else:
            yield from self._mesh.meant_by(one.wants)

    def _to(self, owner: str, kind: str, channel: str) -> Iterator[Event]:
        for one in self._mesh.subscriptions:
            if (one.receiver, one.delivery.kind, one.delivery.channel) == (owner, kind, channel):
                yield from self._brought(one)
