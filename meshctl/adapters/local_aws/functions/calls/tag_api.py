"""The tags of functions and mappings: put, told, taken away and refused as by Lambda. Changes moto's class.

https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html
"""

import json
from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import InvalidParameterValueException, UnknownFunctionException
from moto.awslambda.models import LambdaFunction
from moto.awslambda.responses import LambdaResponse

from meshctl.adapters.local_aws.adaptations.functions.functions_say_all import revise
from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.functions.calls.asked import Answer, NotThere, answer, no_content

MOST = 50
OF_FUNCTIONS_ALONE = "Tags on function aliases and versions are not supported. Please specify a function ARN."
OTHERS = {"event-source-mapping": "Event source mapping", "capacity-provider": "Capacity provider"}
"""What else has tags, as Lambda calls it."""


def install() -> None:
    """Have these calls answered as by Lambda, in this process and for good."""
    LambdaResponse.list_tags = _list
    LambdaResponse.tag_resource = _tag
    LambdaResponse.untag_resource = _untag


def check_tags(tags: dict[str, str]) -> None:
    """Raise Lambda's refusal of more tags than a resource can have."""
    if len(tags) > MOST:
        raise InvalidParameterValueException("Number of tags exceeds resource tag limit.")


def _list(response: Any) -> Answer:
    return answer({"Tags": _tagged(response).tags})


def _tag(response: Any) -> Answer:
    tagged, wanted = _tagged(response), json.loads(response.body)["Tags"]
    if not wanted:
        raise InvalidParameterValueException("An error occurred and the request cannot be processed.")
    return _keep(tagged, {**tagged.tags, **wanted})


def _untag(response: Any) -> Answer:
    tagged, gone = _tagged(response), response.querystring.get("tagKeys", [])
    return _keep(tagged, {name: value for name, value in tagged.tags.items() if name not in gone})


def _keep(tagged: Any, tags: dict[str, str]) -> Answer:
    check_tags(tags)
    tagged.tags.clear()
    tagged.tags.update(tags)  # versions share them
    if isinstance(tagged, LambdaFunction):
        revise(tagged)
    return no_content()


def _tagged(response: Any) -> Any:
    text = unquote(response.path.split("/tags/", 1)[1])
    kind, name, *qualifier = Arn.parse(text).resource.split(":")
    if kind in OTHERS:
        return _other(response, kind, name, text)
    if qualifier:
        raise InvalidParameterValueException(OF_FUNCTIONS_ALONE)
    try:
        return response.backend.get_function(name)
    except UnknownFunctionException:
        raise UnknownFunctionException(text) from None


def _other(response: Any, kind: str, name: str, text: str) -> Any:
    found = response.backend.get_event_source_mapping(name) if kind == "event-source-mapping" else None
    if found is None:
        raise NotThere(f"{OTHERS[kind]} not found: {text}")
    return found
