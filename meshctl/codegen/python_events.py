"""The module that a function imports: its events as classes that meshkit knows, and `publish` for those that it may. Pure.

All that stands in it is written here but names of events and harmless texts.
"""

from collections.abc import Iterable, Sequence

from meshctl.codegen.event_classes import EventClass

PACKAGE = "mesh_events"
MODELS = "models"
FILES = (f"{PACKAGE}/__init__.py", f"{PACKAGE}/{MODELS}.py")
_UNFORMATTED = "# ruff: noqa\n# isort: skip_file\n# fmt: off"
"""Tools that put code into form leave it alone, so that it stays as it was written."""


def python_events(service: str, events: Sequence[EventClass]) -> str:
    """The text of `mesh_events/__init__.py`, below its first line; `models` beside it has the fields of the events."""
    published = [one.name for one in events if one.published]
    received = [one.name for one in events if one.received]
    parts = [
        f"{_UNFORMATTED}\n{_docstring(service)}\n\n{_imports(bool(published), bool(events))}",
        *map(_class, events),
    ]
    text = "\n\n\n".join(parts)
    if aliases := "\n\n".join([*_union("Published", published), *_union("Received", received)]):
        text += f"\n\n\n{aliases}"
    if published:
        text += f"\n\n\n{_PUBLISH}"
    return (
        f"{text}\n\n{_exported(published, received)}"
        if not published
        else f"{text}\n\n\n{_exported(published, received)}"
    )


def python_models(models: str, events: Sequence[EventClass]) -> str:
    """The text of `mesh_events/models.py`, below its first line, of what the generator has made.

    Objects within an event stand below it. Before a class is derived from it, pydantic has to be told that they are there now.
    """
    within = (one.name for event in events if len(event.classes) > 1 for one in reversed(event.classes))
    rebuilt = "".join(f"{name}.model_rebuild()\n" for name in within)
    return f"{_UNFORMATTED}\n{models.strip()}\n" + (f"\n\n{rebuilt}" if rebuilt else "")


def _docstring(service: str) -> str:
    return f'"""The events that {service} publishes and receives, by its file in the catalogue."""'


def _imports(publishes: bool, has_events: bool) -> str:
    lines = []
    if publishes:
        lines.append("from collections.abc import Iterable")
    if has_events:
        lines.append("from typing import ClassVar, TypeAlias")
    if publishes:
        lines += ["", "import meshkit"]
    if has_events:
        lines += ["", f"from . import {MODELS}"]
    return "\n".join(lines)


def _class(one: EventClass) -> str:
    told = one.classes[0].description or "It has no description."
    source = f'\n    event_source: ClassVar[str] = "{one.event.source}"' if one.is_known_by_source else ""
    return (
        f"class {one.name}({MODELS}.{one.name}):\n"
        f'    """`{one.event.key}`, version {one.event.version}. {told}"""\n\n'
        f'    event_name: ClassVar[str] = "{one.event.name}"\n'
        f"    event_version: ClassVar[int] = {one.event.version}" + source
    )


def _union(name: str, classes: Sequence[str]) -> Iterable[str]:
    if classes:
        yield f"{name}: TypeAlias = {' | '.join(classes)}"


_PUBLISH = '''\
def publish(event: Published, /) -> str:
    """Publishes an event of this service, and gives its event_id. Raises what `meshkit.publish` raises."""
    return meshkit.publish(event)


def publish_all(events: Iterable[Published]) -> list[str]:
    """Publishes events of this service in few calls, and gives their event_ids. Raises what `meshkit.publish_all` raises."""
    return meshkit.publish_all(events)'''


def _exported(published: Sequence[str], received: Sequence[str]) -> str:
    more = [*(["Published", "publish", "publish_all"] if published else []), *(["Received"] if received else [])]
    lines = "".join(f'    "{name}",\n' for name in sorted({*published, *received, *more}))
    return f"__all__ = [\n{lines}]\n" if lines else "__all__: list[str] = []\n"
