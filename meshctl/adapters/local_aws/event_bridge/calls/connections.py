"""A connection: who calls an HTTP endpoint, by which credentials. Pure.

These are kept in a secret of their own, and told to nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

AUTHORIZED_BY = {"BASIC": "BasicAuthParameters", "API_KEY": "ApiKeyAuthParameters"}
"""Where the credentials stand, of the ways that need no answer of anybody."""
SECRETS = ("Password", "ApiKeyValue", "ClientSecret")
Parameters = Mapping[str, Any]


@dataclass(frozen=True)
class WebhookConnection:
    """A connection as it stands, without its secrets; times are seconds since the epoch."""

    name: str
    arn: str
    secret_arn: str
    authorization: str
    parameters: Parameters
    description: str | None
    created: float
    modified: float

    @property
    def state(self) -> str:
        """OAuth waits for the endpoint that authorizes, which nobody asks here."""
        return "AUTHORIZED" if self.authorization in AUTHORIZED_BY else "AUTHORIZING"

    @property
    def briefly(self) -> dict[str, Any]:
        """What a call that changes it answers."""
        return {
            "ConnectionArn": self.arn,
            "ConnectionState": self.state,
            "CreationTime": self.created,
            "LastModifiedTime": self.modified,
            "LastAuthorizedTime": self.modified,
        }

    @property
    def listed(self) -> dict[str, Any]:
        """What a list says of it."""
        return {"Name": self.name, "AuthorizationType": self.authorization, **self.briefly}

    @property
    def described(self) -> dict[str, Any]:
        """All that is said of it."""
        description = {"Description": self.description} if self.description else {}
        return {**self.listed, **description, "SecretArn": self.secret_arn, "AuthParameters": self.parameters}


def without_secrets(parameters: Parameters) -> dict[str, Any]:
    """Give the parameters as they may be told."""
    return {name: _told(value) for name, value in parameters.items() if name not in SECRETS}


def secret_of(parameters: Parameters) -> dict[str, Any]:
    """Give what the secret holds, as AWS writes it."""
    secret: dict[str, Any] = {}
    for name, given in parameters.items():
        if name == "InvocationHttpParameters":
            secret["invocation_http_parameters"] = _in_snake_case(given)
        else:
            secret |= _in_snake_case({**given.get("ClientParameters", {}), **given})
    secret.pop("client_parameters", None)
    return secret


def _told(value: Any) -> Any:
    if isinstance(value, Mapping):
        told = without_secrets(value)
        return {name: one for name, one in told.items() if name != "Value"} if value.get("IsValueSecret") else told
    return [_told(one) for one in value] if isinstance(value, list) else value


def _in_snake_case(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_snake(name): _in_snake_case(one) for name, one in value.items()}
    return [_in_snake_case(one) for one in value] if isinstance(value, list) else value


def _snake(name: str) -> str:
    """`ClientID` is `client_id`, and `OAuthHttpParameters` `oauth_http_parameters`."""
    words = name.replace("OAuth", "Oauth").replace("ID", "Id")
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in words).lstrip("_")
