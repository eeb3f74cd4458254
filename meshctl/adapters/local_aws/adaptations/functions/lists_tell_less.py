"""What a list of functions tells, what a path may name, and that `$LATEST` goes with its function alone; moto does otherwise."""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from moto.awslambda import urls
from moto.awslambda.exceptions import InvalidParameterValueException, UnknownFunctionException
from moto.awslambda.models import LambdaBackend
from moto.awslambda.responses import LambdaResponse

LISTED = (
    ("list_functions", "Functions"),
    ("list_versions_by_function", "Versions"),
)
NO_CONTENT = HTTPStatus.NO_CONTENT.value
OF_ONE_ALONE = ("LastUpdateStatus", "RuntimeVersionConfig", "State")


def install() -> None:
    """Have Lambda answer so, in this process and for good."""
    for call, name in LISTED:
        setattr(LambdaResponse, call, _listed(getattr(LambdaResponse, call), name))
    LambdaBackend.list_versions_by_function = _versions(LambdaBackend.list_versions_by_function)
    urls.url_paths = _as_written(urls.url_paths)
    LambdaResponse.delete_function = _but_the_latest(LambdaResponse.delete_function)


def _listed(stock: Any, name: str) -> Any:
    def answer(response: Any) -> str:
        told = json.loads(stock(response))
        told[name] = [{key: one[key] for key in one if key not in OF_ONE_ALONE} for one in told[name]]
        return json.dumps(told)

    return answer


def _versions(stock: Any) -> Any:
    """Of a function that is there, and may be named by its ARN."""

    def versions(backend: Any, named: str) -> Any:
        return stock(backend, backend.get_function(unquote(named)).function_name)

    return versions


def _but_the_latest(stock: Any) -> Any:
    """A version that is not there is as good as deleted, where the function is."""

    def answer(response: Any) -> Any:
        name, qualifier = unquote(response.path.rsplit("/", 1)[-1]), response._get_param("Qualifier")
        qualifier = qualifier or (name.rpartition(":")[2] if name.endswith(":$LATEST") else None)
        if qualifier == "$LATEST":
            raise InvalidParameterValueException("$LATEST version cannot be deleted without deleting the function.")
        try:
            return stock(response)
        except UnknownFunctionException:
            if not qualifier:
                raise
            response.backend.get_function(name)
            return NO_CONTENT, {"status": NO_CONTENT}, ""

    return answer


def _as_written(paths: dict[str, Any]) -> dict[str, Any]:
    """A path may name a function with `$LATEST`; moto leaves out a `$` that is no end."""
    return {path.replace("[\\w_:%-]", "[\\w_:%\\x24-]"): answer for path, answer in paths.items()}
