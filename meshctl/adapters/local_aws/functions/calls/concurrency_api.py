"""How many runs of a function are kept for it: put, told and refused as by Lambda. Changes moto's class.

https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
"""

import json
from typing import Any

from moto.awslambda.exceptions import InvalidParameterValueException, UnknownFunctionException
from moto.awslambda.responses import LambdaResponse

from meshctl.adapters.local_aws.functions.calls.asked import (
    Answer,
    AskedFunction,
    InvalidWithoutType,
    answer,
    asked_by,
    no_content,
)

OF_AN_ACCOUNT, LEFT_FOR_ALL = 1000, 100
"""What an account has in a Region unless AWS grants more, and what cannot be kept for one function."""
OF_FUNCTIONS_ALONE = (
    "This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. "
    "Please specify either a function name or an unqualified function ARN."
)
TOO_MANY = (
    "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its "
    f"minimum value of [{LEFT_FOR_ALL}]."
)
NAME = "ReservedConcurrentExecutions"


def install() -> None:
    """Have these calls answered as by Lambda, in this process and for good."""
    LambdaResponse.put_function_concurrency = _put
    LambdaResponse.get_function_concurrency = _get
    LambdaResponse.delete_function_concurrency = _delete


def _put(response: Any) -> Answer:
    asked = _function(response)
    if asked.function is None:
        raise UnknownFunctionException(f"{asked.arn}:$LATEST")
    wanted = int(json.loads(response.body)[NAME])
    if OF_AN_ACCOUNT - wanted - _kept_for_others(asked) < LEFT_FOR_ALL and wanted:
        raise InvalidWithoutType(TOO_MANY)
    asked.existing.reserved_concurrency = wanted
    return answer({NAME: wanted})


def _get(response: Any) -> Answer:
    kept = _function(response).existing.reserved_concurrency
    return answer({} if kept is None else {NAME: int(kept)})


def _delete(response: Any) -> Answer:
    _function(response).existing.reserved_concurrency = None
    return no_content()


def _function(response: Any) -> AskedFunction:
    asked = asked_by(response)
    if asked.qualifier:
        raise InvalidParameterValueException(OF_FUNCTIONS_ALONE)
    return asked


def _kept_for_others(asked: AskedFunction) -> int:
    functions = asked.backend._lambdas.latest()
    return sum(int(one.reserved_concurrency or 0) for one in functions if one.function_name != asked.name)
