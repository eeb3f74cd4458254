"""Errors in JSON, with their parts named as the service's model names them: moto says `message`, wherever AWS says `Message`.

Clients show such a part as a fact of its own, so its name is seen. Pure.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from moto.core.utils import get_service_model

from meshctl.adapters.local_aws.answers import HttpAnswer
from meshctl.adapters.local_aws.requests.calls import AwsCall

PROTOCOLS = ("json", "rest-json")
SENT_BY_THE_CALLER = "User"
"""What Lambda's errors say in `Type`, where they are about the request."""


def in_its_shape(answered: HttpAnswer, call: AwsCall) -> HttpAnswer:
    """Give an answer as it is, or an error as the model of its service has it; what no model knows stays as it is."""
    if answered.status[0] not in "45" or call.service is None or call.protocol not in PROTOCOLS:
        return answered
    told = _read(answered.body)
    shape = _shape_of(call, _code(answered, told))
    if shape is None:
        return answered
    body = json.dumps(_renamed(told, shape)).encode()
    kept = [(name, value) for name, value in answered.headers if name.lower() != "content-length"]
    return replace(answered, headers=[*kept, ("Content-Length", str(len(body)))], body=body)


def _read(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _code(answered: HttpAnswer, told: Mapping[str, Any]) -> str:
    said = {name.lower(): value for name, value in answered.headers}.get("x-amzn-errortype") or told.get("__type")
    return str(said).rpartition("#")[2]


def _shape_of(call: AwsCall, code: str) -> Any | None:
    model = get_service_model(call.service.model) if call.service else None
    return model.shape_for_error_code(code) if model else None


def _renamed(told: Mapping[str, Any], shape: Any) -> dict[str, Any]:
    names = {name.lower(): name for name in shape.members}
    typed = {"Type": SENT_BY_THE_CALLER} if "Type" in shape.members else {}
    whole = typed | {names.get(name.lower(), name): value for name, value in told.items()}
    return {name: value for name, value in whole.items() if (name, value) != ("Type", None)}
