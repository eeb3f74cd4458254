"""What a function is told of events that nobody waits for (EventInvokeConfig): kept, merged and refused as by Lambda.

Changes moto's class, which keeps the first for ever.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moto.awslambda.exceptions import InvalidParameterValueException
from moto.awslambda.responses import LambdaResponse
from moto.core.utils import unix_time

from meshctl.adapters.local_aws.adaptations.functions.versions_stand_for_themselves import ARN_PARTS, EVENT_CONFIGS
from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.event_bridge.resources import find_function
from meshctl.adapters.local_aws.functions.calls.asked import (
    Answer,
    AskedFunction,
    NotThere,
    answer,
    asked_by,
    no_content,
    page,
)

SETTABLE = ("MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig")
SERVICES = ("sqs", "sns", "lambda", "events", "s3")
WAYS = {"OnSuccess": "onSuccess", "OnFailure": "onFailure"}


@dataclass(frozen=True)
class EventConfig:
    """What a function is told; the name of the field is moto's."""

    config: Mapping[str, Any]
    modified: float

    def answer(self, arn: str) -> dict[str, Any]:
        """Give what AWS answers of it."""
        ways = {way: (self.config.get("DestinationConfig") or {}).get(way) or {} for way in WAYS}
        return {"FunctionArn": arn, "LastModified": self.modified, **self.config, "DestinationConfig": ways}


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
    asked = asked_by(response)
    return answer(_config(asked).answer(_arn(asked)))


def _delete(response: Any) -> Answer:
    asked = asked_by(response)
    _config(asked)
    asked.existing.event_invoke_config = []
    return no_content()


def _list(response: Any) -> Answer:
    asked = _existing(response)
    told = [
        kept[-1].answer(":".join([*asked.arn.split(":")[:ARN_PARTS], qualifier]))
        for qualifier, kept in EVENT_CONFIGS.of_each(asked.existing).items()
        if kept
    ]
    return answer(page(response, "FunctionEventInvokeConfigs", told))


def _keep(response: Any, before: Mapping[str, Any]) -> Answer:
    spec = json.loads(response.body or "{}")
    told = {name: spec[name] for name in SETTABLE if spec.get(name) is not None}
    if not told:
        raise InvalidParameterValueException("You must specify at least one of error handling or destination setting.")
    asked = _existing(response)
    _check(told.get("DestinationConfig") or {}, asked)
    config = EventConfig({**before, **told}, unix_time())
    asked.existing.event_invoke_config = [config]
    return answer(config.answer(_arn(asked)))


def _check(destinations: Mapping[str, Any], asked: AskedFunction) -> None:
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


def _config(asked: AskedFunction) -> EventConfig:
    kept = asked.function.event_invoke_config if asked.function else []
    if not kept:
        raise NotThere(f"The function {_arn(asked)} doesn't have an EventInvokeConfig")
    config: EventConfig = kept[-1]
    return config


def _existing(response: Any) -> AskedFunction:
    asked = asked_by(response)
    if asked.function is None:
        raise NotThere("The function doesn't exist.")
    return asked


def _arn(asked: AskedFunction) -> str:
    return asked.arn if asked.qualifier else f"{asked.arn}:$LATEST"
