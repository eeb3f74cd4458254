"""Connections and API destinations: what is told of them, and what stays secret."""

import json
from typing import Any

import pytest

from .accounts import Account, refused

pytestmark = pytest.mark.local


def connection(account: Account, kind: str, parameters: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = account.events.create_connection(
        Name=account.prefix, AuthorizationType=kind, AuthParameters=parameters
    )
    return made


def secret(account: Account) -> Any:
    arn = account.events.describe_connection(Name=account.prefix)["SecretArn"]
    assert f":secret:events!connection/{account.prefix}/" in arn
    return json.loads(account.client("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])


def test_the_secret_of_a_connection_is_kept_and_not_told(orders: Account) -> None:
    name = {"Name": orders.prefix}
    parameters = {"BasicAuthParameters": {"Username": "u", "Password": "p"}, "InvocationHttpParameters": {}}
    assert connection(orders, "BASIC", parameters)["ConnectionState"] == "AUTHORIZED"
    told = orders.events.describe_connection(**name)
    assert told["AuthParameters"] == {"BasicAuthParameters": {"Username": "u"}, "InvocationHttpParameters": {}}
    assert secret(orders) == {"username": "u", "password": "p", "invocation_http_parameters": {}}
    again = {"BasicAuthParameters": {"Username": "u", "Password": "other"}}
    orders.events.update_connection(**name, AuthParameters=again)
    assert secret(orders) == {"username": "u", "password": "other"}
    taken = refused(orders.events.create_connection, **name, AuthorizationType="BASIC", AuthParameters=again)
    assert taken == ("ResourceAlreadyExistsException", f"Connection {orders.prefix} already exists.")
    assert orders.events.delete_connection(**name)["ConnectionState"] == "DELETING"
    gone = f"Failed to describe the connection(s). Connection '{orders.prefix}' does not exist."
    assert refused(orders.events.describe_connection, **name) == ("ResourceNotFoundException", gone)


def test_values_of_a_connection_that_are_secret_are_not_told(orders: Account) -> None:
    headers = [{"Key": "a", "Value": "open"}, {"Key": "b", "Value": "hidden", "IsValueSecret": True}]
    keys = {"ApiKeyAuthParameters": {"ApiKeyName": "k", "ApiKeyValue": "hidden"}}
    connection(orders, "API_KEY", {**keys, "InvocationHttpParameters": {"HeaderParameters": headers}})
    told = orders.events.describe_connection(Name=orders.prefix)["AuthParameters"]
    assert told["InvocationHttpParameters"]["HeaderParameters"] == [headers[0], {"Key": "b", "IsValueSecret": True}]
    assert "hidden" not in str(told)
    assert str(secret(orders)).count("hidden") == 2


def test_a_destination_waits_for_its_connection_to_be_authorized(orders: Account) -> None:
    client = {"ClientID": "c", "ClientSecret": "s"}
    oauth = {"ClientParameters": client, "AuthorizationEndpoint": "https://example.com/o", "HttpMethod": "put"}
    arn = connection(orders, "OAUTH_CLIENT_CREDENTIALS", {"OAuthParameters": oauth})["ConnectionArn"]
    assert secret(orders) == {
        "client_id": "c",
        "client_secret": "s",
        "authorization_endpoint": "https://example.com/o",
        "http_method": "put",
    }
    name, called = {"Name": orders.prefix}, {"InvocationEndpoint": "https://example.com", "HttpMethod": "POST"}
    made = orders.events.create_api_destination(**name, **called, ConnectionArn=arn)
    assert made["ApiDestinationState"] == "INACTIVE"
    assert orders.events.describe_api_destination(**name)["InvocationRateLimitPerSecond"] == 300
    orders.events.update_api_destination(**name, HttpMethod="PUT", InvocationRateLimitPerSecond=5)
    (listed,) = orders.events.list_api_destinations(NamePrefix=orders.prefix)["ApiDestinations"]
    assert (listed["HttpMethod"], listed["InvocationRateLimitPerSecond"]) == ("PUT", 5)
    orders.events.delete_api_destination(**name)
    gone = f"Failed to describe the api-destination(s). An api-destination '{orders.prefix}' does not exist."
    assert refused(orders.events.describe_api_destination, **name) == ("ResourceNotFoundException", gone)
