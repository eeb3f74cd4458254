"""Which function, version or alias a call of Lambda is about, by its path and its query, and what is answered where there is none."""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import (
    InvalidParameterValueException,
    LambdaClientError,
    UnknownAliasException,
    UnknownFunctionException,
)

from meshctl.adapters.local_aws.adaptations.functions.versions_stand_for_themselves import read_name
from meshctl.adapters.local_aws.enforcement.function_names import FunctionName
from meshctl.adapters.local_aws.requests.paging import NoSuchPage, page_of

Answer = tuple[int, dict[str, Any], str]
PAGE = 100
ALIAS = re.compile(r"(?![0-9]+$)[a-zA-Z0-9-_]+")


class NotThere(LambdaClientError):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer about what is not there, in words of its own."""

    code = 404

    def __init__(self, message: str) -> None:
        super().__init__("ResourceNotFoundException", message)


class AlreadyThere(LambdaClientError):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer about what is there already."""

    code = 409

    def __init__(self, message: str) -> None:
        super().__init__("ResourceConflictException", message)


class InvalidWithoutType(InvalidParameterValueException):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer to a wrong value where it does not say whose fault that is, as it does elsewhere."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.description = json.dumps({"__type": self.error_type, "message": message, "Type": None})


@dataclass(frozen=True)
class AskedFunction:
    """The function that a call is about: `arn` as it was asked for; `function` is moto's, nothing where there is none."""

    backend: Any
    name: str
    qualifier: str | None
    arn: str
    function: Any | None

    @property
    def existing(self) -> Any:
        """The function; without one `UnknownFunctionException` or `UnknownAliasException` is raised."""
        if self.function is not None:
            return self.function
        is_alias = self.qualifier and ALIAS.fullmatch(self.qualifier)
        raise (UnknownAliasException if is_alias else UnknownFunctionException)(self.arn)

    @property
    def latest(self) -> Any | None:
        """The function without a version; nothing where there is none."""
        return _found(self.backend, self.name, None)


def asked_by(response: Any) -> AskedFunction:
    """Read it; a version or an alias may be named in the path or in the query."""
    named = unquote(response.path.split("/functions/")[1].split("/")[0])
    read = read_name(named, response.querystring.get("Qualifier", [""])[0] or None)
    backend = response.backend
    arn = FunctionName(read.name, qualifier=read.qualifier).arn(backend.region_name, backend.account_id)
    return AskedFunction(backend, read.name, read.qualifier, arn, _found(backend, read.name, read.qualifier))


def answer(told: Any, status: int = 200) -> Answer:
    """Give an answer as moto wants it."""
    return status, {"status": status}, json.dumps(told)


def page(response: Any, name: str, found: list[Any], most: int = PAGE) -> dict[str, Any]:
    """Give what was found in pages, as large as they were asked for and not larger than `most`."""
    wanted = {key: values[0] for key, values in response.querystring.items()}
    try:
        told, following = page_of(found, min(int(wanted.get("MaxItems") or most), most), wanted.get("Marker"))
    except NoSuchPage:
        raise InvalidParameterValueException("Invalid Marker.") from None
    return {name: told, **({"NextMarker": following} if following else {})}


def no_content() -> Answer:
    """Give the answer that is none."""
    return 204, {"status": 204}, ""


def _found(backend: Any, name: str, qualifier: str | None) -> Any | None:
    try:
        return backend.get_function(name, qualifier)
    except LambdaClientError:
        return None
