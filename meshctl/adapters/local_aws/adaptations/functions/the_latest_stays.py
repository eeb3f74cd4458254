"""What a path may name, that an alias is not deleted as a version, and that `$LATEST` goes with its function alone; moto does otherwise."""

from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from moto.awslambda import urls
from moto.awslambda.exceptions import InvalidParameterValueException, UnknownFunctionException
from moto.awslambda.responses import LambdaResponse

from meshctl.adapters.local_aws.adaptations.functions.versions_stand_for_themselves import read_name

NO_CONTENT = HTTPStatus.NO_CONTENT.value


def install() -> None:
    """Have Lambda answer so, in this process and for good."""
    urls.url_paths = _as_written(urls.url_paths)
    LambdaResponse.delete_function = _but_the_latest(LambdaResponse.delete_function)


def _but_the_latest(stock: Any) -> Any:
    """A version that is not there is as good as deleted, where the function is."""

    def answer(response: Any) -> Any:
        name, qualifier = unquote(response.path.rsplit("/", 1)[-1]), response._get_param("Qualifier")
        qualifier = qualifier or read_name(name).qualifier
        if qualifier == "$LATEST":
            raise InvalidParameterValueException("$LATEST version cannot be deleted without deleting the function.")
        if qualifier and not qualifier.isdecimal():
            raise InvalidParameterValueException("Deletion of aliases is not currently supported.")
        try:
            return stock(response)
        except UnknownFunctionException:
            if not qualifier:
                raise
            response.backend.get_function(name)
            return NO_CONTENT, {"status": NO_CONTENT}, ""

    return answer


def _as_written(paths: dict[str, Any]) -> dict[str, Any]:
    """A path may name a function with `$LATEST`, and with dots; moto leaves both out."""
    return {path.replace("[\\w_:%-]", "[\\w_:%.\\x24-]"): answer for path, answer in paths.items()}
