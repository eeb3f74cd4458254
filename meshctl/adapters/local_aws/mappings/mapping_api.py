"""Lambda's calls on event source mappings, with its checks, and without moto's own trigger. Changes moto's classes."""

import json
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import GenericResourcNotFound, InvalidParameterValueException, UnknownFunctionException
from moto.awslambda.responses import LambdaResponse

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.enforcement.function_names import FunctionName
from meshctl.adapters.local_aws.event_bridge.resources import find_stream
from meshctl.adapters.local_aws.functions.calls.asked import Answer, answer, page
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.mappings import refusals
from meshctl.adapters.local_aws.mappings.mapping import FunctionMapping
from meshctl.adapters.local_aws.mappings.streams import starts_of


def install() -> None:
    """Have mappings made, changed, told and taken away as by Lambda, in this process and for good."""
    LambdaResponse.create_event_source_mapping = _create
    LambdaResponse.get_event_source_mapping = _get
    LambdaResponse.update_event_source_mapping = _update
    LambdaResponse.delete_event_source_mapping = _delete
    LambdaResponse.list_event_source_mappings = _list


def _create(response: Any) -> Answer:
    spec = _spec(response)
    source = refusals.check_source(spec)
    backend, kept = response.backend, _function(response.backend, spec.get("FunctionName"))
    made = FunctionMapping.of(
        str(uuid.uuid4()), backend.account_id, backend.region_name, _arn(kept, spec["FunctionName"]), spec
    )
    refusals.check_batch(source, made.batch_size, made.window)
    for other in _all(backend):
        if (other.source, other.function_arn) == (source, made.function_arn):
            raise refusals.MappingExists(source, kept.function_name, other.uuid)
    refusals.check_reading(source, RunnableFunction.of(kept))
    if source.service == "kinesis":
        made.starts = starts_of(find_stream(source), spec)
    backend._event_source_mappings[made.uuid] = made
    return _accepted(made)


def _get(response: Any) -> Answer:
    return 200, {}, json.dumps(_found(response).answer())


def _update(response: Any) -> Answer:
    mapping, spec = _found(response), _spec(response)
    refusals.check_settings(mapping.source, spec)
    told = {**mapping.told, **{name: value for name, value in spec.items() if value is not None}}
    refusals.check_batch(mapping.source, told["BatchSize"], told["MaximumBatchingWindowInSeconds"])
    arn = mapping.function_arn
    if named := spec.get("FunctionName"):
        arn = _arn(_function(response.backend, named), named)
    mapping.update(arn, spec)
    return _accepted(mapping)


def _delete(response: Any) -> Answer:
    mapping = _found(response)
    del response.backend._event_source_mappings[mapping.uuid]
    mapping.end()
    return _accepted(mapping)


def _list(response: Any) -> Answer:
    wanted = {name: values[0] for name, values in response.querystring.items()}
    found = [one.answer() for one in _all(response.backend) if _is_wanted(one, wanted)]
    return answer(page(response, "EventSourceMappings", found))


def _is_wanted(mapping: FunctionMapping, wanted: Mapping[str, str]) -> bool:
    source, function = wanted.get("EventSourceArn"), wanted.get("FunctionName")
    if source and source != mapping.source.text:
        return False
    return not function or _parts(function) == _parts(mapping.function_arn)


def _accepted(mapping: FunctionMapping) -> Answer:
    return 202, {"status": 202}, json.dumps(mapping.answer())


def _spec(response: Any) -> dict[str, Any]:
    return dict(json.loads(response.body or "{}"))


def _all(backend: Any) -> list[FunctionMapping]:
    return list(backend._event_source_mappings.values())


def _found(response: Any) -> FunctionMapping:
    found = response.backend._event_source_mappings.get(unquote(response.path.rstrip("/").rpartition("/")[2]))
    if found is None:
        raise GenericResourcNotFound
    mapping: FunctionMapping = found
    return mapping


def _function(backend: Any, named: Any) -> Any:
    name, qualifier = _parts(str(named or ""))
    try:
        return backend.get_function(name, qualifier)
    except UnknownFunctionException:
        raise InvalidParameterValueException("Function does not exist") from None


def _arn(kept: Any, named: str) -> str:
    """The function's ARN with the version or alias that was named, and none where none was."""
    arn = Arn.parse(kept.function_arn)
    qualifier = _parts(named)[1]
    return ":".join([*arn.text.split(":")[:7], *([qualifier] if qualifier else [])])


def _parts(named: str) -> tuple[str, str | None]:
    found = FunctionName.read(named)
    return (found.name, found.qualifier) if found else (named, None)
