"""Use case: everything the catalogue says of one thing. What a name means is decided by its form."""

from collections.abc import Callable
from typing import Any

from meshctl.app.overview import (
    LISTS,
    Record,
    channels_of,
    consumers_of,
    event_record,
    routes,
    service_record,
    subscription_record,
)
from meshctl.errors import MeshctlError
from meshctl.model.channels import Function
from meshctl.model.events import REFERENCE, Event
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage


def show_one(mesh: Mesh, kind: str | None, name: str) -> tuple[str, Record]:
    """The kind of the thing and all that is said of it. Raises `MeshctlError` where there is none, or several."""
    kinds = [kind] if kind else _kinds_by_form(name)
    found = [(each, record) for each in kinds for record in [_SHOWN[each](mesh, name)] if record]
    if len(found) > 1:
        meant = " and ".join(f"a {each}" for each, _ in found)
        raise MeshctlError(f'"{name}" is {meant}', f"say which: meshctl show {found[0][0]} {name}")
    if not found:
        known = [str(record[each]) for each in kinds for record in LISTS[f"{each}s"](mesh)]
        raise MeshctlError(f'there is no {" or ".join(kinds)} "{name}"', did_you_mean(name, known))
    return found[0]


def show_route(mesh: Mesh, stage: Stage, name: str) -> Record:
    """The route of the subscription `name` in a stage. Raises `MeshctlError` where there is none."""
    known = {str(record["route"]): record for record in routes(mesh, stage)}
    if name not in known:
        raise MeshctlError(f'there is no route "{name}"', did_you_mean(name, known))
    return known[name]


def _kinds_by_form(name: str) -> list[str]:
    if REFERENCE.match(name):
        return ["event"]
    return {0: ["system"], 1: ["service"]}.get(name.count("/"), ["subscription", "channel"])


def _system(mesh: Mesh, name: str) -> Record | None:
    system = mesh.system(name)
    if not system:
        return None
    return {
        "system": system.name,
        "description": system.description,
        "team": system.team,
        "contact": system.contact,
        "file": str(system.place.file),
        "services": [service_record(service) for service in system.services],
        "events": [record for record in LISTS["events"](mesh) if str(record["event"]).startswith(f"{name}/")],
    }


def _service(mesh: Mesh, name: str) -> Record | None:
    service = mesh.service(name)
    if not service:
        return None
    return {
        "service": service.key,
        "description": service.description,
        "file": service.place.file,
        "publishes": [_event_details(mesh, event, brief=True) for event in service.events],
        "functions": [_function(function) for function in service.functions],
        "queues": [{"queue": queue.name, "keep_seconds": queue.keep_seconds} for queue in service.queues],
        "subscriptions": [subscription_record(subscription) for subscription in service.subscriptions],
    }


def _event(mesh: Mesh, name: str) -> Record | None:
    meant = [event for event in mesh.events if name in (event.key, f"{event.key}.v{event.version}")]
    if len(meant) > 1:
        versions = ", ".join(f"{event.key}.v{event.version}" for event in meant)
        raise MeshctlError(f'"{name}" is published in several versions', f"say which: {versions}")
    return _event_details(mesh, meant[0]) if meant else None


def _event_details(mesh: Mesh, event: Event, *, brief: bool = False) -> Record:
    consumers = consumers_of(mesh).get((event.system, event.name, event.version), [])
    record = event_record(event, consumers)
    if brief:
        return record
    return {
        **record,
        "description": event.description,
        "schema": event.schema,
        "source": event.source,
        "detail_type": event.detail_type,
        "place": str(event.place),
        "consumers": [subscription_record(one) for one in consumers],
    }


def _subscription(mesh: Mesh, name: str) -> Record | None:
    found = (one for one in mesh.subscriptions if one.key == name)
    return next(({**subscription_record(one), "place": str(one.place)} for one in found), None)


def _channel(mesh: Mesh, name: str) -> Record | None:
    service = mesh.service(name.rpartition("/")[0])
    found = [record for record in channels_of(service) if record["channel"] == name] if service else []
    if not service or not found:
        return None
    functions = {function.name: function for function in service.functions}
    function = functions.get(name.rpartition("/")[2]) if found[0]["kind"] == "function" else None
    leading = [one for one in service.subscriptions if one.name in found[0]["subscriptions"]]
    more = _function(function) if function else {}
    return {**found[0], **more, "subscriptions": [subscription_record(one) for one in leading]}


def _function(function: Function) -> dict[str, Any]:
    return {
        "function": function.name,
        "source": function.source,
        "handler": function.handler,
        "runtime": function.runtime,
        "memory_mb": function.memory_mb,
        "timeout_seconds": function.timeout_seconds,
    }


_SHOWN: dict[str, Callable[[Mesh, str], Record | None]] = {
    "system": _system,
    "service": _service,
    "event": _event,
    "subscription": _subscription,
    "channel": _channel,
}
