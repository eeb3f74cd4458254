"""A version and an alias have a policy and an EventInvokeConfig of their own, and functions are found by every form of a name.

moto gives each version those of the latest, tells no alias from its version, and reads no part of an ARN.
"""

import copy
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.models import LambdaBackend, LambdaFunction, LambdaStorage
from moto.awslambda.policy import Policy

from meshctl.adapters.local_aws.enforcement.function_names import FunctionName

LATEST = "$LATEST"
ARN_PARTS = 7
"""Of the ARN of a function without a version."""


class FunctionAttribute:
    """An attribute that the latest, each version and each alias of a function has for itself; they share where these are kept."""

    def __init__(self, name: str, first: Callable[[Any], Any]) -> None:
        self.place, self.first = f"_{name}_of_each", first

    def __get__(self, function: Any, owner: Any = None) -> Any:
        """Give what this version or alias has."""
        kept, qualifier = self.of_each(function), qualifier_of(function)
        if qualifier not in kept:
            kept[qualifier] = self.first(function)
        return kept[qualifier]

    def __set__(self, function: Any, value: Any) -> None:
        """Keep it for this version or alias alone."""
        self.of_each(function)[qualifier_of(function)] = value

    def of_each(self, function: Any) -> dict[str, Any]:
        """Give what all have, by version or alias."""
        kept: dict[str, Any] = function.__dict__.setdefault(self.place, {})
        return kept


POLICY = FunctionAttribute("policy", Policy)
EVENT_CONFIGS = FunctionAttribute("event_invoke_config", lambda _: [])


def install() -> None:
    """Have functions kept and found so, in this process and for good."""
    LambdaFunction.policy, LambdaFunction.event_invoke_config = POLICY, EVENT_CONFIGS
    LambdaStorage.get_function_by_name_or_arn_with_qualifier = _find
    LambdaStorage.get_function_by_name_or_arn_forbid_qualifier = _find_latest
    LambdaBackend.get_function = _named_as_asked(LambdaBackend.get_function)
    LambdaBackend.delete_function = _delete(LambdaBackend.delete_function)


def qualifier_of(function: Any) -> str:
    """Give the version of a function, or the alias that it was found by."""
    return getattr(function, "alias", None) or str(getattr(function, "version", LATEST))


def forget(function: Any, qualifier: str) -> None:
    """Forget what a version or an alias had that is no more."""
    for attribute in (POLICY, EVENT_CONFIGS):
        attribute.of_each(function).pop(qualifier, None)


def read_name(named: str, qualifier: str | None = None) -> FunctionName:
    """Read in which way a function is named; what is of no form is a name that nobody has."""
    found = FunctionName.read(unquote(named)) or FunctionName(named)
    return FunctionName(found.name, found.account, found.qualifier or qualifier, found.region)


def as_alias(version: Any, alias: Any) -> Any:
    """Give a version as it is seen through moto's alias: `weights` says which other versions that runs, and how often."""
    seen = copy.copy(version)
    seen.alias, seen.alias_revision = alias.name, alias.revision_id
    seen.weights = (alias.routing_config or {}).get("AdditionalVersionWeights") or {}
    seen.function_arn = alias.arn
    return seen


def _find(storage: Any, named: str, qualifier: str | None = None) -> Any:
    asked = read_name(named, qualifier)
    return storage.get_function_by_name_with_qualifier(asked.name, asked.qualifier)


def _find_latest(storage: Any, named: str) -> Any:
    asked = read_name(named)
    if asked.qualifier:
        raise InvalidParameterValueException("Cannot provide qualifier")
    return storage.get_function_by_name_forbid_qualifier(asked.name)


def _named_as_asked(stock: Any) -> Any:
    def get_function(backend: Any, named: str, qualifier: str | None = None) -> Any:
        found, asked = stock(backend, named, qualifier), read_name(named, qualifier).qualifier
        if not asked or asked.lower() == LATEST.lower() or asked == str(found.version):
            return found
        return as_alias(found, backend._lambdas._get_function_aliases(found.function_name)[asked])

    return get_function


def _delete(stock: Any) -> Any:
    def delete_function(backend: Any, named: str, qualifier: str | None = None) -> None:
        asked = read_name(named, qualifier)
        function = backend.get_function(asked.name, asked.qualifier)
        stock(backend, asked.name, asked.qualifier)
        if asked.qualifier:
            forget(function, asked.qualifier)

    return delete_function
