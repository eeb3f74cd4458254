"""Calls about connections. Their secrets are kept in Secrets Manager, as AWS does, and nowhere else."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from moto.core.utils import unix_time
from moto.events.exceptions import ResourceAlreadyExistsException, ResourceNotFoundException
from moto.events.responses import EventsHandler
from moto.secretsmanager.models import secretsmanager_backends

from meshctl.adapters.local_aws.event_bridge.calls.connections import WebhookConnection, secret_of, without_secrets
from meshctl.adapters.local_aws.event_bridge.calls.paging import page


def install() -> None:
    """Have connections kept and told so."""
    EventsHandler.create_connection = _create
    EventsHandler.update_connection = _update
    EventsHandler.describe_connection = _describe
    EventsHandler.delete_connection = _delete
    EventsHandler.list_connections = _list


def connection_of(handler: Any, name: str) -> WebhookConnection:
    """Give a connection by its name; `ResourceNotFoundException` where there is none."""
    found: WebhookConnection | None = handler.events_backend.connections.get(name)
    if found is None:
        raise ResourceNotFoundException(f"Failed to describe the connection(s). Connection '{name}' does not exist.")
    return found


def _create(handler: Any) -> str:
    name, given = handler._get_param("Name"), handler._get_param("AuthParameters") or {}
    backend, now = handler.events_backend, unix_time()
    if name in backend.connections:
        raise ResourceAlreadyExistsException(f"Connection {name} already exists.")
    arn = f"arn:aws:events:{backend.region_name}:{backend.account_id}:connection/{name}/{uuid.uuid4()}"
    secret = _secrets(handler).create_managed_secret(
        "events", f"events!connection/{name}/{uuid.uuid4()}", secret_string=json.dumps(secret_of(given))
    )
    authorization, description = handler._get_param("AuthorizationType"), handler._get_param("Description")
    told = without_secrets(given)
    made = WebhookConnection(name, arn, secret.arn, authorization, told, description, created=now, modified=now)
    backend.connections[name] = made
    return json.dumps({name: value for name, value in made.briefly.items() if name != "LastAuthorizedTime"})


def _update(handler: Any) -> str:
    """What a call does not name stays as it is."""
    connection = connection_of(handler, handler._get_param("Name"))
    if (given := handler._get_param("AuthParameters")) is not None:
        connection = _with_parameters(handler, connection, given)
    changed = replace(
        connection,
        authorization=handler._get_param("AuthorizationType") or connection.authorization,
        description=handler._get_param("Description") or connection.description,
        modified=unix_time(),
    )
    handler.events_backend.connections[changed.name] = changed
    return json.dumps(changed.briefly)


def _with_parameters(handler: Any, connection: WebhookConnection, given: Mapping[str, Any]) -> WebhookConnection:
    _secrets(handler).put_secret_value(
        connection.secret_arn, json.dumps(secret_of(given)), None, str(uuid.uuid4()), ["AWSCURRENT"]
    )
    return replace(connection, parameters=without_secrets(given))


def _describe(handler: Any) -> str:
    return json.dumps(connection_of(handler, handler._get_param("Name")).described)


def _delete(handler: Any) -> str:
    connection = connection_of(handler, handler._get_param("Name"))
    del handler.events_backend.connections[connection.name]
    _secrets(handler).delete_secret(connection.secret_arn, None, force_delete_without_recovery=True)
    return json.dumps({**connection.briefly, "ConnectionState": "DELETING"})


def _list(handler: Any) -> str:
    prefix, state = handler._get_param("NamePrefix") or "", handler._get_param("ConnectionState")
    found: list[WebhookConnection] = list(handler.events_backend.connections.values())
    wanted = [one.listed for one in found if one.name.startswith(prefix) and state in (None, one.state)]
    return json.dumps(page(handler, "Connections", wanted))


def _secrets(handler: Any) -> Any:
    return secretsmanager_backends[handler.events_backend.account_id][handler.events_backend.region_name]
