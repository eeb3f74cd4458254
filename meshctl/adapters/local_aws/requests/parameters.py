"""The input of a call, read out of the request by the protocol that was spoken. Raises `NotReadable`, and decides nothing."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from moto.core.parse import UNDEFINED, QueryParser

from meshctl.adapters.local_aws.requests.aws_request import AwsRequest
from meshctl.adapters.local_aws.requests.calls import AwsCall, labels_of
from meshctl.adapters.local_aws.requests.value_types import WORDS, NotReadable, wire_name

NO_JSON = "Unexpected character or end of input in the JSON of the request"


class NotWellFormed(NotReadable):
    """The body is no text of the protocol at all."""


def read_parameters(request: AwsRequest, call: AwsCall) -> dict[str, Any] | None:
    """Give what a call is given, by its members' names in JSON; nothing where only moto knows how to read it."""
    shape = call.operation.input_shape if call.operation else None
    if shape is None:
        return {}
    reader = READERS.get(call.protocol)
    return reader(request, call, shape) if reader else None


def without_nulls(value: Any) -> Any:
    """Give JSON without members that are null: AWS takes these as not there, and moto as something."""
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def read_json(body: bytes) -> Any:
    """Give the JSON of a body, an empty one being an empty object; `NotWellFormed` where it is none."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_no_number) if body else {}
    except (ValueError, RecursionError) as problem:
        raise NotWellFormed(NO_JSON) from problem


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _of_json(request: AwsRequest, _: AwsCall, __: Any) -> dict[str, Any]:
    return _object(request.body)


def _object(body: bytes) -> dict[str, Any]:
    read = read_json(body)
    if not isinstance(read, dict):
        raise NotReadable("Start of list found where not expected" if isinstance(read, list) else "Expected null")
    return read


class _AsText(QueryParser):  # type: ignore[misc]  # moto is not typed
    """Reads a form's structure and leaves the values as they came; numbers are made of them after."""

    def _parse_integer(self, shape: Any, params: Any, prefix: str = "") -> Any:
        given = self._default_handle(shape, params, prefix)
        return given if given is UNDEFINED else _converted(str(given), shape)

    _parse_boolean = _parse_long = _parse_float = _parse_double = _parse_integer
    _parse_blob = _parse_timestamp = QueryParser._default_handle


def _of_form(request: AwsRequest, call: AwsCall, shape: Any) -> dict[str, Any]:
    parsed = _AsText(call.operation).parse({"values": request.form})
    named: dict[str, Any] = _by_wire_names(parsed, shape)
    return named


def _by_wire_names(value: Any, shape: Any) -> Any:
    """moto's reader names members as the model does."""
    if shape.type_name == "structure":
        members = shape.members
        return {wire_name(name, members[name]): _by_wire_names(inner, members[name]) for name, inner in value.items()}
    if shape.type_name == "list":
        return [_by_wire_names(inner, shape.member) for inner in value]
    if shape.type_name == "map":
        return {key: _by_wire_names(inner, shape.value) for key, inner in value.items()}
    return value


def _of_rest(request: AwsRequest, call: AwsCall, shape: Any) -> dict[str, Any]:
    """Members stand in the path, the query, the headers, and the others in the body."""
    labels = labels_of(call, request.path)
    given = _of_body(request, shape)
    for name, member in shape.members.items():
        place = PLACES.get(member.serialization.get("location"))
        found = place(request, labels, wire_name(name, member)) if place and member.type_name != "map" else None
        if found is not None:
            given[wire_name(name, member)] = _typed(found, member)
    return given


def _of_body(request: AwsRequest, shape: Any) -> dict[str, Any]:
    payload = shape.serialization.get("payload")
    if payload is None:
        return _object(request.body)
    member = shape.members[payload]
    if member.type_name in ("blob", "string"):
        return {wire_name(payload, member): request.body} if request.body and member.type_name == "blob" else {}
    return {wire_name(payload, member): read_json(request.body)}


PLACES: dict[str, Callable[[AwsRequest, Mapping[str, str], str], Any]] = {
    "uri": lambda _, labels, name: labels.get(name),
    "querystring": lambda request, _, name: request.query.get(name),
    "header": lambda request, _, name: request.headers.get(name.lower()),
}


def _typed(found: str | list[str], member: Any) -> Any:
    several = found if isinstance(found, list) else [found]
    if member.type_name == "list":
        return [_converted(one, member.member) for one in several]
    return _converted(several[0], member)


def _converted(text: str, shape: Any) -> Any:
    """Give the number or truth that a text stands for, as the shape wants it."""
    make = MADE_OF_TEXT.get(shape.type_name)
    try:
        return make(text) if make else text
    except (ValueError, KeyError):
        raise NotReadable(f"STRING_VALUE can not be converted to {WORDS[shape.type_name]}") from None


MADE_OF_TEXT: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
    "boolean": lambda text: {"true": True, "false": False}[text.lower()],
}


READERS: dict[str, Callable[[AwsRequest, AwsCall, Any], dict[str, Any] | None]] = {
    "json": _of_json,
    "query": _of_form,
    "rest-json": _of_rest,
}
