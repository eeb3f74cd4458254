"""Calls about API destinations: the HTTP endpoints that are called over a connection."""

import json
from typing import Any

from moto.core.utils import unix_time
from moto.events.exceptions import ResourceAlreadyExistsException, ResourceNotFoundException
from moto.events.models import Destination
from moto.events.responses import EventsHandler

from meshctl.adapters.local_aws.event_bridge.calls.connection_calls import connection_of
from meshctl.adapters.local_aws.event_bridge.calls.paging import page

CALLS_A_SECOND = 300
"""https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html"""
CHANGEABLE = {
    "Description": "description",
    "ConnectionArn": "connection_arn",
    "InvocationEndpoint": "invocation_endpoint",
    "HttpMethod": "http_method",
    "InvocationRateLimitPerSecond": "invocation_rate_limit_per_second",
}
"""Fields of a call, and moto's names of them."""


def install() -> None:
    """Have API destinations kept and told so."""
    EventsHandler.create_api_destination = _create
    EventsHandler.update_api_destination = _update
    EventsHandler.describe_api_destination = _describe
    EventsHandler.delete_api_destination = _delete
    EventsHandler.list_api_destinations = _list


def _create(handler: Any) -> str:
    backend, name = handler.events_backend, handler._get_param("Name")
    if name in backend.destinations:
        raise ResourceAlreadyExistsException(f"An api-destination '{name}' already exists.")
    given = {attribute: handler._get_param(field) for field, attribute in CHANGEABLE.items()}
    given["invocation_rate_limit_per_second"] = given["invocation_rate_limit_per_second"] or CALLS_A_SECOND
    made = Destination(name, backend.account_id, backend.region_name, **given)
    made.state, made.last_modified_time = _state(handler, given["connection_arn"]), made.creation_time
    backend.destinations[name] = made
    return json.dumps(_briefly(made))


def _update(handler: Any) -> str:
    """What a call does not name stays as it is."""
    destination = _found(handler)
    given = {attribute: handler._get_param(field) for field, attribute in CHANGEABLE.items()}
    state = _state(handler, given["connection_arn"] or destination.connection_arn)
    for attribute, value in given.items():
        if value is not None:
            setattr(destination, attribute, value)
    destination.state, destination.last_modified_time = state, unix_time()
    return json.dumps(_briefly(destination))


def _describe(handler: Any) -> str:
    destination = _found(handler)
    description = {"Description": destination.description} if destination.description else {}
    return json.dumps({**_listed(destination), **description})


def _delete(handler: Any) -> str:
    del handler.events_backend.destinations[_found(handler).name]
    return "{}"


def _list(handler: Any) -> str:
    prefix, connection = handler._get_param("NamePrefix") or "", handler._get_param("ConnectionArn")
    wanted = [
        _listed(one)
        for one in list(handler.events_backend.destinations.values())
        if one.name.startswith(prefix) and connection in (None, one.connection_arn)
    ]
    return json.dumps(page(handler, "ApiDestinations", wanted))


def _found(handler: Any) -> Any:
    name = handler._get_param("Name")
    if name not in handler.events_backend.destinations:
        missing = f"An api-destination '{name}' does not exist."
        raise ResourceNotFoundException(f"Failed to describe the api-destination(s). {missing}")
    return handler.events_backend.destinations[name]


def _state(handler: Any, connection_arn: str) -> str:
    connection = connection_of(handler, connection_arn.split("/")[1])
    return "ACTIVE" if connection.state == "AUTHORIZED" else "INACTIVE"


def _briefly(destination: Any) -> dict[str, Any]:
    return {
        "ApiDestinationArn": destination.arn,
        "ApiDestinationState": destination.state,
        "CreationTime": destination.creation_time,
        "LastModifiedTime": destination.last_modified_time,
    }


def _listed(destination: Any) -> dict[str, Any]:
    fields = {field: getattr(destination, attribute) for field, attribute in CHANGEABLE.items()}
    del fields["Description"]
    return {"Name": destination.name, **_briefly(destination), **fields}
