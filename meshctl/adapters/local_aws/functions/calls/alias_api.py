"""Lambda's aliases: made, changed, told and refused as by Lambda. Changes moto's class, which looks at no weights.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import InvalidParameterValueException, UnknownAliasException
from moto.awslambda.models import LambdaAlias
from moto.awslambda.responses import LambdaResponse

from meshctl.adapters.local_aws.adaptations.functions.functions_say_all import check_revision
from meshctl.adapters.local_aws.adaptations.functions.versions_stand_for_themselves import LATEST, forget
from meshctl.adapters.local_aws.functions.calls.asked import (
    AlreadyThere,
    Answer,
    AskedFunction,
    InvalidWithoutType,
    NotThere,
    answer,
    asked_by,
    no_content,
    page,
)

WEIGHTS = "AdditionalVersionWeights"


def install() -> None:
    """Have these calls answered as by Lambda, in this process and for good."""
    LambdaResponse.create_alias = _create
    LambdaResponse.get_alias = _get
    LambdaResponse.update_alias = _update
    LambdaResponse.delete_alias = _delete
    LambdaResponse.list_aliases = _list


def _create(response: Any) -> Answer:
    asked, wanted = asked_by(response), json.loads(response.body)
    name, version, weights = wanted["Name"], wanted["FunctionVersion"], _weights(wanted)
    _check(asked, version, weights)
    if name in (aliases := _aliases(asked)):
        raise AlreadyThere(f"Alias already exists: {_arn(asked, name)}")
    backend = asked.backend
    description = wanted.get("Description") or ""
    aliases[name] = LambdaAlias(
        backend.account_id, backend.region_name, name, asked.name, version, description, weights
    )
    return answer(_told(aliases[name]), 201)


def _get(response: Any) -> Answer:
    asked, name = asked_by(response), _name(response)
    if (alias := _aliases(asked).get(name)) is None:
        raise UnknownAliasException(_arn(asked, name))
    return answer(_told(alias))


def _update(response: Any) -> Answer:
    asked, name, wanted = asked_by(response), _name(response), json.loads(response.body or "{}")
    if (alias := _aliases(asked).get(name)) is None:
        raise NotThere(f"Alias not found: {_arn(asked, name)}")
    check_revision(wanted.get("RevisionId"), alias.revision_id)
    version = wanted.get("FunctionVersion") or alias.function_version
    weights = _weights(wanted) if wanted.get("RoutingConfig") is not None else alias.routing_config
    _check(asked, version, weights)
    alias.update(wanted.get("Description"), version, weights)
    alias.revision_id = str(uuid.uuid4())
    return answer(_told(alias))


def _delete(response: Any) -> Answer:
    asked, name = asked_by(response), _name(response)
    if _aliases(asked).pop(name, None):
        forget(asked.existing, name)
    return no_content()


def _list(response: Any) -> Answer:
    """Those that name one version, where one is asked for."""
    version = response.querystring.get("FunctionVersion", [None])[0]
    aliases = sorted(_aliases(asked_by(response)).values(), key=lambda alias: str(alias.name))
    told = [_told(alias) for alias in aliases if version in (None, alias.function_version)]
    return answer(page(response, "Aliases", told))


def _check(asked: AskedFunction, version: str, weights: Mapping[str, Any]) -> None:
    others = weights.get(WEIGHTS) or {}
    if len(others) > 1:
        raise InvalidParameterValueException(f"Number of items in {WEIGHTS} cannot be greater than 1")
    if version in others:
        told = f"Function version {version} is already included in routing configuration."
        raise InvalidParameterValueException(f"Invalid function version {version}. {told}")
    if others and version == LATEST:
        raise InvalidWithoutType(f"{LATEST} is not supported for an alias pointing to more than 1 version")
    for named in (version, *others):
        asked.backend.get_function(asked.name, named)


def _weights(wanted: Mapping[str, Any]) -> dict[str, Any]:
    others = (wanted.get("RoutingConfig") or {}).get(WEIGHTS)
    return {WEIGHTS: others} if others else {}


def _aliases(asked: AskedFunction) -> dict[str, Any]:
    found: dict[str, Any] = asked.backend._lambdas._get_function_aliases(asked.name)
    return found


def _told(alias: Any) -> dict[str, Any]:
    return {name: value for name, value in alias.to_json().items() if value is not None}


def _name(response: Any) -> str:
    return unquote(response.path.rsplit("/", 1)[-1])


def _arn(asked: AskedFunction, name: str) -> str:
    return f"{asked.arn}:{name}"
