"""Lambda tells where a function logs, its runtime, its revision, and that it is being made or changed; moto does not, and keeps half of a change.

A function is ready at once: who asks again is told so. Recorded on AWS.
"""

import hashlib
import uuid
from typing import Any
from urllib.parse import unquote

from moto.awslambda.exceptions import InvalidParameterValueException, PreconditionFailedException
from moto.awslambda.models import LambdaBackend, LambdaFunction, LambdaStorage
from moto.awslambda.responses import LambdaResponse

BEING_MADE = "The function is being created.", "Creating"
ANOTHER_REVISION = (
    "The Revision Id provided does not match the latest Revision Id. Call the {} API to retrieve the latest Revision Id"
)
ANOTHER_CODE = "CodeSHA256 ({}) is different from current CodeSHA256 in $LATEST ({}). Please try again with the CodeSHA256 in $LATEST."
LEVELS = {"ApplicationLogLevel": "INFO", "SystemLogLevel": "INFO"}


def install() -> None:
    """Have functions kept and told so, in this process and for good."""
    LambdaFunction.__init__ = _created(LambdaFunction.__init__)
    LambdaFunction.get_configuration = _told(LambdaFunction.get_configuration)
    LambdaFunction.update_configuration = _updated(LambdaFunction.update_configuration)
    LambdaFunction.update_function_code = _changing(LambdaFunction.update_function_code)
    LambdaFunction.set_version = _revised(LambdaFunction.set_version)
    LambdaStorage.publish_version = _publishing(LambdaStorage.publish_version)
    LambdaBackend.update_function_code = _update_code
    LambdaResponse.publish_version = _published(LambdaResponse.publish_version)


def check_revision(asked: str | None, kept: str, told_by: str = "GetFunction/GetAlias") -> None:
    """Raise Lambda's refusal of who speaks of another revision than the latest, which the call `told_by` tells."""
    if asked not in (None, "", kept):
        raise PreconditionFailedException(ANOTHER_REVISION.format(told_by))


def revise(function: Any) -> None:
    """Give what was changed another revision."""
    function.revision = str(uuid.uuid4())


def logging_of(name: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """Give where and how a function logs: levels are of JSON alone."""
    told = {"LogFormat": "Text", "LogGroup": f"/aws/lambda/{name}", **wanted}
    levels = {level: told.pop(level, usual) for level, usual in LEVELS.items()}
    return {**told, **(levels if told["LogFormat"] == "JSON" else {})}


def _created(stock: Any) -> Any:
    def create(function: Any, account_id: str, spec: dict[str, Any], region: str, version: Any = 1) -> None:
        stock(function, account_id, spec, region, version)
        function.logging_config = logging_of(function.function_name, spec.get("LoggingConfig") or {})
        function.has_environment = "Environment" in spec
        revise(function)

    return create


def _told(stock: Any) -> Any:
    def get_configuration(function: Any, on_create: bool = False) -> dict[str, Any]:
        told: dict[str, Any] = stock(function, on_create)
        if not told["Layers"]:
            del told["Layers"]
        if function.has_environment:
            told["Environment"] = {"Variables": function.environment_vars}
        if function.package_type == "Zip":
            told["RuntimeVersionConfig"] = {"RuntimeVersionArn": _runtime(function)}
        told |= {"LoggingConfig": function.logging_config, "RevisionId": function.revision}
        return told | _in_progress("State", "Pending") if on_create else told

    return get_configuration


def _in_progress(name: str, word: str) -> dict[str, str]:
    """A function that is being made has another revision than when it is ready."""
    reason, code = BEING_MADE
    return {name: word, f"{name}Reason": reason, f"{name}ReasonCode": code, "RevisionId": str(uuid.uuid4())}


def _runtime(function: Any) -> str:
    version = hashlib.sha256(str(function.run_time).encode()).hexdigest()
    return f"arn:aws:lambda:{function.region}::runtime:{version}"


def _updated(stock: Any) -> Any:
    def update(function: Any, wanted: dict[str, Any]) -> dict[str, Any]:
        if "LoggingConfig" in wanted:
            kept = {**function.logging_config, **wanted["LoggingConfig"]}
            function.logging_config = logging_of(function.function_name, kept)
        function.tracing_config = wanted.get("TracingConfig") or function.tracing_config
        function.ephemeral_storage = (wanted.get("EphemeralStorage") or {}).get("Size", function.ephemeral_storage)
        function.has_environment = function.has_environment or "Environment" in wanted
        asked = (
            {**wanted, "Environment": {"Variables": {}, **wanted["Environment"]}} if "Environment" in wanted else wanted
        )
        return dict(_changing(stock)(function, asked))

    return update


def _changing(stock: Any) -> Any:
    def change(function: Any, wanted: dict[str, Any]) -> dict[str, Any]:
        check_revision(wanted.get("RevisionId"), function.revision)
        told = stock(function, wanted)
        revise(function)
        return {**told, **_in_progress("LastUpdateStatus", "InProgress")}

    return change


def _revised(stock: Any) -> Any:
    def set_version(function: Any, version: int) -> None:
        stock(function, version)
        revise(function)

    return set_version


def _publishing(stock: Any) -> Any:
    """The latest has another revision, where it has become a version."""

    def publish_version(storage: Any, named: str, description: str = "") -> Any:
        latest = storage.get_function_by_name_or_arn_forbid_qualifier(named)
        versions = storage._functions[latest.function_name]["versions"]
        before = len(versions)
        version = stock(storage, latest.function_name, description)
        if len(versions) > before:
            revise(latest)
        return version

    return publish_version


def _update_code(backend: Any, named: str, qualifier: str | None, body: dict[str, Any]) -> dict[str, Any]:
    """moto changes the code twice, so that the second change finds another revision."""
    function = backend.get_function(named, qualifier)
    told: dict[str, Any] = function.update_function_code(body)
    if not body.get("Publish"):
        return told
    version: dict[str, Any] = backend.publish_version(function.function_name).get_configuration(on_create=True)
    return version


def _published(stock: Any) -> Any:
    def publish(response: Any) -> Any:
        wanted = response.json_body or {}
        function = response.backend.get_function(unquote(response.path.split("/")[-2]))
        check_revision(wanted.get("RevisionId"), function.revision)
        if wanted.get("CodeSha256") not in (None, "", function.code_sha_256):
            raise InvalidParameterValueException(ANOTHER_CODE.format(wanted["CodeSha256"], function.code_sha_256))
        return stock(response)

    return publish
