"""Answers are laid out as AWS lays them out: JSON without white space, XML over lines, but for SQS's; moto does it otherwise.

Their length is told, to who counts it and in the output of a workflow's task. Ids of requests are UUIDs.
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from moto.core import responses, serialize
from moto.utilities import aws_headers


def install() -> None:
    """Have answers that are made by the models of services laid out so, and each told by a UUID."""
    serialize.JSONSerializer._serialize_body = _in_one_line
    serialize.QuerySerializer._serialize_body = _over_lines
    responses.gen_amzn_requestid_long = aws_headers.gen_amzn_requestid_long = _new_id


def _in_one_line(_: Any, body: Mapping[str, Any]) -> str:
    return json.dumps(body, separators=(",", ":"))


def _over_lines(serializer: Any, body: Mapping[str, Any]) -> str:
    write = serialize.xmltodict.unparse
    if serializer.service_model.service_name == "sqs":
        return f'<?xml version="1.0"?>{write(body, full_document=False, short_empty_elements=True)}'
    laid_out = write(body, full_document=False, short_empty_elements=True, pretty=True, indent="  ")
    return f"{laid_out}\n"


def _new_id(headers: dict[str, Any] | None = None) -> str:
    request_id = str(uuid.uuid4())
    if headers is not None:
        headers["x-amzn-requestid"] = request_id
    return request_id
