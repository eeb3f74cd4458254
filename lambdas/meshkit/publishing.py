"""Publishing an event. What may be published, and on which bus, is said by the environment Terraform has written.

MESH_PUBLISHES  {"OrderPlaced.v1": {"bus": "<ARN of the bus>"}}
MESH_SOURCE     orders.checkout
MESH_PRODUCER   orders/checkout
"""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from meshkit.cause import cause
from meshkit.envelope import caused_meta, detail, detail_type
from meshkit.errors import NotDeclared, PublishFailed, VersionRequired
from meshkit.event_bridge import event_bridge


def publish(name: str, data: dict[str, Any], *, version: int | None = None) -> str:
    """Publishes the event and gives its event_id.

    Raises NotDeclared, VersionRequired, PublishFailed, and botocore's own errors when the whole call fails.
    """
    buses = json.loads(os.environ.get("MESH_PUBLISHES", "{}"))
    version = declared_version(buses, name, version)
    return put_event(buses[detail_type(name, version)]["bus"], name, version, data)


def put_event(bus: str, name: str, version: int, data: Mapping[str, Any]) -> str:
    """Puts an event of this service on a bus, and gives its event_id. Raises PublishFailed."""
    meta = caused_meta(
        cause(), event_id=str(uuid4()), time=_now(), producer=os.environ["MESH_PRODUCER"], schema_version=version
    )
    entry = {
        "EventBusName": bus,
        "Source": os.environ["MESH_SOURCE"],
        "DetailType": detail_type(name, version),
        "Detail": detail(meta, data),
    }
    _refuse_failure(event_bridge().put_events(Entries=[entry]))
    return meta.event_id


def declared_version(declared: Mapping[str, Any], name: str, version: int | None) -> int:
    """The version to publish: the one asked for, or the only one declared."""
    versions = [number for each, number in map(_name_and_version, declared) if each == name]
    if not versions or (version is not None and version not in versions):
        asked = name if version is None else detail_type(name, version)
        raise NotDeclared(f"this service does not publish {asked}; it publishes {_listed(declared)}")
    if version is None and len(versions) > 1:
        raise VersionRequired(f"say which version of {name} to publish: version= one of {sorted(versions)}")
    return versions[0] if version is None else version


def _name_and_version(declared_type: str) -> tuple[str, int]:
    name, _, version = declared_type.rpartition(".v")
    return name, int(version)


def _listed(declared: Mapping[str, Any]) -> str:
    return ", ".join(sorted(declared)) or "nothing"


def _refuse_failure(answer: Mapping[str, Any]) -> None:
    if answer.get("FailedEntryCount"):
        entry = answer["Entries"][0]
        raise PublishFailed(entry.get("ErrorCode", "Unknown"), entry.get("ErrorMessage", "EventBridge gave no reason"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
