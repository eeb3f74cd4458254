"""Lists of functions and of their versions: in pages, and with less of each than is told of one alone. Changes moto's class.

https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
"""

from typing import Any

from moto.awslambda.responses import LambdaResponse

from meshctl.adapters.local_aws.functions.calls.asked import Answer, answer, asked_by, page

MOST = 50
"""On a page."""
OF_ONE_ALONE = ("LastUpdateStatus", "RuntimeVersionConfig", "State")


def install() -> None:
    """Have these calls answered as by Lambda, in this process and for good."""
    LambdaResponse.list_functions = _list_functions
    LambdaResponse.list_versions_by_function = _list_versions


def _list_functions(response: Any) -> Answer:
    version = response.querystring.get("FunctionVersion", [None])[0]
    return _listed(response, "Functions", response.backend.list_functions(version))


def _list_versions(response: Any) -> Answer:
    name = asked_by(response).existing.function_name
    return _listed(response, "Versions", response.backend.list_versions_by_function(name))


def _listed(response: Any, name: str, functions: Any) -> Answer:
    told = [_told(function.get_configuration()) for function in functions]
    return answer(page(response, name, told, MOST))


def _told(configuration: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in configuration.items() if key not in OF_ONE_ALONE}
