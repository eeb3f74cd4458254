"""What a function is told of events that nobody waits for (EventInvokeConfig): kept, merged and refused as by Lambda.

Changes moto's class, which keeps the first for ever.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import InvalidParameterValueException, LambdaClientError
from moto.awslambda.responses import LambdaResponse
from moto.core.utils import unix_time

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.enforcement.function_names import FunctionName
from meshctl.adapters.local_aws.event_bridge.resources import find_function

Answer = tuple[int, dict[str, Any], str]
SETTABLE = ("MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig")
SERVICES = ("sqs", "sns", "lambda", "events", "s3")
WAYS = {"OnSuccess": "onSuccess", "OnFailure": "onFailure"}


class NoSuchConfig(LambdaClientError):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer where there is no function, or nothing that it was told."""

    code = 404

    def __init__(self, message: str) -> None:
        super().__init__("ResourceNotFoundException", message)


@dataclass(frozen=True)
class EventConfig:
    """What a function is told; the name of the field is moto's."""

    config: Mapping[str, Any]
    modified: float

    def answer(self, arn: str) -> dict[str, Any]:
        """Give what AWS answers of it."""
        ways = {way: (self.config.get("DestinationConfig") or {}).get(way) or {} for way in WAYS}
        return {"FunctionArn": arn, "LastModified": self.modified, **self.config, "DestinationConfig": ways}


@dataclass(frozen=True)
class _Asked:
    """The function that a call is about, and the ARN that is answered; nothing where there is none."""

    arn: str
    kept: Any | None


def install() -> None:
    """Have these calls answered as by Lambda, in this process and for good."""
    LambdaResponse.put_function_event_invoke_config = _put
    LambdaResponse.update_function_event_invoke_config = _update
    LambdaResponse.get_function_event_invoke_config = _get
    LambdaResponse.delete_function_event_invoke_config = _delete
    LambdaResponse.list_function_event_invoke_configs = _list


def _put(response: Any) -> Answer:
    return _keep(response, {})


def _update(response: Any) -> Answer:
    return _keep(response, _config(_existing(response)).config)


def _get(response: Any) -> Answer:
    asked = _asked(response)
    return 200, {}, json.dumps(_config(asked).answer(asked.arn))


def _delete(response: Any) -> Answer:
    asked = _asked(response)
    _config(asked)
    if asked.kept:
        asked.kept.event_invoke_config = []
    return 204, {"status": 204}, ""


def _list(response: Any) -> Answer:
    asked = _existing(response)
    versions = response.backend.list_versions_by_function(asked.arn.split(":")[6])
    arns = {str(one.version): ":".join([*one.function_arn.split(":")[:7], str(one.version)]) for one in versions}
    told = [(arns[str(one.version)], one.event_invoke_config) for one in versions if one.event_invoke_config]
    configs = [kept[-1].answer(arn) for arn, kept in told]
    return 200, {}, json.dumps({"FunctionEventInvokeConfigs": configs})


def _keep(response: Any, before: Mapping[str, Any]) -> Answer:
    asked, spec = _existing(response), json.loads(response.body or "{}")
    told = {name: spec[name] for name in SETTABLE if spec.get(name) is not None}
    if not told:
        raise InvalidParameterValueException("You must specify at least one of error handling or destination setting.")
    _check(told.get("DestinationConfig") or {}, asked)
    config = EventConfig({**before, **told}, unix_time())
    asked.kept.event_invoke_config = [config]  # type: ignore[union-attr]  # it exists
    return 200, {}, json.dumps(config.answer(asked.arn))


def _check(destinations: Mapping[str, Any], asked: _Asked) -> None:
    for way in WAYS:
        named = (destinations.get(way) or {}).get("Destination")
        arn = Arn.parse(named) if named else None
        if arn is None:
            continue
        if arn.service not in SERVICES:
            raise InvalidParameterValueException(f"The provided destination config {_shown(destinations)} is invalid.")
        if arn.service == "lambda" and arn.text.split(":")[:7] == asked.arn.split(":")[:7]:
            raise InvalidParameterValueException("You can't specify the function as a destination for itself.")
        if arn.service == "lambda" and find_function(arn) is None:
            raise InvalidParameterValueException(f"The destination ARN {arn.text} is invalid.")


def _shown(destinations: Mapping[str, Any]) -> str:
    """A configuration as Lambda writes it out."""
    told = [
        f"{name}={way}(destination={destinations[way].get('Destination')})" if destinations.get(way) else f"{name}=null"
        for way, name in WAYS.items()
    ]
    return f"DestinationConfig({', '.join(told)})"


def _config(asked: _Asked) -> EventConfig:
    kept = asked.kept.event_invoke_config if asked.kept else []
    if not kept:
        raise NoSuchConfig(f"The function {asked.arn} doesn't have an EventInvokeConfig")
    config: EventConfig = kept[-1]
    return config


def _existing(response: Any) -> _Asked:
    asked = _asked(response)
    if asked.kept is None:
        raise NoSuchConfig("The function doesn't exist.")
    return asked


def _asked(response: Any) -> _Asked:
    """Read the function and the version or alias out of the path and the query."""
    named = unquote(response.path.split("/functions/")[1].split("/")[0])
    found = FunctionName.read(named) or FunctionName(named)
    inner, outer = found.qualifier, response.querystring.get("Qualifier", [""])[0]
    if inner and outer and inner != outer:
        raise InvalidParameterValueException(
            "The derived qualifier from the function name does not match the specified qualifier."
        )
    backend, qualifier = response.backend, inner or outer or "$LATEST"
    arn = FunctionName(found.name, qualifier=qualifier).arn(backend.region_name, backend.account_id)
    try:
        return _Asked(arn, backend.get_function(found.name, None if qualifier == "$LATEST" else qualifier))
    except LambdaClientError:
        return _Asked(arn, None)
