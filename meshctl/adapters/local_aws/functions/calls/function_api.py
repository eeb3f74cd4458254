"""What of a function that is made or changed is refused, and GetAccountSettings, as by Lambda. Changes moto's classes.

https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
"""

import json
from collections.abc import Mapping
from typing import Any

from moto.awslambda import urls
from moto.awslambda.exceptions import InvalidParameterValueException, LambdaClientError
from moto.awslambda.models import LambdaFunction
from moto.awslambda.responses import LambdaResponse

from meshctl.adapters.local_aws.adaptations.functions.versions_stand_for_themselves import read_name
from meshctl.adapters.local_aws.enforcement.put_packages import UNPACKED_BYTES, check_code
from meshctl.adapters.local_aws.functions.calls.asked import Answer, answer
from meshctl.adapters.local_aws.functions.calls.concurrency_api import OF_AN_ACCOUNT
from meshctl.adapters.local_aws.functions.calls.tag_api import check_tags

LONGEST_NAME = 64
ENVIRONMENT_BYTES, ZIPPED_BYTES, ALL_BYTES = 4096, 52_428_800, 80_530_636_800
TOO_MUCH = (
    "Lambda was unable to configure your environment variables because the environment variables you have provided "
    "exceeded the 4KB limit. String measured: "
)
NO_SUCH_KEY = (
    "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist."
)


class PackageTooLarge(LambdaClientError):  # type: ignore[misc]  # moto is not typed
    """Lambda's answer to a package that has to lie in a bucket."""

    code = 413

    def __init__(self) -> None:
        super().__init__("RequestEntityTooLargeException", f"Zipped size must be smaller than {ZIPPED_BYTES} bytes")


def install() -> None:
    """Have these calls answered as by Lambda, in this process and for good."""
    LambdaResponse.create_function = _create(LambdaResponse.create_function)
    LambdaResponse.update_function_configuration = _update(LambdaResponse.update_function_configuration)
    LambdaFunction._set_function_code = _set_code(LambdaFunction._set_function_code)
    LambdaResponse.get_account_settings = _tell_account
    urls.url_paths[r"{0}/(?P<api_version>[^/]+)/account-settings/?$"] = LambdaResponse.dispatch


def _create(stock: Any) -> Any:
    """An ARN may name the function; moto takes it for the name."""

    def create(response: Any) -> Any:
        spec = json.loads(response.body)
        spec["FunctionName"] = _name(spec["FunctionName"])
        check_tags(spec.get("Tags") or {})
        _check_environment(spec)
        response.body = json.dumps(spec)
        return stock(response)

    return create


def _update(stock: Any) -> Any:
    def update(response: Any) -> Any:
        _check_environment(json.loads(response.body or "{}"))
        return stock(response)

    return update


def _set_code(stock: Any) -> Any:
    """moto takes a package that is in no bucket for an empty one."""

    def set_code(function: Any, spec: Mapping[str, Any]) -> None:
        try:
            stock(function, spec)
        except ValueError as refusal:
            raise InvalidParameterValueException(str(refusal.args[-1])) from None
        if "S3Key" in spec and "ZipFile" not in spec:
            _check_object(function.code_bytes)
        if "ZipFile" in spec and function.code_size >= ZIPPED_BYTES:
            raise PackageTooLarge

    return set_code


def _check_object(code: bytes) -> None:
    if not code:
        raise InvalidParameterValueException(NO_SUCH_KEY)
    check_code(code)


def _tell_account(response: Any) -> Answer:
    functions = response.backend._lambdas.all()
    latest = [one for one in functions if str(one.version) == "$LATEST"]
    kept = sum(int(one.reserved_concurrency or 0) for one in latest)
    limits = {
        "TotalCodeSize": ALL_BYTES,
        "CodeSizeUnzipped": UNPACKED_BYTES,
        "CodeSizeZipped": ZIPPED_BYTES,
        "ConcurrentExecutions": OF_AN_ACCOUNT,
        "UnreservedConcurrentExecutions": OF_AN_ACCOUNT - kept,
    }
    usage = {"TotalCodeSize": sum(one.code_size for one in functions), "FunctionCount": len(latest)}
    return answer({"AccountLimit": limits, "AccountUsage": usage})


def _name(named: str) -> str:
    name = read_name(named).name
    if len(name) > LONGEST_NAME:
        told = f"Value '{name}' at 'functionName' failed to satisfy constraint"
        raise InvalidParameterValueException(
            f"1 validation error detected: {told}: Member must have length less than or equal to {LONGEST_NAME}"
        )
    return name


def _check_environment(spec: Mapping[str, Any]) -> None:
    variables = (spec.get("Environment") or {}).get("Variables") or {}
    measured = json.dumps(variables, separators=(",", ":"), ensure_ascii=False)
    if len(measured.encode(errors="surrogatepass")) > ENVIRONMENT_BYTES:
        raise InvalidParameterValueException(f"{TOO_MUCH}{measured}")
